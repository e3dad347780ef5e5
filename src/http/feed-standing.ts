import type { FeedStanding } from '../check-page/newsroom.ts';
import { feedPageUrl } from '../model/addresses.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { findEmbeddedFeed } from './embedded-feed.ts';
import { Failure } from './failure.ts';
import { parseFeedName } from './feed-address.ts';

/** The standing of the feed that a page asks for by this path, as its scripts and frames are answered: `top`, `category/israel`, `c/abcdefgh`. */
export async function findStanding(
  dependencies: Pick<RouteDependencies, 'catalog' | 'store' | 'site'>,
  path: string,
): Promise<FeedStanding> {
  const name = parseFeedName(path.split('/'));
  if (name === undefined || name.kind === 'custom') return { kind: 'missing' };
  const { moves, find } = dependencies.catalog();
  const to = find(path) === undefined ? moves.get(path) : undefined;
  try {
    const feed = await findEmbeddedFeed(dependencies, name, feedPageUrl);
    return to === undefined ? { kind: 'published', feed } : { kind: 'moved', feed: { ...feed, id: to } };
  } catch (fault) {
    if (fault instanceof Failure) return { kind: 'missing' };
    throw fault;
  }
}
