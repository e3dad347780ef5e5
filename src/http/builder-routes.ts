import { createHash } from 'node:crypto';
import type { Router } from 'express';
import { parseCustomFeed } from '../catalog/custom-feed.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { EmbedMethod } from '../model/platforms.ts';
import { type BuilderChoice, builderQuery, parseBuilder } from '../pages/builder/builder-query.ts';
import { parsePasted } from '../pages/builder/parse-pasted.ts';
import { findInlineScript } from '../pages/builder/preview-page.ts';
import { ANY_CHANGE, pageDocument } from '../publish/build-document.ts';
import { findFeedByPath } from '../publish/find-feed.ts';
import { Representation } from '../publish/representation.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import { widgetVersionPath } from '../publish/widget-versions.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { MAX_CUSTOM_FEEDS_A_MINUTE } from './feed-page-routes.ts';
import { HttpError } from './http-error.ts';
import { limitRequests } from './limit-requests.ts';
import { loadTermChoices, loadTerms } from './load-terms.ts';
import { readForm } from './read-form.ts';
import { createRouter, readRoute } from './read-route.ts';
import { queryOf } from './request-query.ts';
import { respond } from './respond.ts';
import { redirect, relativeSite } from './respond-found.ts';
import { corsMiddleware } from './response-headers.ts';
import { saveCustomFeed } from './save-custom-feed.ts';

const BUILDER = '/embed';
const PREVIEW = '/embed/preview';
const MAX_SEARCHED_TERMS = 2_000;
const PLATFORMS: Partial<Record<EmbedMethod, string>> = { frame: 'html', pinned: 'html', fragment: 'static' };
/** Of the form's fields that define a custom feed: options have some of the same names. */
const CUSTOM_PREFIX = 'own-';

/** `/embed`, with all choices in the query. `POST /embed` saves the ticked terms as a custom feed. `/embed/preview` is its iframe. */
export function builderRoutes(dependencies: RouteDependencies): Router {
  const { cache, site, pages, headers } = dependencies;
  const router = createRouter();
  const here = relativeSite(site).publicUrl;

  router.use(BUILDER, corsMiddleware);
  router.get(BUILDER, async (request, response) => {
    const given = new URLSearchParams(queryOf(request));
    const pasted = given.get('paste');
    if (pasted !== null) {
      const opened = await buildBuilder(dependencies, openPasted(given, pasted), pasted);
      const headers = { ...opened.headers, 'Cache-Control': 'no-store' };
      return void respond(dependencies, request, response, new Representation({ ...opened, headers }));
    }
    const choice = parseBuilder(given);
    const address = withQuery(BUILDER, builderQuery(choice));
    if (request.url !== address) return redirect(dependencies, response, 301, here + address);
    respond(dependencies, request, response, await cache.load(address, () => buildBuilder(dependencies, choice)));
  });

  router.post(BUILDER, limitRequests(MAX_CUSTOM_FEEDS_A_MINUTE), async (request, response) => {
    const fields = await readForm(request);
    const customFields = new URLSearchParams(
      [...fields]
        .filter(([name]) => name.startsWith(CUSTOM_PREFIX))
        .map(([name, value]) => [name.slice(CUSTOM_PREFIX.length), value]),
    );
    const custom = parseCustomFeed(customFields);
    if ('problem' in custom) throw new HttpError('invalid-request', custom.problem);
    const choice = parseBuilder(fields);
    const feed = custom.query === '' ? choice.feed : `c/${await saveCustomFeed(dependencies, custom)}`;
    response
      .set('Cache-Control', 'no-store')
      .redirect(303, here + withQuery(BUILDER, builderQuery({ ...choice, feed, find: '' })));
  });
  router.all(BUILDER, () => {
    throw new HttpError('method-not-allowed', 'GET the builder, or POST its form.', {
      Allow: 'GET, HEAD, POST, OPTIONS',
    });
  });

  readRoute(router, PREVIEW, async (request, response) => {
    const choice = parseBuilder(new URLSearchParams(queryOf(request)));
    const build = async (): Promise<BuiltDocument> => {
      const { definition } = await findChosenFeed(dependencies, choice.feed);
      const html = pages.preview({ site, definition, ...choice, method: choice.method.id });
      return pageDocument(allowInline(headers.preview, findInlineScript(html)), html);
    };
    respond(dependencies, request, response, await cache.load(withQuery(PREVIEW, builderQuery(choice)), build));
  });
  return router;
}

async function buildBuilder(
  dependencies: RouteDependencies,
  choice: BuilderChoice,
  pasted?: string,
): Promise<BuiltDocument> {
  const { catalog, pages, site, headers, widgetVersions } = dependencies;
  const { feeds, main } = catalog();
  const choices = await loadTermChoices(dependencies);
  const newest = (await widgetVersions()).at(-1);
  const html = pages.builder({
    site,
    headlinesFeed: main,
    choice,
    feeds,
    choices,
    searched: choice.find === '' ? choices : await loadTerms(dependencies, MAX_SEARCHED_TERMS),
    pinned: newest && { path: widgetVersionPath(newest.version), integrity: newest.integrity },
    ...(await findChosenFeed(dependencies, choice.feed)),
    ...(pasted === undefined ? {} : { pasted: { text: pasted, parsed: parsePasted(pasted) } }),
  });
  return pageDocument(headers.framing, html, ANY_CHANGE);
}

/** The choices that a pasted snippet was built with. The chosen platform stays, unless the snippet has another embed method. */
function openPasted(given: URLSearchParams, text: string): BuilderChoice {
  const pasted = parsePasted(text);
  const query = new URLSearchParams(pasted.options.entries().toArray());
  if (pasted.feed !== undefined) query.set('feed', pasted.feed);
  const platform = given.get('platform') ?? pasted.platform ?? (pasted.method && PLATFORMS[pasted.method]) ?? '';
  query.set('platform', platform);
  if (pasted.method !== undefined) query.set('way', pasted.method);
  return parseBuilder(query);
}

async function findChosenFeed(
  dependencies: RouteDependencies,
  feed: string,
): Promise<{ readonly definition: FeedDefinition; readonly known: boolean }> {
  const { main } = dependencies.catalog();
  const definition = feed === '' ? main : await findFeedByPath(dependencies, feed);
  return { definition: definition ?? main, known: definition !== undefined };
}

/** The headers with a policy that allows this one inline script (CSP 3, section 8.3). */
function allowInline(
  headers: Readonly<Record<string, string>>,
  script: string | undefined,
): Readonly<Record<string, string>> {
  if (script === undefined) return headers;
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = headers['content-security-policy'] ?? '';
  const allowing = policy.replace("script-src 'self'", `script-src 'self' 'sha256-${hash}'`);
  return { ...headers, 'content-security-policy': allowing };
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}
