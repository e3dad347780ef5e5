import type { RequestHandler, Router } from 'express';
import { HttpError } from './http-error.ts';

/** Mounts a route for GET and HEAD; every other method is told which ones there are (RFC 9110, section 15.5.6). */
export function readRoute(router: Router, path: string | RegExp, handler: RequestHandler): void {
  router.get(path, handler);
  router.all(path, () => {
    throw new HttpError(405, 'This address can only be read.', { Allow: 'GET, HEAD, OPTIONS' });
  });
}
