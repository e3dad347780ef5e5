import type { Router } from 'express';
import { staticDocument } from '../publish/build-document.ts';
import { buildWordPressPlugin } from '../publish/wordpress-plugin.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { createRouter, readDocument } from './read-route.ts';

/** `/wordpress/tidings.zip`: the plugin for WordPress, packed when it is first requested. */
export function wordpressRoutes(dependencies: RouteDependencies): Router {
  const { site, headers } = dependencies;
  const router = createRouter();
  readDocument(router, dependencies, '/wordpress/tidings.zip', async () =>
    staticDocument({
      body: await buildWordPressPlugin(site.publicUrl),
      isCompressed: true,
      type: 'application/zip',
      headers: { 'Content-Disposition': 'attachment; filename="tidings.zip"', ...headers.document },
    }),
  );
  return router;
}
