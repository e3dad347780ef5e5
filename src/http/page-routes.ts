import type { Router } from 'express';
import { STATEMENT_NAMES } from '../pages/statements/statement-page.ts';
import { ANY_CHANGE, IMMUTABLE, pageDocument, staticDocument } from '../publish/build-document.ts';
import { alternatesHeader } from '../publish/feed-links.ts';
import { loadFeedWindow } from '../publish/feed-window.ts';
import { buildWordPressPlugin } from '../publish/wordpress-plugin.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { loadTermChoices } from './load-terms.ts';
import { createRouter, readDocument, readRoute } from './read-route.ts';
import { respond } from './respond.ts';

const LANDING_PAGE_HEADLINES = 8;

export function pageRoutes(dependencies: RouteDependencies): Router {
  const { catalog, pages, site, store, headers } = dependencies;
  const router = createRouter();

  readDocument(router, dependencies, '/', async () => {
    const { feeds, main } = catalog();
    const window = await loadFeedWindow(store, main, LANDING_PAGE_HEADLINES);
    const html = pages.landing({ site, feeds, headlinesFeed: main, latest: window.articles });
    return pageDocument({ Link: alternatesHeader(site, main.id), ...headers.page }, html, window);
  });

  readDocument(router, dependencies, '/feeds', async () => {
    const { feeds, main } = catalog();
    const choices = await loadTermChoices(dependencies);
    return pageDocument(headers.page, pages.feeds({ site, headlinesFeed: main, feeds, choices }), ANY_CHANGE);
  });

  for (const name of STATEMENT_NAMES) {
    readDocument(router, dependencies, `/${name}`, async () =>
      pageDocument(headers.page, pages.statement(name, { site, headlinesFeed: catalog().main })),
    );
  }
  return router;
}

function withoutHash(path: string): string {
  return path.replace(/\.[\da-f]{8}(?=\.\w+$)/, '');
}

/** `/assets/{file}`: what pages load, with a hash in the name. `/favicon.ico`: for programs that do not read pages. `/wordpress/tidings.zip`: the plugin, packed on first request. */
export function fileRoutes(dependencies: RouteDependencies): Router {
  const { pages, site, headers } = dependencies;
  const router = createRouter();
  for (const { path, body, type } of pages.assets) {
    readDocument(router, dependencies, path, async () =>
      staticDocument({ body, type, cacheControl: IMMUTABLE, headers: headers.document }),
    );
  }
  const { path, body, type } = pages.icons.favicon;
  readDocument(router, dependencies, path, async () => staticDocument({ body, type, headers: headers.document }));
  // A page of another version, from a cache or another server, requests another hash. It gets the present file, but not for long.
  readRoute(router, '/assets/:file', async (request, response) => {
    const key = withoutHash(request.path);
    const asset = pages.assets.find((one) => withoutHash(one.path) === key);
    if (asset === undefined) throw new HttpError('file-not-found');
    const parts = { body: asset.body, type: asset.type, headers: headers.document };
    respond(dependencies, request, response, await dependencies.cache.load(key, async () => staticDocument(parts)));
  });
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
