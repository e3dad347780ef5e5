import type { Options } from './contract/options.ts';
import { readOptions } from './read-options.ts';

/** What a `div.tidings` asks for. */
export interface Placement {
  /** The address of the server that its link leads to; empty where it has no link to a feed's page. */
  readonly base: string;
  /** The id of the feed that it names; empty where it names none. */
  readonly feed: string;
  readonly options: Options;
}

/**
 * Reads the div: `data-*` first, else its link and the link's query. `undefined` where the div is not ours to fill, or not yet: it
 * names no feed and holds words of its own, or the parser may still be about to add the link. Throws where the link has a stray percent sign.
 */
export function readPlacement(div: Element): Placement | undefined {
  const link = div.querySelector<HTMLAnchorElement>('a[href*="/feeds/"]');
  const query = new URLSearchParams(link?.search);
  const raw = (name: string) => div.getAttribute(`data-${name}`) ?? query.get(name);
  const [, base = '', named = ''] = /(.+?)\/feeds\/([^?#]*[^?#/])/.exec(link?.href ?? '') ?? [];
  const feed = raw('feed') ?? decodeURIComponent(named);
  return feed || (document.readyState !== 'loading' && !div.textContent?.trim())
    ? { base, feed, options: readOptions(raw) }
    : undefined;
}

/** The server's address, of that of a feed's page, `{base}/feeds/{feed}`. */
export function serverOf(home: string): string {
  return home.split('/feeds/')[0] as string;
}
