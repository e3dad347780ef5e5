import { Router } from 'express';
import { FEED_FORMATS, FEED_NAMES, FEED_TYPES, feedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { type FeedWindow, loadFeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { IMMUTABLE, LIVE } from './cache-control.ts';
import { getFeed } from './get-feed.ts';
import { readRoute } from './read-route.ts';
import { respond } from './respond.ts';

const HTML = 'text/html; charset=utf-8';
const HEADLINES_ON_LANDING_PAGE = 8;
const HEADLINES_ON_FEED_PAGE = 30;

/** `/`, `/feeds`, `/feeds/{feed}` and the two files that pages need. */
export function pageRoutes(dependencies: RouteDependencies): Router {
  const { cache, catalog, pages, site, store, headers } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });
  const page = (html: string, window: FeedWindow | undefined, link?: string): BuiltDocument => ({
    status: 200,
    body: html,
    type: HTML,
    ...(window?.updated === undefined ? {} : { lastModified: window.updated }),
    headers: { 'Cache-Control': LIVE, ...(link === undefined ? {} : { Link: link }), ...headers.page },
    affectedBy: window?.affectedBy ?? (() => false),
  });

  readRoute(router, '/', async (request, response) => {
    const build = async () => {
      const { feeds, main } = catalog();
      const window = await loadFeedWindow(store, main, HEADLINES_ON_LANDING_PAGE);
      const html = pages.landing({ site, feeds, headlinesFeed: main, latest: window.articles });
      return page(html, window, alternates(site, main));
    };
    respond(request, response, await cache.load('/', build));
  });

  readRoute(router, '/feeds', async (request, response) => {
    const build = async () =>
      page(pages.feeds({ site, headlinesFeed: catalog().main, feeds: catalog().feeds }), undefined);
    respond(request, response, await cache.load('/feeds', build));
  });

  readRoute(router, '/feeds/:feed', async (request, response) => {
    const { id } = getFeed(catalog(), request);
    const build = async () => {
      const definition = getFeed(catalog(), request);
      const window = await loadFeedWindow(store, definition, Math.min(definition.count, HEADLINES_ON_FEED_PAGE));
      return page(pages.feed({ site, definition, ...window }), window, alternates(site, definition));
    };
    respond(request, response, await cache.load(`/feeds/${id}`, build));
  });

  for (const { path, text, type } of [pages.stylesheet, pages.icon]) {
    const build = async (): Promise<BuiltDocument> => ({
      status: 200,
      body: text,
      type,
      headers: { 'Cache-Control': IMMUTABLE, ...headers.document },
      affectedBy: () => false,
    });
    readRoute(router, path, async (request, response) => {
      respond(request, response, await cache.load(path, build));
    });
  }

  return router;
}

/** Autodiscovery by header, for readers that do not look into the page. */
function alternates(site: Site, definition: FeedDefinition): string {
  return FEED_FORMATS.map(
    (format) =>
      `<${feedUrl(site, definition.id, format)}>; rel="alternate"; type="${FEED_TYPES[format]}"; title="${FEED_NAMES[format]}"`,
  ).join(', ');
}
