import { type Request, type RequestHandler, type Response, Router } from 'express';
import { archiveUrl, feedPageUrl, feedUrl } from '../model/addresses.ts';
import { FEED_FORMATS, type FeedFormat } from '../model/feed-formats.ts';
import { embedQuery } from '../pages/embed-query.ts';
import { LIVE } from '../publish/cache-control.ts';
import { feedPageKey, withParameter } from '../publish/document-keys.ts';
import { type FeedAddress, parseFeedAddress } from '../publish/feed-address.ts';
import { loadArchivePage, loadDelta, loadFeed, loadForFeed, loadOlderPage } from '../publish/feed-documents.ts';
import { renderOpml } from '../render/opml.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { isNotModified } from './conditional.ts';
import { knownSeq } from './delta.ts';
import { optionsOf } from './embed-options.ts';
import { buildFeedPage } from './feed-page.ts';
import { notFound } from './http-error.ts';
import { readRoute } from './read-route.ts';
import { respond, respondFound } from './respond.ts';
import { siteByPath } from './site-by-path.ts';

/** `/feeds.opml`, and below `/feeds/` the page of every feed, its documents and its archive. */
export function feedRoutes(dependencies: RouteDependencies): Router {
  const { cache, catalog, site, headers } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });

  readRoute(router, '/feeds.opml', async (request, response) => {
    const document = await cache.load('/feeds.opml', async () => ({
      status: 200,
      body: renderOpml(site, catalog().feeds),
      type: 'text/x-opml+xml; charset=utf-8',
      headers: { 'Cache-Control': LIVE, ...headers.document },
      affectedBy: () => false,
    }));
    respond(request, response, document);
  });

  readRoute(router, '/feeds/*path', serveFeed(dependencies));
  return router;
}

function serveFeed(dependencies: RouteDependencies): RequestHandler {
  return async (request, response, next) => {
    if (request.path.endsWith('/')) return next('router');
    const address = parseFeedAddress([request.params.path ?? []].flat());
    if (address === undefined) throw notFound('such feed');
    const { format, archivePage } = address;
    if (format === undefined) return servePage(dependencies, address, request, response);
    if (archivePage !== undefined) return serveArchive(dependencies, address, format, archivePage, request, response);
    return serveDocument(dependencies, address, format, request, response);
  };
}

async function servePage(
  dependencies: RouteDependencies,
  { name }: FeedAddress,
  request: Request,
  response: Response,
): Promise<void> {
  const { site } = dependencies;
  // The page is the same, but its head tells an embedder these options.
  const embed = name.kind === 'custom' ? '' : embedQuery(optionsOf(request));
  const found = await loadForFeed(
    dependencies,
    { name, query: queryOf(request) },
    (id) => feedPageKey(id) + embed,
    (definition) => buildFeedPage(dependencies, definition, embed),
  );
  respondFound(request, response, found, (id) => feedPageUrl(siteByPath(site), id));
}

async function serveDocument(
  dependencies: RouteDependencies,
  { name }: FeedAddress,
  format: FeedFormat,
  request: Request,
  response: Response,
): Promise<void> {
  const { query, after } = splitCursor(queryOf(request));
  const feed = { name, query };
  const toUrl = (id: string): string => {
    const url = feedUrl(siteByPath(dependencies.site), id, format);
    return after === undefined ? url : withParameter(url, 'after', after);
  };
  if (after !== undefined) {
    return respondFound(request, response, await loadOlderPage(dependencies, feed, format, after), toUrl);
  }

  const whole = await loadFeed(dependencies, feed, format);
  const known =
    'kind' in whole || !FEED_FORMATS[format].hasDelta || isNotModified(request.headers, whole, whole.identity)
      ? undefined
      : knownSeq(request.headers, whole);
  const found = known === undefined ? whole : await loadDelta(dependencies, feed, format, known);
  respondFound(request, response, found, toUrl);
}

async function serveArchive(
  dependencies: RouteDependencies,
  { name }: FeedAddress,
  format: FeedFormat,
  page: number,
  request: Request,
  response: Response,
): Promise<void> {
  const here = siteByPath(dependencies.site);
  const feed = { name, query: queryOf(request) };
  const found = await loadArchivePage(dependencies, feed, format, page);
  respondFound(request, response, found, (id) =>
    'kind' in found && found.kind === 'pending' ? feedUrl(here, id, format) : archiveUrl(here, id, page, format),
  );
}

/** The query as it was sent, without its question mark. */
function queryOf(request: Request): string {
  const at = request.url.indexOf('?');
  return at === -1 ? '' : request.url.slice(at + 1);
}

/** Takes the cursor off a query; what is left is the choice of a feed of one's own. */
function splitCursor(query: string): { readonly query: string; readonly after?: string } {
  const parts = query.split('&');
  const cursor = parts.find((part) => part.startsWith('after='));
  if (cursor === undefined) return { query };
  return { query: parts.filter((part) => part !== cursor).join('&'), after: cursor.slice('after='.length) };
}
