import type { ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { TAGS_OF_LISTS, tagsOfArticles } from './cache-tags.ts';
import type { FeedWindow } from './feed-window.ts';
import type { DocumentSource } from './representation.ts';
import type { BuiltDocument } from './representation-cache.ts';

export const HTML = 'text/html; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';
export const SCRIPT = 'text/javascript; charset=utf-8';

/** For `Cache-Control`: feeds, feed scripts and pages are usable for a day while the server is down. */
export const LIVE = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400';
/** The widget's code without headlines: usable for a month while the server is down. */
export const EVERGREEN_SCRIPT = 'public, max-age=3600, stale-while-revalidate=604800, stale-if-error=2592000';
/** Addresses with a hash or version, whose content never changes. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Which changes alter a document: for the cache, and as tags for a CDN. */
type AlteredBy = Pick<BuiltDocument, 'affectedBy' | 'tags'>;

export const ANY_CHANGE: AlteredBy = { affectedBy: () => true, tags: TAGS_OF_LISTS };
const NO_CHANGE: AlteredBy = { affectedBy: () => false, tags: [] };

interface DocumentParts
  extends Pick<DocumentSource, 'body' | 'type' | 'isCompressed' | 'seq'>,
    Pick<BuiltDocument, 'affectedBy' | 'tags' | 'validUntil'> {
  readonly status?: DocumentSource['status'];
  readonly cacheControl?: string;
  /** Without Content-Type, Content-Length, ETag, Last-Modified and Cache-Control. */
  readonly headers: Readonly<Record<string, string>>;
  readonly lastModified?: Timestamp | undefined;
}

export function liveDocument({
  status = 200,
  cacheControl = LIVE,
  headers,
  lastModified,
  ...parts
}: DocumentParts): BuiltDocument {
  return omitUndefined({ ...parts, status, headers: { 'Cache-Control': cacheControl, ...headers }, lastModified });
}

/** A document that no article changes: it is built again when the definitions are reloaded. */
export function staticDocument(parts: Omit<DocumentParts, 'affectedBy' | 'tags'>): BuiltDocument {
  return liveDocument({ ...parts, ...NO_CHANGE });
}

/** A page that shows the articles of a window; without one only a reload of the definitions changes it. */
export function pageDocument(
  headers: DocumentParts['headers'],
  html: string,
  window: Pick<FeedWindow, 'updated'> & AlteredBy = NO_CHANGE,
): BuiltDocument {
  const { updated: lastModified, affectedBy, tags } = window;
  return liveDocument({ body: html, type: HTML, headers, lastModified, affectedBy, tags });
}

export function alteredByArticle(id: ArticleId): AlteredBy {
  return { affectedBy: (change) => change.articleId === id, tags: tagsOfArticles([id]) };
}
