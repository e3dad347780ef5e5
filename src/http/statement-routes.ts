import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { Router } from 'express';
import { parseOptions } from '../../widget/contract/options.ts';
import { type ServedSize, STATEMENT_NAMES } from '../pages/statements/statement-page.ts';
import { type FeedWindow, loadFeedWindow } from '../publish/feed-window.ts';
import { renderScript } from '../publish/render-script.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines, renderHeadlines, trimHeadlines } from '../render/headlines.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { buildPage } from './build-page.ts';
import { readRoute } from './read-route.ts';
import { respond } from './respond.ts';

const { count: USUAL_COUNT } = parseOptions(() => null);

/** `/privacy`, `/accessibility`, `/performance`. */
export function statementRoutes(dependencies: RouteDependencies): Router {
  const { cache, catalog, pages, site, store, headers } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });
  for (const name of STATEMENT_NAMES) {
    readRoute(router, `/${name}`, async (request, response) => {
      const build = async () => {
        const { main } = catalog();
        if (name !== 'performance') {
          return buildPage(headers, pages.statement(name, { site, headlinesFeed: main, sizes: [] }));
        }
        const window = await loadFeedWindow(store, main, USUAL_COUNT);
        const sizes = await measureSizes(dependencies, window);
        return buildPage(headers, pages.statement(name, { site, headlinesFeed: main, sizes }), window);
      };
      respond(request, response, await cache.load(`/${name}`, build));
    });
  }
  return router;
}

async function measureSizes(dependencies: RouteDependencies, window: FeedWindow): Promise<readonly ServedSize[]> {
  const { site, catalog } = dependencies;
  const headlines = trimHeadlines(buildHeadlines(buildFeedDocument(site, catalog().main, window), USUAL_COUNT), {});
  return [
    { what: 'The widget’s code alone', bytes: await compressedBytes(await renderScript(dependencies)) },
    {
      what: `The widget with ${headlines.items.length} headlines`,
      bytes: await compressedBytes(await renderScript(dependencies, headlines)),
    },
    { what: `${headlines.items.length} headlines alone`, bytes: await compressedBytes(renderHeadlines(headlines)) },
  ];
}

async function compressedBytes(text: string): Promise<number> {
  return (await promisify(brotliCompress)(text)).length;
}
