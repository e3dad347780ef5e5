import type { Options } from '../../widget/contract/options.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';

/** Of a feed, what a snippet needs. */
export type NamedFeed = Pick<FeedDefinition, 'id' | 'title' | 'language'>;

/** Whether a feed is there under the name that a page has for it. */
export type FeedStanding =
  | { readonly kind: 'published'; readonly feed: NamedFeed }
  /** `feed` is what it is called now. */
  | { readonly kind: 'moved'; readonly feed: NamedFeed }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

/** What of the feeds a check has to know, as they are at this moment. */
export interface Feeds {
  /** The feed that is offered where a page asks for none that there is. */
  readonly main: NamedFeed;
  /** The standing of a feed by its path: `top`, `category/israel`, `c/abcdefgh`. */
  findFeed(path: string): Promise<FeedStanding>;
}

/** What a check has to know of who publishes. */
export interface Newsroom extends Feeds {
  readonly site: Site;
  /** The snippet as it is given out today. */
  writeSnippet(feed: NamedFeed, options: Options): string;
}
