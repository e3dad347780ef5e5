import { type ErrorRequestHandler, Router } from 'express';
import type { Headlines } from '../../widget/contract/headlines.ts';
import type { Options } from '../../widget/contract/options.ts';
import { articlePageUrl, embedUrl } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { parseArticleId } from '../model/ids.ts';
import { CARD, type EmbedInput } from '../pages/embed-page.ts';
import { embedQuery } from '../pages/embed-query.ts';
import { snippetLinkText } from '../pages/snippet.ts';
import { LIVE } from '../publish/cache-control.ts';
import { type FeedName, parseFeedName, pathOf } from '../publish/feed-address.ts';
import { findEmbeddedFeed } from '../publish/find-feed.ts';
import { loadHeadlines } from '../publish/load-headlines.ts';
import type { Absence, BuiltDocument } from '../publish/representation-cache.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines } from '../render/headlines.ts';
import { localizeHeadlines } from '../render/localize-headlines.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { optionsOf } from './embed-options.ts';
import { HttpError, movedTo, notFound } from './http-error.ts';
import { readRoute } from './read-route.ts';
import { respondFound } from './respond.ts';
import { siteByPath } from './site-by-path.ts';

const HTML = 'text/html; charset=utf-8';
const DAY_MS = 86_400_000;

/**
 * `/embed/{feed}`: a feed's headlines as a page for a frame, with the widget's options in its query; `/embed/{feed}.html?fragment`: the same as a part of a
 * page; `/embed/articles/{id}`: an article as a card in a frame.
 */
export function embedRoutes(dependencies: RouteDependencies): Router {
  const { cache, clock, site } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });

  readRoute(router, '/embed/articles/:id', async (request, response) => {
    const id = parseArticleId(String(request.params.id));
    if (id === undefined) throw notFound('such article');
    respondFound(request, response, await cache.load(`/embed/articles/${id}`, () => buildCard(dependencies, id)));
  });

  readRoute(router, '/embed/*path', async (request, response, next) => {
    if (request.path.endsWith('/')) return next('router');
    const address = parseEmbedAddress([request.params.path ?? []].flat());
    if (address === undefined) throw notFound('such feed');
    const { name, isFragment } = address;
    const options = optionsOf(request);
    const query = embedQuery(options);
    if (isFragment && request.query.fragment === undefined)
      throw movedTo(embedUrl(siteByPath(site), pathOf(name), query));

    // What is too old is so by the day: the day is part of the key, not of the address, and the first request of a day builds anew.
    const today = Math.floor(clock() / DAY_MS) * DAY_MS;
    const byDay = options['max-age-days'] !== undefined;
    const key = embedUrl(
      { name: '', publicUrl: '' },
      pathOf(name),
      isFragment ? `.html?fragment${query.replace('?', '&')}` : query,
    );
    const build = () => buildEmbed(dependencies, name, options, isFragment, byDay ? today : 0);
    const found = await cache.load(byDay ? `${key} ${today}` : key, build);
    respondFound(request, response, found, (id) => embedUrl(siteByPath(site), id, query));
  });

  router.use('/embed', failInFrame(dependencies));
  return router;
}

/** `top`, `category/israel`, `c/abcdefgh`, each with `.html` behind it for the fragment. */
function parseEmbedAddress(
  segments: readonly string[],
): { readonly name: FeedName; readonly isFragment: boolean } | undefined {
  const last = segments.at(-1) ?? '';
  const isFragment = last.endsWith('.html');
  const name = parseFeedName([...segments.slice(0, -1), isFragment ? last.slice(0, -'.html'.length) : last]);
  if (name === undefined || name.kind === 'custom') return undefined;
  return { name, isFragment };
}

async function buildEmbed(
  dependencies: RouteDependencies,
  name: FeedName,
  options: Options,
  isFragment: boolean,
  today: number,
): Promise<BuiltDocument | Absence> {
  const { site, pages, headers } = dependencies;
  const lookup = await findEmbeddedFeed(dependencies, name);
  if (lookup.kind !== 'found') return lookup;
  const { definition } = lookup;
  const found = await loadHeadlines(dependencies, definition, options.count);
  const { affectedBy, lastModified = 0 } = found;
  const headlines = localizeHeadlines(found.headlines, options.lang);
  const input: EmbedInput = { site, headlines, options, linkText: snippetLinkText(site, definition), today };
  const changed = Math.max(lastModified, today);
  const document = isFragment
    ? { body: pages.fragment(input), headers: { 'Cache-Control': LIVE, ...headers.document } }
    : await buildFrame(dependencies, input);
  return { status: 200, type: HTML, ...document, ...(changed > 0 ? { lastModified: changed } : {}), affectedBy };
}

async function buildFrame(
  { pages, headers, frameCode }: RouteDependencies,
  input: EmbedInput,
): Promise<Pick<BuiltDocument, 'body' | 'headers'>> {
  const { script, css } = await frameCode();
  const { html, policy } = pages.embed(input, { script, css: css[input.options.layout] ?? '' });
  return { body: html, headers: { 'Cache-Control': LIVE, ...headers.frame, 'Content-Security-Policy': policy } };
}

async function buildCard(dependencies: RouteDependencies, id: ArticleId): Promise<BuiltDocument | Absence> {
  const { store, site, catalog } = dependencies;
  const affectedBy: BuiltDocument['affectedBy'] = (change) => change.articleId === id;
  const article = await store.findVisible(id);
  if (article !== undefined) {
    const definition = { ...catalog().main, language: article.language };
    const headlines = buildHeadlines(buildFeedDocument(site, definition, { articles: [article] }), 1);
    const frame = await buildFrame(dependencies, cardInput(dependencies, localizeHeadlines(headlines, undefined)));
    return { status: 200, type: HTML, ...frame, lastModified: article.updatedAt, affectedBy };
  }
  const retracted = await store.findRetracted(id);
  if (retracted === undefined) return { kind: 'missing', what: 'article' };
  const nothing = emptyHeadlines(dependencies, retracted.language, articlePageUrl(site, id));
  const input = cardInput(dependencies, nothing, (words) => words.withdrawn);
  return { status: 410, type: HTML, ...(await buildFrame(dependencies, input)), affectedBy };
}

function cardInput({ site }: RouteDependencies, headlines: Headlines, note?: EmbedInput['note']): EmbedInput {
  return { site, headlines, options: CARD, linkText: site.name, today: 0, ...(note && { note }) };
}

function emptyHeadlines({ site }: RouteDependencies, lang: string, home: string): Headlines {
  return { v: 1, feed: '', title: site.name, name: site.name, home, lang, items: [] };
}

/** What went wrong stands in the frame, small: an error's usual page may not be framed, and a visitor would see the browser's own complaint. */
function failInFrame(dependencies: RouteDependencies): ErrorRequestHandler {
  return async (fault, request, response, next) => {
    if (!(fault instanceof HttpError) || fault.status !== 404 || response.headersSent) return next(fault);
    const nothing = emptyHeadlines(dependencies, 'en', `${dependencies.site.publicUrl}/`);
    const options = { ...CARD, ...optionsOf(request), title: 'none' };
    const input = { ...cardInput(dependencies, nothing, (words) => words.nothing), options };
    const { body, headers } = await buildFrame(dependencies, input);
    response.status(404).set(headers).set('Cache-Control', 'public, max-age=60').type('html').send(String(body));
  };
}
