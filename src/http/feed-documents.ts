import type { Position } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { FEED_FORMATS, type FeedFormat } from '../model/feed-formats.ts';
import { archiveKey, hasArchive } from '../publish/archivist.ts';
import { type FeedWindow, loadFeedWindow } from '../publish/feed-window.ts';
import type { Representation } from '../publish/representation.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import { loadSubscription, type Subscription } from '../publish/subscription.ts';
import { buildFeedDocument, type DocumentWindow } from '../render/feed-document.ts';
import { renderFeed } from '../render/render-feed.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { LIVE } from './cache-control.ts';
import { formatCursor } from './cursor.ts';
import { notFound } from './failure.ts';
import { linkHeader } from './feed-links.ts';

/** Where a document stands among the others of its feed. */
type Place = Pick<DocumentWindow, 'archive' | 'paging'>;

/** The feed's own document: its newest articles. */
export async function buildFeed(
  dependencies: RouteDependencies,
  definition: FeedDefinition,
  format: FeedFormat,
): Promise<BuiltDocument> {
  const { store, archivist } = dependencies;
  await archivist.catchUp(definition);
  const subscription = await loadSubscription(store, definition);
  return finish(dependencies, definition, format, subscription, placeOf(subscription));
}

/** What is older than a position: a page of the feed as it is now (RFC 5005, section 3). */
export async function buildOlderPage(
  dependencies: RouteDependencies,
  definition: FeedDefinition,
  format: FeedFormat,
  after: Position,
): Promise<BuiltDocument> {
  const window = await loadFeedWindow(dependencies.store, definition, definition.count, after);
  const paging = { after: formatCursor(after), ...nextPage(window) };
  return finish(dependencies, definition, format, window, { paging });
}

/** A page of the archive (RFC 5005, section 4): a fixed set of articles, of which only their own changes alter a byte. */
export async function buildArchivePage(
  dependencies: RouteDependencies,
  definition: FeedDefinition,
  format: FeedFormat,
  page: number,
): Promise<BuiltDocument> {
  const { store } = dependencies;
  const found = hasArchive(definition) ? await store.findArchivePage(archiveKey(definition), page) : undefined;
  if (found === undefined) throw notFound('such archive page');
  const { articles, ids } = found;
  const last = await store.findLastChangeOf(ids);
  const held = new Set(ids);
  const window: FeedWindow = {
    articles,
    hasMore: false,
    seq: last?.seq ?? 0,
    affectedBy: (change) => held.has(change.articleId),
    ...(last === undefined ? {} : { updated: last.at }),
  };
  return finish(dependencies, definition, format, window, { archive: { pages: page, page } });
}

/** Only what a reader does not know yet: 226 IM Used (RFC 3229), under the tag of the whole document. */
export async function buildDelta(
  dependencies: RouteDependencies,
  definition: FeedDefinition,
  format: FeedFormat,
  whole: Representation,
  sinceSeq: number,
): Promise<BuiltDocument> {
  const { store } = dependencies;
  const subscription = await loadSubscription(store, definition);
  const changed = await store.listChangedSince(
    subscription.articles.map(({ id }) => id),
    sinceSeq,
  );
  const news = { ...subscription, articles: subscription.articles.filter(({ id }) => changed.has(id)) };
  const document = finish(dependencies, definition, format, news, placeOf(subscription));
  return {
    ...document,
    status: 226,
    tag: whole.tag,
    // Section 10.8: a cache that does not know of deltas must not take this for the whole.
    headers: { ...document.headers, 'Cache-Control': 'no-store, im, max-age=300', IM: 'feed' },
  };
}

function placeOf(subscription: Subscription): Place {
  const { newestArchivePage } = subscription;
  return {
    paging: nextPage(subscription),
    ...(newestArchivePage === undefined ? {} : { archive: { pages: newestArchivePage } }),
  };
}

function nextPage({ articles, hasMore }: FeedWindow): { readonly next?: string } {
  const last = articles.at(-1);
  return last === undefined || !hasMore ? {} : { next: formatCursor(last) };
}

function finish(
  { site, headers, log, fragments }: RouteDependencies,
  definition: FeedDefinition,
  format: FeedFormat,
  window: FeedWindow & Partial<Pick<Subscription, 'withdrawn'>>,
  place: Place,
): BuiltDocument {
  const document = buildFeedDocument(site, definition, { ...window, ...place }, fragments);
  const rendered = renderFeed(format, document, fragments);
  for (const { id, reason } of rendered.leftOut) {
    log.error({ feed: definition.id, format, article: id, reason }, 'article left out of feed');
  }
  // A search does not know from the log when it changed, so it makes no claim by date or by line.
  const dated = definition.search === undefined;
  return {
    status: 200,
    body: rendered.text,
    type: `${FEED_FORMATS[format].type}; charset=utf-8`,
    ...(dated ? { seq: window.seq } : {}),
    ...(dated && window.updated !== undefined ? { lastModified: window.updated } : {}),
    headers: {
      'Cache-Control': LIVE,
      ...(FEED_FORMATS[format].hasDelta ? { Vary: 'Accept-Encoding, A-IM' } : {}),
      Link: linkHeader(site, document, format),
      ...headers.document,
    },
    affectedBy: window.affectedBy,
  };
}
