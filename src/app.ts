import express, { type Express } from 'express';
import type { AppDependencies, RouteDependencies } from './http/app-dependencies.ts';
import { archiveScriptRoutes } from './http/archive-script-routes.ts';
import { articleDocumentRoutes } from './http/article-document-routes.ts';
import { articleRoutes } from './http/article-routes.ts';
import { builderRoutes } from './http/builder-routes.ts';
import { checkPageRoutes } from './http/check-page-routes.ts';
import { embedRoutes } from './http/embed-routes.ts';
import { errorHandler, nothingHere } from './http/error-handler.ts';
import { feedRoutes } from './http/feed-routes.ts';
import { corsMiddleware, fixedHeaders } from './http/fixed-headers.ts';
import { healthRoutes } from './http/health-routes.ts';
import { mediaRoutes } from './http/media-routes.ts';
import { oembedRoutes } from './http/oembed-routes.ts';
import { pageRoutes } from './http/page-routes.ts';
import { shortFeedRoutes } from './http/short-feed-routes.ts';
import { statementRoutes } from './http/statement-routes.ts';
import { withoutTrailingSlash } from './http/trailing-slash.ts';
import { widgetRoutes } from './http/widget-routes.ts';
import { wordpressRoutes } from './http/wordpress-routes.ts';
import { ItemCache } from './render/item-cache.ts';

/** Items whose finished forms are kept, so that a change costs the rendering of what changed: the newest of some ten feeds. */
const MAX_CACHED_ITEMS = 500;
const MAX_CACHED_CHARACTERS = 8 * 1024 * 1024;

/** The whole server as an Express application; it does not listen, and it needs no hot path before it to be right. */
export function createApp(given: AppDependencies): Express {
  const dependencies: RouteDependencies = {
    ...given,
    headers: fixedHeaders(given.site.publicUrl),
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
  app.use(corsMiddleware);
  app.use(shortFeedRoutes(dependencies));
  app.use(feedRoutes(dependencies));
  app.use(articleDocumentRoutes(dependencies));
  app.use(archiveScriptRoutes(dependencies));
  app.use(widgetRoutes(dependencies));
  app.use(checkPageRoutes(dependencies));
  app.use(wordpressRoutes(dependencies));
  app.use(builderRoutes(dependencies));
  app.use(embedRoutes(dependencies));
  app.use(oembedRoutes(dependencies));
  app.use(pageRoutes(dependencies));
  app.use(statementRoutes(dependencies));
  app.use(articleRoutes(dependencies));
  app.use(mediaRoutes(dependencies));
  app.use(healthRoutes(dependencies));
  app.use(withoutTrailingSlash(dependencies.site));
  app.use(nothingHere);
  app.use(errorHandler(dependencies));
  return app;
}
