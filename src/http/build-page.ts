import { LIVE } from '../publish/cache-control.ts';
import type { FeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import type { FixedHeaders } from './fixed-headers.ts';

/** A page that shows a window of articles, or none. */
export function buildPage(
  headers: FixedHeaders,
  html: string,
  window?: Pick<FeedWindow, 'updated' | 'affectedBy'>,
  link?: string,
): BuiltDocument {
  return {
    status: 200,
    body: html,
    type: 'text/html; charset=utf-8',
    ...(window?.updated === undefined ? {} : { lastModified: window.updated }),
    headers: { 'Cache-Control': LIVE, ...(link === undefined ? {} : { Link: link }), ...headers.page },
    affectedBy: window?.affectedBy ?? (() => false),
  };
}
