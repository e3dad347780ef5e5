import { Router } from 'express';
import { FEED_FORMATS, FEED_NAMES, FEED_TYPES, type FeedFormat, feedPageUrl, feedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { loadFeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { renderOpml } from '../render/opml.ts';
import { renderFeed } from '../render/render-feed.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { LIVE } from './cache-control.ts';
import { getFeed } from './get-feed.ts';
import { readRoute } from './read-route.ts';
import { respond } from './respond.ts';

/** `/feeds/{feed}.rss`, `.atom`, `.json`, and `/feeds.opml`. */
export function feedRoutes(dependencies: RouteDependencies): Router {
  const { cache, catalog, site, headers } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });

  for (const format of FEED_FORMATS) {
    readRoute(router, `/feeds/:feed.${format}`, async (request, response) => {
      const { id } = getFeed(catalog(), request);
      const build = () => buildFeed(dependencies, getFeed(catalog(), request), format);
      respond(request, response, await cache.load(`/feeds/${id}.${format}`, build));
    });
  }

  readRoute(router, '/feeds.opml', async (request, response) => {
    const build = async (): Promise<BuiltDocument> => ({
      status: 200,
      body: renderOpml(site, catalog().feeds),
      type: 'text/x-opml+xml; charset=utf-8',
      headers: { 'Cache-Control': LIVE, ...headers.document },
      affectedBy: () => false,
    });
    respond(request, response, await cache.load('/feeds.opml', build));
  });

  return router;
}

async function buildFeed(
  { store, site, headers, log }: RouteDependencies,
  definition: FeedDefinition,
  format: FeedFormat,
): Promise<BuiltDocument> {
  const window = await loadFeedWindow(store, definition, definition.count);
  const rendered = renderFeed(format, buildFeedDocument(site, definition, window));
  for (const item of rendered.leftOut) {
    log.error({ feed: definition.id, format, article: item.id, reason: item.reason }, 'article left out of feed');
  }
  return {
    status: 200,
    body: rendered.text,
    type: `${FEED_TYPES[format]}; charset=utf-8`,
    ...(window.updated === undefined ? {} : { lastModified: window.updated }),
    headers: { 'Cache-Control': LIVE, Link: linkHeader(site, definition, format), ...headers.document },
    affectedBy: window.affectedBy,
  };
}

/** RFC 8288: which document this is, the page for people, and the same feed in the other formats. */
function linkHeader(site: Site, definition: FeedDefinition, format: FeedFormat): string {
  const others = FEED_FORMATS.filter((other) => other !== format).map(
    (other) =>
      `<${feedUrl(site, definition.id, other)}>; rel="alternate"; type="${FEED_TYPES[other]}"; title="${FEED_NAMES[other]}"`,
  );
  return [
    `<${feedUrl(site, definition.id, format)}>; rel="self"`,
    `<${feedPageUrl(site, definition.id)}>; rel="alternate"; type="text/html"`,
    ...others,
  ].join(', ');
}
