import { type Options, parseOptions } from '../../widget/contract/options.ts';
import type { FeedStatus } from '../model/feed-status.ts';
import type { Platform } from '../model/platforms.ts';
import type { CheckDependencies } from './check-dependencies.ts';
import type { Policy } from './content-security-policy.ts';
import type { FetchedPage } from './fetch-page.ts';
import type { PageFacts } from './page-facts.ts';

/** Everything that findings are based on. */
export interface CheckContext extends Omit<CheckDependencies, 'findFeed'> {
  readonly page: FetchedPage;
  readonly facts: PageFacts;
  readonly platform: Platform | undefined;
  /** By path, for every feed that the page names. */
  readonly feedStatuses: ReadonlyMap<string, FeedStatus>;
  /** From the response headers, and from each `meta` of the page in order. */
  readonly policies: { readonly ofHeaders: readonly Policy[]; readonly ofMetas: readonly (readonly Policy[])[] };
}

/** The policies of the headers and of the first `metas` `meta` elements; of all without a number. */
export function listPolicies({ policies }: CheckContext, metas?: number): readonly Policy[] {
  return [...policies.ofHeaders, ...policies.ofMetas.slice(0, metas).flat()];
}

/** The present snippet for a feed with these options. If the feed is unknown, it is the main feed's snippet. */
export function snippetFor(
  { feedStatuses, main, buildSnippet }: CheckContext,
  path: string | undefined,
  options: Options = parseOptions(() => null),
): string {
  const status = feedStatuses.get(path ?? '');
  return buildSnippet(status !== undefined && 'feed' in status ? status.feed : main, options);
}

/** The title of a feed; if it is unknown, its path, unless that contains more than letters and digits. */
export function nameOfFeed({ feedStatuses }: CheckContext, path: string): string {
  const status = feedStatuses.get(path);
  if (status !== undefined && 'feed' in status) return `“${status.feed.title}”`;
  return /^[\p{L}\p{N}/-]{1,60}$/u.test(path) ? `“${path}”` : 'a feed';
}

/** How to paste a whole snippet with the site builder that made the page. */
export function adviceOf({ platform }: CheckContext): string {
  return platform?.page === undefined ? '' : `${platform.page.advice} `;
}
