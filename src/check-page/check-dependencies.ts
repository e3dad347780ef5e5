import type { Options } from '../../widget/contract/options.ts';
import type { FeedStatus, NamedFeed } from '../model/feed-status.ts';
import type { Site } from '../model/site.ts';

/** The feeds that are published now. */
export interface FeedDirectory {
  /** The feed whose snippet is offered if the page names no known feed. */
  readonly main: NamedFeed;
  /** The status of a feed by its path: `top`, `category/israel`, `c/abcdefgh`. */
  findFeed(path: string): Promise<FeedStatus>;
}

export interface CheckDependencies extends FeedDirectory {
  readonly site: Site;
  buildSnippet(feed: NamedFeed, options: Options): string;
}
