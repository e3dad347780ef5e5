import type { ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { LIVE } from './cache-control.ts';
import type { FeedWindow } from './feed-window.ts';
import type { DocumentSource } from './representation.ts';
import type { BuiltDocument } from './representation-cache.ts';

export const HTML = 'text/html; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';
export const SCRIPT = 'text/javascript; charset=utf-8';

/** The parts of a document that differ from one to the next. */
interface DocumentParts extends Pick<DocumentSource, 'body' | 'type' | 'isCompressed'> {
  /** 200 by default. */
  readonly status?: DocumentSource['status'];
  /** That of live documents by default. */
  readonly cacheControl?: string;
  /** All headers but Content-Type, Content-Length, ETag, Last-Modified and Cache-Control. */
  readonly headers: Readonly<Record<string, string>>;
}

interface LiveParts extends DocumentParts, Pick<DocumentSource, 'seq'>, Pick<BuiltDocument, 'affectedBy'> {
  readonly lastModified?: Timestamp | undefined;
}

/** A document that shows articles: it is built again after a change that affects it. */
export function liveDocument({
  status = 200,
  cacheControl = LIVE,
  headers,
  lastModified,
  ...parts
}: LiveParts): BuiltDocument {
  return omitUndefined({ ...parts, status, headers: { 'Cache-Control': cacheControl, ...headers }, lastModified });
}

/** A document that no article changes: it is built again when the definitions are reloaded. */
export function staticDocument(parts: DocumentParts): BuiltDocument {
  return liveDocument({ ...parts, affectedBy: () => false });
}

/** A page. With a window it shows these articles; without one only a reload of the definitions changes it. */
export function pageDocument(
  headers: DocumentParts['headers'],
  html: string,
  window?: Pick<FeedWindow, 'updated' | 'affectedBy'>,
): BuiltDocument {
  const { updated: lastModified, affectedBy = () => false } = window ?? {};
  return liveDocument({ body: html, type: HTML, headers, lastModified, affectedBy });
}

/** Says of a change whether it is one of this article. */
export function affectedByArticle(id: ArticleId): BuiltDocument['affectedBy'] {
  return (change) => change.articleId === id;
}
