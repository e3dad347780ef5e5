import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Router } from 'express';
import { parseOptions } from '../../widget/contract/options.ts';
import { type ServedSize, STATEMENT_NAMES } from '../pages/statements/statement-page.ts';
import { IMMUTABLE, pageDocument, staticDocument } from '../publish/build-document.ts';
import { alternatesHeader } from '../publish/feed-links.ts';
import { type FeedWindow, loadFeedWindow } from '../publish/feed-window.ts';
import { renderScript } from '../publish/render-script.ts';
import { buildWordPressPlugin } from '../publish/wordpress-plugin.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines, renderHeadlines, trimHeadlines } from '../render/headlines.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { ANY_CHANGE, loadTermChoices } from './load-terms.ts';
import { createRouter, readDocument, readRoute } from './read-route.ts';

const LANDING_PAGE_HEADLINES = 8;
const { count: DEFAULT_COUNT } = parseOptions(() => null);

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
    readDocument(router, dependencies, `/${name}`, async () => {
      const { main } = catalog();
      const input = { site, headlinesFeed: main };
      if (name !== 'performance') return pageDocument(headers.page, pages.statement(name, { ...input, sizes: [] }));
      const window = await loadFeedWindow(store, main, DEFAULT_COUNT);
      const sizes = await measureSizes(dependencies, window);
      return pageDocument(headers.page, pages.statement(name, { ...input, sizes }), window);
    });
  }
  return router;
}

/** `/assets/{file}`: what pages load, with a hash in the name. `/wordpress/tidings.zip`: the plugin, packed on first request. */
export function fileRoutes(dependencies: RouteDependencies): Router {
  const { pages, site, headers } = dependencies;
  const router = createRouter();
  for (const { path, text, type } of pages.assets) {
    readDocument(router, dependencies, path, async () =>
      staticDocument({ body: text, type, cacheControl: IMMUTABLE, headers: headers.document }),
    );
  }
  readRoute(router, '/assets/:file', () => {
    throw new HttpError('file-not-found');
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

async function measureSizes(dependencies: RouteDependencies, window: FeedWindow): Promise<readonly ServedSize[]> {
  const { site, catalog } = dependencies;
  const headlines = trimHeadlines(buildHeadlines(buildFeedDocument(site, catalog().main, window), DEFAULT_COUNT), {});
  const { length } = headlines.items;
  const code = { what: 'The widget’s code alone', bytes: await compressedBytes(await renderScript(dependencies)) };
  if (length === 0) return [code];
  const count = length === 1 ? '1 headline' : `${length} headlines`;
  return [
    code,
    { what: `The widget with ${count}`, bytes: await compressedBytes(await renderScript(dependencies, headlines)) },
    { what: `${count} alone`, bytes: await compressedBytes(renderHeadlines(headlines)) },
  ];
}

async function compressedBytes(text: string): Promise<number> {
  return (await promisify(brotliCompress)(text)).length;
}
