import { type Options, parseOptions } from '../../widget/contract/options.ts';
import type { FeedStatus, NamedFeed } from '../model/feed-status.ts';
import type { Platform } from '../model/platforms.ts';
import type { Site } from '../model/site.ts';
import type { Policy } from './content-security-policy.ts';
import type { FetchedPage } from './fetch-page.ts';
import type { Help } from './finding.ts';
import type { PageFacts } from './page-facts.ts';

export interface FeedDirectory {
  /** The feed whose snippet is offered if the page names no known feed. */
  readonly main: NamedFeed;
  /** By its path: `top`, `category/israel`, `c/abcdefgh`. */
  findFeed(path: string): Promise<FeedStatus>;
}

export interface CheckDependencies extends FeedDirectory {
  readonly site: Site;
  /** What to paste: the snippet, or the address that WordPress turns into headlines. */
  buildCode(method: 'script' | 'link', feed: NamedFeed, options: Options): string;
  /** The code of each released version of the widget. */
  readonly releases: ReadonlyMap<string, string>;
}

export interface CheckContext extends Omit<CheckDependencies, 'findFeed'> {
  readonly page: FetchedPage;
  readonly facts: PageFacts;
  readonly platform: Platform | undefined;
  readonly feedStatuses: ReadonlyMap<string, FeedStatus>;
  readonly policies: { readonly ofHeaders: readonly Policy[]; readonly ofMetas: readonly (readonly Policy[])[] };
}

/** The policies of the headers and of the first `metas` (by default all) `meta` elements. */
export function listPolicies({ policies }: CheckContext, metas?: number): readonly Policy[] {
  return [...policies.ofHeaders, ...policies.ofMetas.slice(0, metas).flat()];
}

/** The snippet for a feed; if the feed is unknown, for the main feed. */
export function snippetFor(
  { feedStatuses, main, buildCode }: CheckContext,
  path: string | undefined,
  options: Options = parseOptions(() => null),
  method: 'script' | 'link' = 'script',
): string {
  const status = feedStatuses.get(path ?? '');
  return buildCode(method, status !== undefined && 'feed' in status ? status.feed : main, options);
}

/** What to do where the site's editor removed the script. WordPress turns an address alone on its line into headlines, for authors too. */
export function pasteAgain(context: CheckContext, path: string | undefined, options?: Options): Help {
  if (context.platform?.page?.takesAddress !== true) {
    return { todo: `${adviceOf(context)}Paste the whole snippet again:`, snippet: snippetFor(context, path, options) };
  }
  return {
    todo: `Paste this address alone on its own line, without a link. ${context.platform.name} turns it into the headlines, for authors too. Only administrators and editors may use scripts, in the block “Custom HTML”.`,
    snippet: snippetFor(context, path, options, 'link'),
  };
}

/** The title of a feed. If it is unknown, its path, unless that has unusual characters: the page is not ours. */
export function nameOfFeed({ feedStatuses }: CheckContext, path: string): string {
  const status = feedStatuses.get(path);
  if (status !== undefined && 'feed' in status) return `“${status.feed.title}”`;
  return /^[\p{L}\p{N}/-]{1,60}$/u.test(path) ? `“${path}”` : 'a feed';
}

export function adviceOf({ platform }: CheckContext): string {
  return platform?.page === undefined ? '' : `${platform.page.advice} `;
}
