import express, { type Express, type RequestHandler } from 'express';
import { type AccessLog, openAccessLog } from './http/access-log.ts';
import type { AppDependencies, RouteDependencies } from './http/app-dependencies.ts';
import { articleRoutes } from './http/article-routes.ts';
import { errorHandler, nothingHere } from './http/error-handler.ts';
import { feedRoutes } from './http/feed-routes.ts';
import { corsMiddleware, fixedHeaders } from './http/fixed-headers.ts';
import { healthRoutes } from './http/health-routes.ts';
import { mediaRoutes } from './http/media-routes.ts';
import { pageRoutes } from './http/page-routes.ts';
import { respond } from './http/respond.ts';
import { shortFeedRoutes } from './http/short-feed-routes.ts';
import { withoutTrailingSlash } from './http/trailing-slash.ts';
import { widgetRoutes } from './http/widget-routes.ts';
import { Fragments } from './render/fragments.ts';

/** Items whose finished forms are kept, so that a change costs the rendering of what changed: some ten kilobytes each. */
const MOST_FRAGMENTS = 1000;

/** The whole server as an Express application; it does not listen. */
export function createApp(given: AppDependencies): Express {
  const dependencies: RouteDependencies = {
    ...given,
    headers: fixedHeaders(given.site.publicUrl),
    fragments: new Fragments(MOST_FRAGMENTS),
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.set('trust proxy', given.trustProxy);

  const accessLog = openAccessLog(dependencies.writeAccessLine);
  app.use(fromCache(dependencies, accessLog));
  app.use(accessLog.middleware);
  app.use(corsMiddleware);
  app.use(shortFeedRoutes(dependencies));
  app.use(feedRoutes(dependencies));
  app.use(widgetRoutes(dependencies));
  app.use(pageRoutes(dependencies));
  app.use(articleRoutes(dependencies));
  app.use(mediaRoutes(dependencies));
  app.use(healthRoutes(dependencies));
  app.use(withoutTrailingSlash(dependencies.site));
  app.use(nothingHere);
  app.use(errorHandler(dependencies));
  return app;
}

/** The hot path: what stands in the cache under the request's very address needs no routing. */
function fromCache({ cache }: Pick<AppDependencies, 'cache'>, accessLog: AccessLog): RequestHandler {
  return (request, response, next) => {
    if ((request.method === 'GET' || request.method === 'HEAD') && request.headers['a-im'] === undefined) {
      const representation = cache.find(request.url);
      if (representation !== undefined) {
        const bytes = respond(request, response, representation);
        accessLog.write(request, response.statusCode, bytes, 0);
        return;
      }
    }
    next();
  };
}
