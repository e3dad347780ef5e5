import type { FeedDefinition } from '../model/feed-definition.ts';

/** The feeds that are published, in the order in which they are offered. */
export interface Catalog {
  readonly feeds: readonly FeedDefinition[];
  /** The feed that stands first: the one a visitor is shown. */
  readonly main: FeedDefinition;
  /** The feed with this id, or `undefined`. Ids are compared exactly. */
  find(id: string): FeedDefinition | undefined;
}

/** A catalogue of these feeds, at least one, in this order; their ids are distinct. */
export function buildCatalog(feeds: readonly FeedDefinition[]): Catalog {
  const [main] = feeds;
  if (main === undefined) throw new RangeError('a catalogue needs at least one feed');
  const byId = new Map(feeds.map((feed) => [feed.id, feed]));
  return { feeds, main, find: (id) => byId.get(id) };
}
