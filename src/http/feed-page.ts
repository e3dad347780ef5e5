import type { FeedDefinition } from '../model/feed-definition.ts';
import { alternatesHeader } from '../publish/feed-links.ts';
import { loadFeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { buildPage } from './build-page.ts';
import { SHORTEN_PATH } from './short-feed-routes.ts';

const HEADLINES = 30;

/** A feed for people: what it holds, how to subscribe, what to paste. `embedQuery` is how it is embedded, with its question mark. */
export async function buildFeedPage(
  { store, pages, site, headers }: RouteDependencies,
  definition: FeedDefinition,
  embedQuery: string,
): Promise<BuiltDocument> {
  const window = await loadFeedWindow(store, definition, Math.min(definition.count, HEADLINES));
  const query = definition.id.split('?', 2)[1];
  const shorten = query === undefined ? {} : { shorten: { action: `${SHORTEN_PATH}?${query}` } };
  const html = pages.feed({ site, definition, embedQuery, ...window, ...shorten });
  return buildPage(headers, html, window, alternatesHeader(site, definition.id));
}
