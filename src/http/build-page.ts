import { HTML, liveDocument, staticDocument } from '../publish/build-document.ts';
import type { FeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';

/** A page that shows a window of articles, or none. `headers` are those of pages, and a Link if there is one. */
export function buildPage(
  headers: Readonly<Record<string, string>>,
  html: string,
  window?: Pick<FeedWindow, 'updated' | 'affectedBy'>,
): BuiltDocument {
  const parts = { body: html, type: HTML, headers };
  return window === undefined
    ? staticDocument(parts)
    : liveDocument({ ...parts, lastModified: window.updated, affectedBy: window.affectedBy });
}

/** A page that shows the newsroom's terms: any article can add one. */
export function buildTermsPage(headers: Readonly<Record<string, string>>, html: string): BuiltDocument {
  return liveDocument({ body: html, type: HTML, headers, affectedBy: () => true });
}
