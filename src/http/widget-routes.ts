import { Router } from 'express';
import type { Headlines } from '../../widget/contract/headlines.ts';
import { widgetScriptUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { loadFeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines, renderHeadlines } from '../render/headlines.ts';
import { renderWidgetScript } from '../render/widget-script.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { EVERGREEN_SCRIPT, LIVE } from './cache-control.ts';
import { notFound } from './failure.ts';
import { type FeedName, parseFeedName, pathOf } from './feed-address.ts';
import { buildArchiveHeadlines } from './headlines-page.ts';
import { asksForPage, formatHeadlinesQuery, type HeadlinesQuery, parseHeadlinesQuery } from './headlines-query.ts';
import { readRoute } from './read-route.ts';
import { resolveFeed } from './resolve-feed.ts';
import { respond } from './respond.ts';
import { siteByPath } from './site-by-path.ts';

const SCRIPT = 'text/javascript; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** `/v1/{feed}.js` (code and headlines), `/v1/{feed}.json` (headlines alone, page by page) and `/v1/tidings.js` (code alone). */
export function widgetRoutes(dependencies: RouteDependencies): Router {
  const { cache, headers, widgetCode } = dependencies;
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

  readRoute(router, '/v1/*path', async (request, response) => {
    const address = parseScriptAddress([request.params.path ?? []].flat());
    if (address === undefined) throw notFound('such script');
    const { name, extension } = address;
    const asked = parseHeadlinesQuery((parameter) => [request.query[parameter] ?? ''].flat().map(String)[0]);
    // A script brings the newest headlines, whatever else its address says.
    const query: HeadlinesQuery = extension === 'js' ? { count: asked.count } : asked;
    const { count } = query;
    const build = async (): Promise<BuiltDocument> => {
      const definition = await findScriptFeed(dependencies, name);
      if (asksForPage(query)) return buildArchiveHeadlines(dependencies, definition, query);
      const { headlines, ...rest } = await loadHeadlines(dependencies, definition, count);
      return {
        status: 200,
        body: extension === 'js' ? renderWidgetScript(await widgetCode(), headlines) : renderHeadlines(headlines),
        type: extension === 'js' ? SCRIPT : JSON_TYPE,
        headers: { 'Cache-Control': LIVE, ...headers.document },
        ...rest,
      };
    };
    respond(request, response, await cache.load(keyOf(pathOf(name), extension, query), build));
  });
  return router;
}

/** `top.js`, `category/israel.json`, `c/abcdefgh.js`: a feed by its name, without a query. */
function parseScriptAddress(
  segments: readonly string[],
): { readonly name: FeedName; readonly extension: 'js' | 'json' } | undefined {
  const { rest, extension } = /^(?<rest>.+)\.(?<extension>js|json)$/s.exec(segments.at(-1) ?? '')?.groups ?? {};
  const name = rest === undefined ? undefined : parseFeedName([...segments.slice(0, -1), rest]);
  if (name === undefined || name.kind === 'custom') return undefined;
  return { name, extension: extension === 'js' ? 'js' : 'json' };
}

/**
 * The feed behind a script, under the very name by which it was asked for: a snippet lives for ever, and its link goes on naming the feed as it was
 * called then. So a feed that was renamed is served here and not redirected.
 */
export async function findScriptFeed(dependencies: RouteDependencies, name: FeedName): Promise<FeedDefinition> {
  const path = pathOf(name);
  const { moves, find } = dependencies.catalog();
  const moved = find(path) === undefined ? parseFeedName(moves.get(path)?.split('/') ?? []) : undefined;
  const definition = await resolveFeed(dependencies, moved ?? name, '', (id) =>
    widgetScriptUrl(siteByPath(dependencies.site), id),
  );
  return { ...definition, id: path };
}

async function loadHeadlines(
  { store, site }: RouteDependencies,
  definition: FeedDefinition,
  count: number,
): Promise<{ headlines: Headlines } & Pick<BuiltDocument, 'affectedBy' | 'lastModified'>> {
  // One more than is shown tells whether there is more.
  const window = await loadFeedWindow(store, definition, count + 1);
  return {
    headlines: buildHeadlines(buildFeedDocument(site, definition, window), count),
    affectedBy: window.affectedBy,
    ...(window.updated === undefined ? {} : { lastModified: window.updated }),
  };
}

/** The canonical address, so that the next request for it is a map look-up. */
function keyOf(feedPath: string, extension: string, query: HeadlinesQuery): string {
  const path = `/v1/${feedPath.split('/').map(encodeURIComponent).join('/')}.${extension}`;
  return path + formatHeadlinesQuery(query);
}
