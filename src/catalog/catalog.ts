import type { FeedDefinition } from '../model/feed-definition.ts';

export interface Catalog {
  readonly feeds: readonly FeedDefinition[];
  readonly main: FeedDefinition;
  find(id: string): FeedDefinition | undefined;
  /** The new path of each renamed feed, by its former path (`category/mid-east`). No new path has moved again. */
  readonly moves: ReadonlyMap<string, string>;
}

/** Builds a catalog of at least one feed; their ids are distinct. */
export function buildCatalog(
  feeds: readonly FeedDefinition[],
  moves: ReadonlyMap<string, string> = new Map(),
): Catalog {
  const [main] = feeds;
  if (main === undefined) throw new RangeError('expected at least one feed');
  const byId = new Map(feeds.map((feed) => [feed.id, feed]));
  return { feeds, main, moves, find: (id) => byId.get(id) };
}
