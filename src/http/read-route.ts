import { type RequestHandler, Router } from 'express';
import type { BuiltDocument, RepresentationCache } from '../publish/representation-cache.ts';
import { HttpError } from './http-error.ts';
import { respond } from './respond.ts';
import { corsMiddleware } from './response-headers.ts';

/** A router that tells `/feeds/Top` and `/feeds/top/` from `/feeds/top`. */
export function createRouter(): Router {
  return Router({ caseSensitive: true, strict: true });
}

/** Mounts a public route for GET, HEAD and preflights; every other method is answered with 405 and those (RFC 9110, section 15.5.6). */
export function readRoute(router: Router, path: string | RegExp, handler: RequestHandler): void {
  router.options(path, corsMiddleware);
  router.get(path, corsMiddleware, handler);
  router.all(path, () => {
    throw new HttpError('method-not-allowed', undefined, { Allow: 'GET, HEAD, OPTIONS' });
  });
}

/** Mounts a document that has one address, which is its key in the cache. */
export function readDocument(
  router: Router,
  { cache }: { readonly cache: RepresentationCache },
  path: string,
  build: () => Promise<BuiltDocument>,
): void {
  readRoute(router, path, async (request, response) => {
    respond(request, response, await cache.load(path, build));
  });
}
