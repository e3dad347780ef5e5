import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response, Router } from 'express';
import { archiveUrl, feedUrl } from '../model/addresses.ts';
import { FEED_FORMATS, SERVED_FORMATS } from '../model/feed-formats.ts';
import { staticDocument } from '../publish/build-document.ts';
import { type FeedDocumentAddress, parseFeedDocumentAddress } from '../publish/feed-address.ts';
import { loadArchivePage, loadDelta, loadFeed, loadOlderPage, withCursor } from '../publish/feed-documents.ts';
import { type Representation, seqOfTag } from '../publish/representation.ts';
import { renderOpml } from '../render/opml.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { findNotModifiedHead } from './conditional.ts';
import { HttpError } from './http-error.ts';
import { createRouter, readDocument, readRoute } from './read-route.ts';
import { queryOf } from './request-query.ts';
import { relativeSite, respondFound } from './respond-found.ts';

const DOCUMENT_PATH = new RegExp(`\\.(?:${[...SERVED_FORMATS, 'xml', 'opml'].join('|')})$`);

/** `/feeds.opml`, and the documents and archive pages of every feed. */
export function feedDocumentRoutes(dependencies: RouteDependencies): Router {
  const { catalog, site, headers } = dependencies;
  const router = createRouter();

  readDocument(router, dependencies, '/feeds.opml', async () =>
    staticDocument({
      body: renderOpml(site, catalog().feeds),
      type: 'text/x-opml+xml; charset=utf-8',
      headers: headers.document,
    }),
  );

  router.all('/feeds/*path', (request, _response, next) => {
    next(DOCUMENT_PATH.test(request.path) ? undefined : 'router');
  });
  readRoute(router, '/feeds/*path', async (request, response) => {
    const address = parseFeedDocumentAddress([request.params.path ?? []].flat());
    if (address === undefined) throw new HttpError('feed-not-found');
    const serve = address.archivePage === undefined ? serveDocument : serveArchivePage;
    await serve(dependencies, address, request, response);
  });
  return router;
}

async function serveDocument(
  dependencies: RouteDependencies,
  address: FeedDocumentAddress,
  request: Request,
  response: Response,
): Promise<void> {
  const { query, after } = splitCursor(queryOf(request));
  const { format } = address;
  const feed = { ...address, query };
  const toUrl = (id: string): string => {
    const url = feedUrl(relativeSite(dependencies.site), id, format);
    return after === undefined ? url : withCursor(url, after);
  };
  if (after !== undefined) {
    return respondFound(dependencies, request, response, await loadOlderPage(dependencies, feed, after), toUrl);
  }

  const whole = await loadFeed(dependencies, feed);
  const sinceSeq =
    'kind' in whole ||
    !FEED_FORMATS[format].hasDelta ||
    findNotModifiedHead(request.headers, whole, whole.identity, dependencies.clock)
      ? undefined
      : findDeltaStart(request.headers, whole);
  const found = sinceSeq === undefined ? whole : await loadDelta(dependencies, feed, sinceSeq);
  respondFound(dependencies, request, response, found, toUrl);
}

async function serveArchivePage(
  dependencies: RouteDependencies,
  { name, format, archivePage = 1 }: FeedDocumentAddress,
  request: Request,
  response: Response,
): Promise<void> {
  const here = relativeSite(dependencies.site);
  const found = await loadArchivePage(dependencies, { name, format, query: queryOf(request) }, archivePage);
  respondFound(dependencies, request, response, found, (id) =>
    'kind' in found && found.kind === 'pending' ? feedUrl(here, id, format) : archiveUrl(here, id, archivePage, format),
  );
}

/** The cursor does not belong to the filter of a custom feed. */
function splitCursor(query: string): { readonly query: string; readonly after?: string } {
  const after = new URLSearchParams(query).get('after');
  if (after === null) return { query };
  const filter = query.split('&').filter((part) => !new URLSearchParams(part).has('after'));
  return { query: filter.join('&'), after };
}

/** The `seq` after which a reader wants changes (RFC 3229); `undefined` if it gets the whole document. */
function findDeltaStart(headers: IncomingHttpHeaders, current: Representation): number | undefined {
  if (!asksForFeedDelta(headers['a-im'])) return undefined;
  const currentSeq = seqOfTag(current.tag);
  const tags = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  const known = tags.map(seqOfTag).filter((seq) => seq !== undefined);
  if (currentSeq === undefined || known.length === 0) return undefined;
  const newest = Math.max(...known);
  return newest < currentSeq ? newest : undefined;
}

/** Whether `feed` is in the list of manipulations, without `q=0` (RFC 3229, section 10.5.3). */
function asksForFeedDelta(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((word) => word.trim()))
    .some(([name, quality]) => name === 'feed' && !/^q=0(?:\.0*)?$/.test(quality ?? ''));
}
