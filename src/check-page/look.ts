import { type Options, parseOptions } from '../../widget/contract/options.ts';
import type { FeedStatus, NamedFeed } from '../model/feed-status.ts';
import type { Platform } from '../model/platforms.ts';
import type { FetchedPage } from './fetch-page.ts';
import type { Newsroom } from './newsroom.ts';
import type { PageFacts } from './page-facts.ts';
import type { Policy } from './policy.ts';

/** Everything that is known of a page once it has been read: what the findings are drawn from. */
export interface Look {
  readonly page: FetchedPage;
  readonly facts: PageFacts;
  readonly newsroom: Newsroom;
  readonly platform: Platform | undefined;
  /** Of every feed that the page names. */
  readonly standings: ReadonlyMap<string, FeedStatus>;
  /** Those of the answer's head, and of each `meta` of the page. */
  readonly policies: { readonly ofHead: readonly Policy[]; readonly own: readonly (readonly Policy[])[] };
}

/** The policies of the answer's head, and of the page's own those that stand before the so-manieth; all where no number is given. */
export function listPolicies({ policies }: Look, ownUpTo?: number): readonly Policy[] {
  return [...policies.ofHead, ...policies.own.slice(0, ownUpTo).flat()];
}

/** The feed that a page means, under today's name; the main one where it means none that is known. */
function feedToOffer({ standings, newsroom }: Look, path: string | undefined): NamedFeed {
  const standing = standings.get(path ?? '');
  return standing !== undefined && 'feed' in standing ? standing.feed : newsroom.main;
}

/** Today's snippet for what a page means, with the settings it has. */
export function snippetFor(look: Look, path: string | undefined, options: Options = parseOptions(() => null)): string {
  return look.newsroom.writeSnippet(feedToOffer(look, path), options);
}

/** A feed as people know it: by its title, else by its name in addresses where that is a plain one. */
export function nameOfFeed({ standings }: Look, path: string): string {
  const standing = standings.get(path);
  if (standing !== undefined && 'feed' in standing) return `“${standing.feed.title}”`;
  return /^[\p{L}\p{N}/-]{1,60}$/u.test(path) ? `“${path}”` : 'a feed';
}
