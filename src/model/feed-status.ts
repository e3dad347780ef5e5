import type { FeedDefinition } from './feed-definition.ts';

export type NamedFeed = Pick<FeedDefinition, 'id' | 'title' | 'language'>;

export type FeedStatus =
  | { readonly kind: 'published'; readonly feed: NamedFeed }
  /** `feed` has its present id. */
  | { readonly kind: 'moved'; readonly feed: NamedFeed }
  | { readonly kind: 'missing' }
  /** Without a store. */
  | { readonly kind: 'unknown' };
