import type { Router } from 'express';
import { SCRIPT, staticDocument } from '../publish/build-document.ts';
import { IMMUTABLE, LIVE } from '../publish/cache-control.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { createRouter, readRoute } from './read-route.ts';
import { respond } from './respond.ts';

/**
 * `/v1/tidings-archive.{hash}.js`: the script of the archive layout. A widget that a browser cached before an update asks for another hash: it gets
 * the present script, which its browser does not keep as immutable.
 */
export function archiveScriptRoutes({ cache, headers, archiveScript }: RouteDependencies): Router {
  const router = createRouter();
  readRoute(router, /^\/v1\/tidings-archive\.[\w-]+\.js$/, async (request, response) => {
    const { path, code } = await archiveScript();
    const isCurrent = request.path === path;
    const document = await cache.load(isCurrent ? path : '/v1/tidings-archive.js', async () =>
      staticDocument({
        body: code,
        type: SCRIPT,
        cacheControl: isCurrent ? IMMUTABLE : LIVE,
        headers: headers.document,
      }),
    );
    respond(request, response, document);
  });
  return router;
}
