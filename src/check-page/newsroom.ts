import type { Options } from '../../widget/contract/options.ts';
import type { FeedStatus, NamedFeed } from '../model/feed-status.ts';
import type { Site } from '../model/site.ts';

/** What of the feeds a check has to know, as they are at this moment. */
export interface Feeds {
  /** The feed that is offered where a page asks for none that there is. */
  readonly main: NamedFeed;
  /** The status of a feed by its path: `top`, `category/israel`, `c/abcdefgh`. */
  findFeed(path: string): Promise<FeedStatus>;
}

/** What a check has to know of who publishes. */
export interface Newsroom extends Feeds {
  readonly site: Site;
  /** The snippet as it is given out today. */
  writeSnippet(feed: NamedFeed, options: Options): string;
}
