import { Router } from 'express';
import { IMMUTABLE } from '../publish/cache-control.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { notFound } from './http-error.ts';
import { readRoute } from './read-route.ts';

/** What the media store writes; the index of sources beside it and everything else is nobody's business. */
const MEDIA_FILE = /^[0-9a-f]{32,64}\.[a-z0-9]{2,5}$/;

/** `/media/{hash}.{ext}`: content-addressed, so it never changes; ranges for audio (RFC 9110, section 14). */
export function mediaRoutes({ mediaDir, headers }: RouteDependencies): Router {
  const router = Router({ caseSensitive: true, strict: true });
  readRoute(router, '/media/:file', (request, response, next) => {
    const file = String(request.params.file);
    if (!MEDIA_FILE.test(file)) throw notFound('such file');
    response.set(headers.document);
    response.set({ 'Cache-Control': IMMUTABLE, ETag: `"${file}"` });
    response.sendFile(file, { root: mediaDir, cacheControl: false, lastModified: false }, (fault) => {
      if (fault === undefined || response.headersSent) return;
      next('code' in fault && fault.code === 'ENOENT' ? notFound('such file') : fault);
    });
  });
  return router;
}
