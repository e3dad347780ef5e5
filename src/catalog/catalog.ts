import type { FeedDefinition } from '../model/feed-definition.ts';

/** The feeds that are published, in the order in which they are offered. */
export interface Catalog {
  readonly feeds: readonly FeedDefinition[];
  /** The feed that stands first: the one a visitor is shown. */
  readonly main: FeedDefinition;
  /** The feed with this id, or `undefined`. Ids are compared exactly. */
  find(id: string): FeedDefinition | undefined;
  /** Where a feed that was renamed has gone, by its former path (`world`, `category/mid-east`); every end is final. */
  readonly moves: ReadonlyMap<string, string>;
}

/** A catalogue of these feeds, at least one, in this order; their ids are distinct. */
export function buildCatalog(
  feeds: readonly FeedDefinition[],
  moves: ReadonlyMap<string, string> = new Map(),
): Catalog {
  const [main] = feeds;
  if (main === undefined) throw new RangeError('a catalogue needs at least one feed');
  const byId = new Map(feeds.map((feed) => [feed.id, feed]));
  return { feeds, main, moves, find: (id) => byId.get(id) };
}
