import type { Router } from 'express';
import { IMMUTABLE } from '../publish/cache-control.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { createRouter, readRoute } from './read-route.ts';

/** The names that the media store gives to images and audio; no other file of its folder is served. */
const MEDIA_FILE = /^[0-9a-f]{32,64}\.[a-z0-9]{2,5}$/;

/** `/media/{hash}.{ext}`: content-addressed, so it never changes; ranges for audio (RFC 9110, section 14). */
export function mediaRoutes({ mediaDir, headers }: RouteDependencies): Router {
  const router = createRouter();
  readRoute(router, '/media/:file', (request, response, next) => {
    const file = String(request.params.file);
    if (!MEDIA_FILE.test(file)) throw new HttpError('file-not-found');
    response.set(headers.document);
    response.set({ 'Cache-Control': IMMUTABLE, ETag: `"${file}"` });
    response.sendFile(file, { root: mediaDir, cacheControl: false, lastModified: false }, (fault) => {
      if (fault === undefined || response.headersSent) return;
      next('code' in fault && fault.code === 'ENOENT' ? new HttpError('file-not-found') : fault);
    });
  });
  return router;
}
