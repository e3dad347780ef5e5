import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Router } from 'express';
import { parseOptions } from '../../widget/contract/options.ts';
import { type ServedSize, STATEMENT_NAMES } from '../pages/statements/statement-page.ts';
import { pageDocument } from '../publish/build-document.ts';
import { type FeedWindow, loadFeedWindow } from '../publish/feed-window.ts';
import { renderScript } from '../publish/render-script.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines, renderHeadlines, trimHeadlines } from '../render/headlines.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { createRouter, readDocument } from './read-route.ts';

const { count: DEFAULT_COUNT } = parseOptions(() => null);

/** `/privacy`, `/accessibility`, `/performance`. */
export function statementRoutes(dependencies: RouteDependencies): Router {
  const { catalog, pages, site, store, headers } = dependencies;
  const router = createRouter();
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

async function measureSizes(dependencies: RouteDependencies, window: FeedWindow): Promise<readonly ServedSize[]> {
  const { site, catalog } = dependencies;
  const headlines = trimHeadlines(buildHeadlines(buildFeedDocument(site, catalog().main, window), DEFAULT_COUNT), {});
  const { length } = headlines.items;
  return [
    { what: 'The widget’s code alone', bytes: await compressedBytes(await renderScript(dependencies)) },
    {
      what: `The widget with ${length} headlines`,
      bytes: await compressedBytes(await renderScript(dependencies, headlines)),
    },
    { what: `${length} headlines alone`, bytes: await compressedBytes(renderHeadlines(headlines)) },
  ];
}

async function compressedBytes(text: string): Promise<number> {
  return (await promisify(brotliCompress)(text)).length;
}
