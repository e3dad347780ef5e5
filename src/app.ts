import express, { type Express, type RequestHandler } from 'express';
import type { AppDependencies, RouteDependencies } from './http/app-dependencies.ts';
import { addressNotFound, errorHandler } from './http/error-handler.ts';
import { requireValidHost } from './http/host.ts';
import { redirectFrames } from './http/redirect-frames.ts';
import { redirect, relativeSite } from './http/respond-found.ts';
import { buildResponseHeaders, corsMiddleware } from './http/response-headers.ts';
import { ROUTES } from './http/routes.ts';
import { createSkippedReporter } from './publish/report-skipped.ts';
import { ItemCache } from './render/item-cache.ts';

/** Enough for the newest items of some ten feeds. */
const MAX_CACHED_ITEMS = 500;
const MAX_CACHED_CHARACTERS = 8 * 1024 * 1024;

export function createApp(given: AppDependencies): Express {
  const dependencies: RouteDependencies = {
    ...given,
    headers: buildResponseHeaders(given.site.publicUrl),
    reportSkipped: createSkippedReporter(given.log),
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
  app.use(requireValidHost, errorHandler(dependencies, 'text'));
  app.use(redirectFrames(dependencies));
  for (const { open, errors } of ROUTES) app.use(open(dependencies), errorHandler(dependencies, errors));
  app.use(corsMiddleware, removeTrailingSlash(dependencies), addressNotFound, errorHandler(dependencies, 'page'));
  return app;
}

/** Redirects `/feeds/top/` to `/feeds/top`, but no path such as `//elsewhere.example/` or `/\elsewhere.example/`: browsers read it as another host. */
function removeTrailingSlash(dependencies: RouteDependencies): RequestHandler {
  return (request, response, next) => {
    // Without the look-behind, a path with many slashes elsewhere takes quadratic time.
    const trimmed = request.path.replace(/(?<!\/)\/+$/, '');
    if (trimmed === '' || trimmed === request.path || /^\/[/\\]/.test(request.path)) return next();
    const query = /\?.*$/s.exec(request.originalUrl)?.[0] ?? '';
    redirect(dependencies, response, 301, relativeSite(dependencies.site).publicUrl + trimmed + query);
  };
}
