import { type Request, type RequestHandler, type Response, Router } from 'express';
import { archiveUrl, feedPageUrl, feedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { FEED_FORMATS, type FeedFormat } from '../model/feed-formats.ts';
import { embedQuery } from '../pages/embed-query.ts';
import { archiveKey } from '../publish/archivist.ts';
import { renderOpml } from '../render/opml.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { LIVE } from './cache-control.ts';
import { isNotModified } from './conditional.ts';
import { parseCursor } from './cursor.ts';
import { knownSeq } from './delta.ts';
import { archiveDocumentKey, feedKey, feedPageKey, withParameter } from './document-keys.ts';
import { optionsOf } from './embed-options.ts';
import { Failure, notFound } from './failure.ts';
import { type FeedAddress, parseFeedAddress } from './feed-address.ts';
import { buildArchivePage, buildDelta, buildFeed, buildOlderPage } from './feed-documents.ts';
import { buildFeedPage } from './feed-page.ts';
import { readRoute } from './read-route.ts';
import { resolveFeed } from './resolve-feed.ts';
import { respond } from './respond.ts';
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
  address: FeedAddress,
  request: Request,
  response: Response,
): Promise<void> {
  const { cache } = dependencies;
  const here = siteByPath(dependencies.site);
  const resolve = () => resolveFeed(dependencies, address.name, queryOf(request), (id) => feedPageUrl(here, id));
  const { id } = await resolve();
  // The page is the same, but whoever embeds it finds these options in its head.
  const embed = address.name.kind === 'custom' ? '' : embedQuery(optionsOf(request));
  const build = async () => buildFeedPage(dependencies, await resolve(), embed);
  respond(request, response, await cache.load(feedPageKey(id) + embed, build));
}

async function serveDocument(
  dependencies: RouteDependencies,
  address: FeedAddress,
  format: FeedFormat,
  request: Request,
  response: Response,
): Promise<void> {
  const { cache } = dependencies;
  const here = siteByPath(dependencies.site);
  const { query, after } = splitCursor(queryOf(request));
  const resolve = () =>
    resolveFeed(dependencies, address.name, query, (id) => {
      const url = feedUrl(here, id, format);
      return after === undefined ? url : withParameter(url, 'after', after);
    });
  const { id } = await resolve();
  const key = feedKey(id, format);

  if (after !== undefined) {
    const position = parseCursor(after);
    if (position === undefined) throw new Failure(400, 'after: expected the cursor of a next link.');
    const build = async () => buildOlderPage(dependencies, await resolve(), format, position);
    return void respond(request, response, await cache.load(withParameter(key, 'after', after), build));
  }

  const loadWhole = () => cache.load(key, async () => buildFeed(dependencies, await resolve(), format));
  const whole = await loadWhole();
  const known =
    !FEED_FORMATS[format].hasDelta || isNotModified(request.headers, whole, whole.identity)
      ? undefined
      : knownSeq(request.headers, whole);
  if (known === undefined) return void respond(request, response, whole);
  const build = async () => buildDelta(dependencies, await resolve(), format, await loadWhole(), known);
  respond(request, response, await cache.load(`${key} since ${known}`, build));
}

async function serveArchive(
  dependencies: RouteDependencies,
  address: FeedAddress,
  format: FeedFormat,
  page: number,
  request: Request,
  response: Response,
): Promise<void> {
  const { cache, store } = dependencies;
  const here = siteByPath(dependencies.site);
  const resolve = () =>
    resolveFeed(dependencies, address.name, queryOf(request), (id) => archiveUrl(here, id, page, format));
  const definition: FeedDefinition = await resolve();
  const { id } = definition;
  const { pages } = await store.getArchive(archiveKey(definition));
  // What comes after the newest page is the feed itself, until there is a page of that number.
  if (pages > 0 && page === pages + 1) {
    response
      .set(dependencies.headers.document)
      .set('Cache-Control', LIVE)
      .redirect(307, feedUrl(here, id, format));
    return;
  }
  const build = async () => buildArchivePage(dependencies, await resolve(), format, page);
  respond(request, response, await cache.load(archiveDocumentKey(id, page, format), build));
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
