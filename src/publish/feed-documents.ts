import { setImmediate } from 'node:timers/promises';
import { archiveUrl, feedUrl } from '../model/addresses.ts';
import type { Change } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { FEED_FORMATS, type FeedFormat } from '../model/feed-formats.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { buildFeedDocument, type DocumentWindow } from '../render/feed-document.ts';
import { renderFeed } from '../render/render-feed.ts';
import { liveDocument } from './build-document.ts';
import { tagsOfArticles } from './cache-tags.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { type FeedName, feedIdOf } from './feed-address.ts';
import { archiveKey, hasArchive } from './feed-archiver.ts';
import { type FeedContents, loadFeedContents } from './feed-contents.ts';
import { linkHeader } from './feed-links.ts';
import { type FeedWindow, loadFeedWindow } from './feed-window.ts';
import { findFeed } from './find-feed.ts';
import type { PublishDependencies } from './publish-dependencies.ts';
import { type Absence, type BuiltDocument, KEY_SITE, type Loaded } from './representation-cache.ts';

/** Between the steps of a document with more items, other requests are answered. */
const MAX_ITEMS_PER_TURN = 100;

interface FeedRequest {
  readonly name: FeedName;
  readonly query?: string;
  readonly format: FeedFormat;
}

/**
 * Loads a document of a feed through the cache, which needs no database where it has the document. `build` gets the present definition, since
 * definitions may be reloaded before it runs.
 */
export function loadForFeed(
  dependencies: PublishDependencies,
  { name, query = '' }: Omit<FeedRequest, 'format'>,
  toKey: (feedId: string) => string,
  build: (definition: FeedDefinition) => Promise<BuiltDocument | Absence>,
): Promise<Loaded> {
  return dependencies.cache.load(toKey(feedIdOf(name, query)), async () => {
    const lookup = await findFeed(dependencies, name, query);
    return lookup.kind === 'found' ? build(lookup.definition) : lookup;
  });
}

export function loadFeed(dependencies: PublishDependencies, feed: FeedRequest): Promise<Loaded> {
  const toKey = (id: string): string => feedUrl(KEY_SITE, id, feed.format);
  return loadForFeed(dependencies, feed, toKey, async (definition) => {
    await dependencies.archiver.extend(definition);
    const contents = await loadFeedContents(dependencies.store, definition);
    return buildDocument(dependencies, definition, feed.format, contents, linksOf(contents));
  });
}

export function withCursor(url: string, cursor: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}after=${encodeURIComponent(cursor)}`;
}

/** Loads the articles after a cursor (RFC 5005, section 3). */
export function loadOlderPage(dependencies: PublishDependencies, feed: FeedRequest, cursor: string): Promise<Loaded> {
  const toKey = (id: string): string => withCursor(feedUrl(KEY_SITE, id, feed.format), cursor);
  return loadForFeed(dependencies, feed, toKey, async (definition) => {
    const after = parseCursor(cursor);
    if (after === undefined) return { kind: 'invalid', problem: 'after: expected the cursor of a next link.' };
    const window = await loadFeedWindow(dependencies.store, definition, definition.count, after);
    const paging = { after: cursor, ...nextPage(window) };
    return buildDocument(dependencies, definition, feed.format, window, { paging });
  });
}

/** Loads an archive page (RFC 5005, section 4), whose set of articles is fixed. */
export function loadArchivePage(dependencies: PublishDependencies, feed: FeedRequest, page: number): Promise<Loaded> {
  const { store } = dependencies;
  const toKey = (id: string): string => archiveUrl(KEY_SITE, id, page, feed.format);
  return loadForFeed(dependencies, feed, toKey, async (definition) => {
    const found = hasArchive(definition) ? await store.findArchivePage(archiveKey(definition), page) : undefined;
    if (found === undefined) {
      const { pages } = await store.getArchive(archiveKey(definition));
      return pages > 0 && page === pages + 1
        ? { kind: 'pending', id: definition.id }
        : { kind: 'missing', what: 'archive-page' };
    }
    const { articles, ids } = found;
    const last = await store.findLastChangeOf(ids);
    const onPage = new Set(ids);
    const affectedBy = (change: Change): boolean => onPage.has(change.articleId);
    const tags = tagsOfArticles(ids);
    const updated = omitUndefined({ updated: last?.at });
    const window: FeedWindow = { articles, seq: last?.seq ?? 0, affectedBy, tags, ...updated };
    return buildDocument(dependencies, definition, feed.format, window, { archive: { pages: page, page } });
  });
}

/** Loads only what changed after a `seq`: 226 IM Used (RFC 3229), with the tag of the whole document. */
export function loadDelta(dependencies: PublishDependencies, feed: FeedRequest, sinceSeq: number): Promise<Loaded> {
  const { store } = dependencies;
  const toKey = (id: string): string => `${feedUrl(KEY_SITE, id, feed.format)} since ${sinceSeq}`;
  return loadForFeed(dependencies, feed, toKey, async (definition) => {
    const whole = await loadFeed(dependencies, feed);
    if ('kind' in whole) return whole;
    const contents = await loadFeedContents(store, definition);
    const ids = contents.articles.map(({ id }) => id);
    const changed = await store.listChangedSince(ids, sinceSeq);
    const news = { ...contents, articles: contents.articles.filter(({ id }) => changed.has(id)) };
    const document = await buildDocument(dependencies, definition, feed.format, news, linksOf(contents));
    // Section 10.8: a cache that does not know deltas must not store this as the whole document.
    const headers = { ...document.headers, 'Cache-Control': 'no-store, im, max-age=300', IM: 'feed' };
    return { ...document, status: 226, tag: whole.tag, headers };
  });
}

type Links = Pick<DocumentWindow, 'archive' | 'paging'>;

function linksOf(contents: FeedContents): Links {
  const { newestArchivePage: pages } = contents;
  return { paging: nextPage(contents), ...omitUndefined({ archive: pages === undefined ? undefined : { pages } }) };
}

function nextPage({ endsAt }: FeedWindow): { readonly next?: string } {
  return endsAt === undefined ? {} : { next: formatCursor(endsAt) };
}

async function buildDocument(
  { site, headers, reportSkipped, itemCache }: PublishDependencies,
  definition: FeedDefinition,
  format: FeedFormat,
  window: FeedWindow & Partial<Pick<FeedContents, 'tombstones'>>,
  links: Links,
): Promise<BuiltDocument> {
  const letOthersWork = async () => void (window.articles.length > MAX_ITEMS_PER_TURN && (await setImmediate()));
  await letOthersWork();
  const document = buildFeedDocument(site, definition, { ...window, ...links }, itemCache);
  await letOthersWork();
  const rendered = renderFeed(format, document, itemCache);
  await letOthersWork();
  reportSkipped(definition.id, rendered.skipped);
  // The change log has no texts, so the feed of a search has neither Last-Modified nor `seq`.
  const dated = definition.search === undefined;
  return liveDocument({
    body: rendered.text,
    type: `${FEED_FORMATS[format].type}; charset=utf-8`,
    ...(dated ? { seq: window.seq, lastModified: window.updated } : {}),
    headers: {
      ...(FEED_FORMATS[format].hasDelta ? { Vary: 'Accept-Encoding, A-IM' } : {}),
      Link: linkHeader(site, document, format),
      ...headers.document,
    },
    affectedBy: window.affectedBy,
    tags: window.tags,
  });
}
