import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { embedQuery } from '../pages/embed-query.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { optionsOf } from './request-query.ts';
import { relativeSite } from './respond-found.ts';

/** For pages that `redirectFrames` redirects: caches keep their answers to iframes apart. */
export const VARY_BY_FRAME = { Vary: 'Accept-Encoding, Sec-Fetch-Dest' };

/** `/articles/{id}` and `/feeds/{feed}`, but no document such as `/feeds/top.rss` and no custom feed by its query, which has no iframe. */
const FRAMED_PAGE = /^\/(?:feeds\/(?!custom$)(?=[^.]+$)|(?=articles\/[^/.]+$))(.+)$/;

/** Whether a browser shows the answer in an iframe (Fetch Metadata, section 2.1). */
export function isForFrame({ 'sec-fetch-dest': destination }: IncomingHttpHeaders): boolean {
  return destination === 'iframe';
}

/**
 * Articles and feeds may not be framed, and a browser would show an error of its own. In an iframe, as on sites where a link cannot leave it, they lead
 * to their page for iframes, whose links open a new tab.
 */
export function redirectFrames({ site, headers }: Pick<RouteDependencies, 'site' | 'headers'>): RequestHandler {
  const base = relativeSite(site).publicUrl;
  return (request, response, next) => {
    const page = FRAMED_PAGE.exec(request.path)?.[1];
    if (page === undefined || !isForFrame(request.headers)) return next();
    response.set({ ...headers.frame, ...VARY_BY_FRAME, 'Cache-Control': 'no-store' });
    response.redirect(302, `${base}/embed/${page}${embedQuery({ ...optionsOf(request), target: 'new' })}`);
  };
}
