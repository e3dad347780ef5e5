import { type Request, Router } from 'express';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { loadFeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines, type Headlines, renderHeadlines } from '../render/headlines.ts';
import { renderWidgetScript } from '../render/widget-script.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { EVERGREEN_SCRIPT, LIVE } from './cache-control.ts';
import { getFeed } from './get-feed.ts';
import { readRoute } from './read-route.ts';
import { respond } from './respond.ts';

const SCRIPT = 'text/javascript; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** Headlines a script carries when nobody asks for another number. */
const DEFAULT_COUNT = 5;
const MOST_HEADLINES = 20;

/** `/v1/{feed}.js` (code and headlines), `/v1/{feed}.json` (headlines alone) and `/v1/tidings.js` (code alone). */
export function widgetRoutes(dependencies: RouteDependencies): Router {
  const { cache, catalog, headers, widgetCode } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });

  readRoute(router, '/v1/tidings.js', async (request, response) => {
    const build = async (): Promise<BuiltDocument> => ({
      status: 200,
      body: renderWidgetScript(await widgetCode()),
      type: SCRIPT,
      headers: { 'Cache-Control': EVERGREEN_SCRIPT, ...headers.document },
      affectedBy: () => false,
    });
    respond(request, response, await cache.load('/v1/tidings.js', build));
  });

  const headlineRoute = (
    extension: 'js' | 'json',
    type: string,
    render: (headlines: Headlines) => Promise<string> | string,
  ): void => {
    readRoute(router, `/v1/:feed.${extension}`, async (request, response) => {
      const { id } = getFeed(catalog(), request);
      const count = countOf(request);
      const build = async (): Promise<BuiltDocument> => {
        const definition = getFeed(catalog(), request);
        const { headlines, ...rest } = await loadHeadlines(dependencies, definition, count);
        return {
          status: 200,
          body: await render(headlines),
          type,
          headers: { 'Cache-Control': LIVE, ...headers.document },
          ...rest,
        };
      };
      respond(request, response, await cache.load(keyOf(id, extension, count), build));
    });
  };

  headlineRoute('js', SCRIPT, async (headlines) => renderWidgetScript(await widgetCode(), headlines));
  headlineRoute('json', JSON_TYPE, renderHeadlines);
  return router;
}

async function loadHeadlines(
  { store, site }: RouteDependencies,
  definition: FeedDefinition,
  count: number,
): Promise<{ headlines: Headlines } & Pick<BuiltDocument, 'affectedBy' | 'lastModified'>> {
  const window = await loadFeedWindow(store, definition, count);
  return {
    headlines: buildHeadlines(buildFeedDocument(site, definition, window), count),
    affectedBy: window.affectedBy,
    ...(window.updated === undefined ? {} : { lastModified: window.updated }),
  };
}

/** A snippet lives for ever, so a number that makes no sense is the default, never an error. */
function countOf(request: Request): number {
  const count = Number(request.query.count);
  return Number.isInteger(count) && count >= 1 && count <= MOST_HEADLINES ? count : DEFAULT_COUNT;
}

/** The canonical address, so that the next request for it is a map look-up. */
function keyOf(feedId: string, extension: string, count: number): string {
  const path = `/v1/${feedId}.${extension}`;
  return count === DEFAULT_COUNT ? path : `${path}?count=${count}`;
}
