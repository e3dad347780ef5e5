import { Router } from 'express';
import { IMMUTABLE, LIVE } from '../publish/cache-control.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { readRoute } from './read-route.ts';
import { respond } from './respond.ts';

/**
 * `/v1/tidings-archive.{hash}.js`: the archive's script. A widget that a browser kept from before an update asks under another hash; it gets the script as it is
 * now, and not for ever.
 */
export function archiveScriptRoutes({ cache, headers, archiveScript }: RouteDependencies): Router {
  const router = Router({ caseSensitive: true, strict: true });
  readRoute(router, /^\/v1\/tidings-archive\.[\w-]+\.js$/, async (request, response) => {
    const { path, code } = await archiveScript();
    const isCurrent = request.path === path;
    const build = async (): Promise<BuiltDocument> => ({
      status: 200,
      body: code,
      type: 'text/javascript; charset=utf-8',
      headers: { 'Cache-Control': isCurrent ? IMMUTABLE : LIVE, ...headers.document },
      affectedBy: () => false,
    });
    respond(request, response, await cache.load(isCurrent ? path : '/v1/tidings-archive.js', build));
  });
  return router;
}
