import type { Headlines } from '../../widget/contract/headlines.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { loadFeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines } from '../render/headlines.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { type FeedName, parseFeedName, pathOf } from './feed-address.ts';
import { resolveFeed } from './resolve-feed.ts';
import { siteByPath } from './site-by-path.ts';

/**
 * The feed behind a script or a frame, under the very name by which it was asked for: a snippet lives for ever, and its link goes on naming the feed as
 * it was called then. So a feed that was renamed is served here and not redirected; a slug that is spelt otherwise is, to its address by `toUrl`.
 */
export async function findEmbeddedFeed(
  dependencies: Pick<RouteDependencies, 'catalog' | 'store' | 'site'>,
  name: FeedName,
  toUrl: (site: Site, feedId: string) => string,
): Promise<FeedDefinition> {
  const path = pathOf(name);
  const { moves, find } = dependencies.catalog();
  const moved = find(path) === undefined ? parseFeedName(moves.get(path)?.split('/') ?? []) : undefined;
  const definition = await resolveFeed(dependencies, moved ?? name, '', (id) =>
    toUrl(siteByPath(dependencies.site), id),
  );
  return { ...definition, id: path };
}

/** The newest headlines of a feed, and what a document that shows them has to say of its age. */
export async function loadHeadlines(
  { store, site }: Pick<RouteDependencies, 'store' | 'site'>,
  definition: FeedDefinition,
  count: number,
): Promise<{ headlines: Headlines } & Pick<BuiltDocument, 'affectedBy' | 'lastModified'>> {
  // One more than is shown tells whether there is more.
  const window = await loadFeedWindow(store, definition, count + 1);
  return {
    headlines: buildHeadlines(buildFeedDocument(site, definition, window), count),
    affectedBy: window.affectedBy,
    ...(window.updated === undefined ? {} : { lastModified: window.updated }),
  };
}
