import { Router } from 'express';
import { LIVE } from '../publish/cache-control.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import { buildWordPressPlugin } from '../publish/wordpress-plugin.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { readRoute } from './read-route.ts';
import { respond } from './respond.ts';

const PLUGIN_ADDRESS = '/wordpress/tidings.zip';

/** `/wordpress/tidings.zip`: the plugin for WordPress, packed when it is first asked for. */
export function wordpressRoutes({ cache, site, headers }: RouteDependencies): Router {
  const router = Router({ caseSensitive: true, strict: true });
  readRoute(router, PLUGIN_ADDRESS, async (request, response) => {
    const build = async (): Promise<BuiltDocument> => ({
      status: 200,
      body: await buildWordPressPlugin(site.publicUrl),
      isCompressed: true,
      type: 'application/zip',
      headers: {
        'Content-Disposition': 'attachment; filename="tidings.zip"',
        'Cache-Control': LIVE,
        ...headers.document,
      },
      affectedBy: () => false,
    });
    respond(request, response, await cache.load(PLUGIN_ADDRESS, build));
  });
  return router;
}
