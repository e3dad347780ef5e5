import type { Router } from 'express';
import { widgetScriptUrl } from '../model/addresses.ts';
import {
  EVERGREEN_SCRIPT,
  IMMUTABLE,
  JSON_TYPE,
  LIVE,
  liveDocument,
  SCRIPT,
  staticDocument,
} from '../publish/build-document.ts';
import { type FeedName, parseFeedName, pathOf } from '../publish/feed-address.ts';
import { findEmbeddedFeed } from '../publish/find-feed.ts';
import { buildHeadlinesPageDocument } from '../publish/headlines-page-document.ts';
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
import { HttpError } from './http-error.ts';
import { createRouter, readDocument, readRoute } from './read-route.ts';
import { parameterOf } from './request-query.ts';
import { respond } from './respond.ts';
import { relativeSite, respondFound } from './respond-found.ts';

/** Headlines tell when they were made, rounded down to this: all nodes send the same bytes, and those change at most four times a day without news. */
const TIME_STEP_MS = 6 * 3_600_000;

/** `/v1/{feed}.js` (code and headlines), `/v1/{feed}.json` (headlines), and the code alone, in one version, or of the layouts that load later. */
export function widgetRoutes(dependencies: RouteDependencies): Router {
  const { cache, headers, site, widgetVersions, secondScript } = dependencies;
  const router = createRouter();

  readDocument(router, dependencies, '/v1/tidings.js', async () =>
    staticDocument({
      body: await renderScript(dependencies),
      type: SCRIPT,
      cacheControl: EVERGREEN_SCRIPT,
      headers: headers.document,
    }),
  );

  readRoute(router, '/v:version/tidings.js', async (request, response) => {
    const path = widgetVersionPath(String(request.params.version));
    const known = (await widgetVersions()).find(({ version }) => widgetVersionPath(version) === path);
    if (known === undefined) throw new HttpError('widget-version-not-found');
    const parts = { body: known.code, type: SCRIPT, cacheControl: IMMUTABLE, headers: headers.document };
    respond(dependencies, request, response, await cache.load(path, async () => staticDocument(parts)));
  });

  // A widget from before an update requests another hash. It gets the present script, but not for long.
  readRoute(router, /^\/v1\/tidings-archive\.[\w-]+\.js$/, async (request, response) => {
    const { path, code } = await secondScript();
    const isCurrent = request.path === path;
    const parts = { body: code, type: SCRIPT, cacheControl: isCurrent ? IMMUTABLE : LIVE, headers: headers.document };
    const key = isCurrent ? path : '/v1/tidings-archive.js';
    respond(dependencies, request, response, await cache.load(key, async () => staticDocument(parts)));
  });

  readRoute(router, '/v1/*path', async (request, response) => {
    const address = parseScriptAddress([request.params.path ?? []].flat());
    if (address === undefined) throw new HttpError('script-not-found');
    const { name, extension } = address;
    const isScript = extension === 'js';
    const asked = parseHeadlinesQuery((parameter) => parameterOf(request, parameter));
    const query = isScript ? newestOnly(asked) : asked;
    const found = await cache.load(keyOf(pathOf(name), extension, query), () =>
      buildHeadlinesDocument(dependencies, name, isScript, query),
    );
    respondFound(dependencies, request, response, found, (id) => widgetScriptUrl(relativeSite(site), id));
  });
  return router;
}

async function buildHeadlinesDocument(
  dependencies: RouteDependencies,
  name: FeedName,
  isScript: boolean,
  query: HeadlinesQuery,
): Promise<BuiltDocument | Absence> {
  const lookup = await findEmbeddedFeed(dependencies, name);
  if (lookup.kind !== 'found') return lookup;
  if (!isScript && asksForPage(query)) return buildHeadlinesPageDocument(dependencies, lookup.definition, query);
  const { headlines: all, ...rest } = await loadHeadlines(dependencies, lookup.definition, query.count);
  const madeAt = Math.floor(dependencies.clock() / TIME_STEP_MS) * TIME_STEP_MS;
  const headlines = { ...trimHeadlines(all, query), at: madeAt / 1000 };
  return liveDocument({
    ...rest,
    // A cache that asks by date must get the new time too.
    lastModified: Math.max(rest.lastModified ?? 0, madeAt),
    validUntil: madeAt + TIME_STEP_MS,
    body: isScript ? await renderScript(dependencies, headlines) : renderHeadlines(headlines),
    type: isScript ? SCRIPT : JSON_TYPE,
    headers: dependencies.headers.document,
  });
}

function parseScriptAddress(
  segments: readonly string[],
): { readonly name: FeedName; readonly extension: 'js' | 'json' } | undefined {
  const { rest, extension } = /^(?<rest>.+)\.(?<extension>js|json)$/s.exec(segments.at(-1) ?? '')?.groups ?? {};
  const name = rest === undefined ? undefined : parseFeedName([...segments.slice(0, -1), rest]);
  if (name === undefined || name.kind === 'custom') return undefined;
  return { name, extension: extension === 'js' ? 'js' : 'json' };
}

/** A script has the newest headlines of the whole feed. */
function newestOnly({ after: _after, search: _search, category: _category, ...query }: HeadlinesQuery): HeadlinesQuery {
  return query;
}

function keyOf(feedPath: string, extension: string, query: HeadlinesQuery): string {
  const path = `/v1/${feedPath.split('/').map(encodeURIComponent).join('/')}.${extension}`;
  return path + formatHeadlinesQuery(query);
}
