import { type RequestHandler, Router } from 'express';
import { loadForArticle } from '../publish/load-for-article.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { respond } from './respond.ts';
import { respondFound } from './respond-found.ts';
import { corsMiddleware } from './response-headers.ts';

export function createRouter(): Router {
  return Router({ caseSensitive: true, strict: true });
}

/** Mounts a public route for GET, HEAD and preflights; other methods are answered with 405. */
export function readRoute(router: Router, path: string | RegExp, handler: RequestHandler): void {
  router.options(path, corsMiddleware);
  router.get(path, corsMiddleware, handler);
  router.all(path, () => {
    throw new HttpError('method-not-allowed', undefined, { Allow: 'GET, HEAD, OPTIONS' });
  });
}

/** Mounts a document with one address, which is its key in the cache. */
export function readDocument(
  router: Router,
  dependencies: Pick<RouteDependencies, 'cache' | 'clock'>,
  path: string,
  build: () => Promise<BuiltDocument>,
): void {
  readRoute(router, path, async (request, response) => {
    respond(dependencies, request, response, await dependencies.cache.load(path, build));
  });
}

/** Mounts a document about one article. The path contains `:id`. */
export function readArticle(
  router: Router,
  dependencies: RouteDependencies,
  path: string,
  build: Parameters<typeof loadForArticle>[3],
): void {
  readRoute(router, path, async (request, response) => {
    const toKey = (id: string): string => path.replace(':id', id);
    const found = await loadForArticle(dependencies, request.params.id, toKey, build);
    respondFound(dependencies, request, response, found);
  });
}
