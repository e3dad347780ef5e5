import express, { type Express } from 'express';
import type { AppDependencies, RouteDependencies } from './http/app-dependencies.ts';
import { addressNotFound, errorHandler } from './http/error-handler.ts';
import { buildResponseHeaders, corsMiddleware } from './http/response-headers.ts';
import { ROUTES } from './http/routes.ts';
import { removeTrailingSlash } from './http/trailing-slash.ts';
import { ItemCache } from './render/item-cache.ts';

/** Rendered items that are kept, so that a change costs the rendering of what changed: the newest of some ten feeds. */
const MAX_CACHED_ITEMS = 500;
const MAX_CACHED_CHARACTERS = 8 * 1024 * 1024;

/** The whole server as an Express application. It does not listen, and it answers the same with and without the hot path before it. */
export function createApp(given: AppDependencies): Express {
  const dependencies: RouteDependencies = {
    ...given,
    headers: buildResponseHeaders(given.site.publicUrl),
    itemCache: new ItemCache(MAX_CACHED_ITEMS, MAX_CACHED_CHARACTERS),
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.set('trust proxy', given.trustProxy);

  app.use(given.accessLog.middleware);
  for (const { open, errors } of ROUTES) app.use(open(dependencies), errorHandler(dependencies, errors));
  app.use(corsMiddleware, removeTrailingSlash(dependencies.site), addressNotFound, errorHandler(dependencies, 'page'));
  return app;
}
