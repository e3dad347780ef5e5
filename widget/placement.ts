import { type Options, parseOptions } from './contract/options.ts';

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
 * names no feed and holds words of its own, or the parser may still be about to add the link.
 */
export function readPlacement(div: Element): Placement | undefined {
  const link = div.querySelector<HTMLAnchorElement>('a[href*="/feeds/"]');
  const query = new URLSearchParams(link?.search);
  const raw = (name: string) => div.getAttribute(`data-${name}`) ?? query.get(name);
  const [base = '', named = ''] = splitAddress(link ? link.origin + link.pathname.replace(/\/$/, '') : '');
  const feed = raw('feed') ?? decode(named);
  return feed || (document.readyState !== 'loading' && !div.textContent?.trim())
    ? { base, feed, options: parseOptions(raw) }
    : undefined;
}

/** The address of a feed's page, `{base}/feeds/{feed}`, in its two parts. */
export function splitAddress(page: string): readonly string[] {
  return page.split('/feeds/');
}

/** A link with a stray percent sign names no feed of ours; it must not stop the other widgets of its page. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
