import type { FeedDefinition } from './feed-definition.ts';

/** The part of a feed's definition that a snippet needs. */
export type NamedFeed = Pick<FeedDefinition, 'id' | 'title' | 'language'>;

/** Whether a feed is published under the id that a page asks for. */
export type FeedStatus =
  | { readonly kind: 'published'; readonly feed: NamedFeed }
  /** `feed` has its present id. */
  | { readonly kind: 'moved'; readonly feed: NamedFeed }
  | { readonly kind: 'missing' }
  /** The store that would know is not there. */
  | { readonly kind: 'unknown' };
