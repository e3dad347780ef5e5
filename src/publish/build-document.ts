import type { ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
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

interface DocumentParts
  extends Pick<DocumentSource, 'body' | 'type' | 'isCompressed' | 'seq'>,
    Pick<BuiltDocument, 'affectedBy' | 'validUntil'> {
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
export function staticDocument(parts: Omit<DocumentParts, 'affectedBy'>): BuiltDocument {
  return liveDocument({ ...parts, affectedBy: () => false });
}

/** A page that shows the articles of a window; without one only a reload of the definitions changes it. */
export function pageDocument(
  headers: DocumentParts['headers'],
  html: string,
  window?: Pick<FeedWindow, 'updated' | 'affectedBy'>,
): BuiltDocument {
  const { updated: lastModified, affectedBy = () => false } = window ?? {};
  return liveDocument({ body: html, type: HTML, headers, lastModified, affectedBy });
}

export function affectedByArticle(id: ArticleId): BuiltDocument['affectedBy'] {
  return (change) => change.articleId === id;
}
