import { Router } from 'express';
import { widgetScriptUrl } from '../model/addresses.ts';
import { EVERGREEN_SCRIPT, IMMUTABLE, LIVE } from '../publish/cache-control.ts';
import { type FeedName, parseFeedName, pathOf } from '../publish/feed-address.ts';
import { findEmbeddedFeed } from '../publish/find-feed.ts';
import { buildArchiveHeadlines } from '../publish/headlines-page.ts';
import {
  asksForPage,
  formatHeadlinesQuery,
  type HeadlinesQuery,
  parseHeadlinesQuery,
} from '../publish/headlines-query.ts';
import { loadHeadlines } from '../publish/load-headlines.ts';
import { renderScript } from '../publish/render-script.ts';
import type { Absence, BuiltDocument } from '../publish/representation-cache.ts';
import { widgetVersionPath } from '../publish/widget-versions.ts';
import { renderHeadlines, trimHeadlines } from '../render/headlines.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { notFound } from './http-error.ts';
import { readRoute } from './read-route.ts';
import { respond, respondFound } from './respond.ts';
import { siteByPath } from './site-by-path.ts';

const SCRIPT = 'text/javascript; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** `/v1/{feed}.js` (code and headlines), `/v1/{feed}.json` (headlines alone, page by page) `/v1/tidings.js` (code alone) and
 * `/v{x.y.z}/tidings.js` (a released version of it). */
export function widgetRoutes(dependencies: RouteDependencies): Router {
  const { cache, headers, site, widgetVersions } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });

  readRoute(router, '/v1/tidings.js', async (request, response) => {
    const build = async (): Promise<BuiltDocument> => ({
      status: 200,
      body: await renderScript(dependencies),
      type: SCRIPT,
      headers: { 'Cache-Control': EVERGREEN_SCRIPT, ...headers.document },
      affectedBy: () => false,
    });
    respond(request, response, await cache.load('/v1/tidings.js', build));
  });

  readRoute(router, '/v:version/tidings.js', async (request, response) => {
    const path = widgetVersionPath(String(request.params.version));
    const release = (await widgetVersions()).find(({ version }) => widgetVersionPath(version) === path);
    if (release === undefined) throw notFound('such version of the widget');
    const build = async (): Promise<BuiltDocument> => ({
      status: 200,
      body: release.code,
      type: SCRIPT,
      headers: { 'Cache-Control': IMMUTABLE, ...headers.document },
      affectedBy: () => false,
    });
    respond(request, response, await cache.load(path, build));
  });

  readRoute(router, '/v1/*path', async (request, response) => {
    const address = parseScriptAddress([request.params.path ?? []].flat());
    if (address === undefined) throw notFound('such script');
    const { name, extension } = address;
    const asked = parseHeadlinesQuery((parameter) => [request.query[parameter] ?? ''].flat().map(String)[0]);
    const isScript = extension === 'js';
    // A script brings the newest headlines, whatever else its address says.
    const { after: _after, search: _search, category: _category, ...newest } = asked;
    const query: HeadlinesQuery = isScript ? newest : asked;
    const { count } = query;
    const build = async (): Promise<BuiltDocument | Absence> => {
      const lookup = await findEmbeddedFeed(dependencies, name);
      if (lookup.kind !== 'found') return lookup;
      const { definition } = lookup;
      if (!isScript && asksForPage(query)) return buildArchiveHeadlines(dependencies, definition, query);
      const { headlines: all, ...rest } = await loadHeadlines(dependencies, definition, count);
      const headlines = trimHeadlines(all, query);
      return {
        status: 200,
        body: isScript ? await renderScript(dependencies, headlines) : renderHeadlines(headlines),
        type: isScript ? SCRIPT : JSON_TYPE,
        headers: { 'Cache-Control': LIVE, ...headers.document },
        ...rest,
      };
    };
    const found = await cache.load(keyOf(pathOf(name), extension, query), build);
    respondFound(request, response, found, (id) => widgetScriptUrl(siteByPath(site), id));
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

/** The canonical address, so that the next request for it is a map look-up. */
function keyOf(feedPath: string, extension: string, query: HeadlinesQuery): string {
  const path = `/v1/${feedPath.split('/').map(encodeURIComponent).join('/')}.${extension}`;
  return path + formatHeadlinesQuery(query);
}
