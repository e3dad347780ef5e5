import type { Router } from 'express';
import type { Options } from '../../widget/contract/options.ts';
import { articlePageUrl, embedArticleUrl, embedUrl } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { embedQuery } from '../pages/embed-query.ts';
import type { EmbedInput } from '../pages/embed-view.ts';
import { snippetLinkText } from '../pages/snippet.ts';
import { HTML, liveDocument } from '../publish/build-document.ts';
import { type FeedName, parseFeedName, pathOf } from '../publish/feed-address.ts';
import { findEmbeddedFeed } from '../publish/find-feed.ts';
import { loadForArticle, type PublicArticle } from '../publish/load-for-article.ts';
import { loadHeadlines } from '../publish/load-headlines.ts';
import { type Absence, type BuiltDocument, KEY_SITE } from '../publish/representation-cache.ts';
import { buildFeedDocument } from '../render/feed-document.ts';
import { buildHeadlines } from '../render/headlines.ts';
import { localizeHeadlines } from '../render/localize-headlines.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { buildEmbedFrame, cardInput, noteInput } from './embed-frame.ts';
import { HttpError } from './http-error.ts';
import { createRouter, readRoute } from './read-route.ts';
import { optionsOf } from './request-query.ts';
import { redirect, relativeSite, respondFound } from './respond-found.ts';

const DAY_MS = 86_400_000;

/** Iframes with a feed or an article, and with `.html?fragment` a feed as a part of a page. */
export function embedRoutes(dependencies: RouteDependencies): Router {
  const { cache, site } = dependencies;
  const router = createRouter();

  readRoute(router, '/embed/articles/:id', async (request, response) => {
    const { target } = optionsOf(request);
    const toKey = (id: ArticleId): string => embedArticleUrl(KEY_SITE, id) + (target === 'new' ? '?target=new' : '');
    const found = await loadForArticle(dependencies, request.params.id, toKey, (article) =>
      buildCard(dependencies, article, target),
    );
    respondFound(dependencies, request, response, found);
  });

  readRoute(router, '/embed/*path', async (request, response, next) => {
    if (request.path.endsWith('/')) return next('router');
    const address = parseEmbedAddress([request.params.path ?? []].flat());
    if (address === undefined) throw new HttpError('feed-not-found');
    const { name, isFragment } = address;
    const options = optionsOf(request);
    const query = embedQuery(options);
    const toUrl = (id: string): string => embedUrl(relativeSite(site), id, query);
    if (isFragment && request.query.fragment === undefined) {
      return redirect(dependencies, response, 301, toUrl(pathOf(name)));
    }

    const key = embedUrl(KEY_SITE, pathOf(name), isFragment ? `.html?fragment${query.replace('?', '&')}` : query);
    const found = await cache.load(key, () => buildEmbed(dependencies, name, options, isFragment));
    respondFound(dependencies, request, response, found, toUrl);
  });
  return router;
}

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
): Promise<BuiltDocument | Absence> {
  const { site, pages, headers, clock } = dependencies;
  const lookup = await findEmbeddedFeed(dependencies, name);
  if (lookup.kind !== 'found') return lookup;
  const found = await loadHeadlines(dependencies, lookup.definition, options.count);
  const headlines = localizeHeadlines(found.headlines, options.lang);
  const linkText = snippetLinkText(site, lookup.definition);
  const byDay = options['max-age-days'] !== undefined;
  const today = byDay ? Math.floor(clock() / DAY_MS) * DAY_MS : 0;
  const input: EmbedInput = { site, headlines, options, linkText, today };
  const parts = isFragment
    ? { body: pages.fragment(input), type: HTML, headers: headers.document }
    : await buildEmbedFrame(dependencies, input);
  const changed = Math.max(found.lastModified ?? 0, today);
  return liveDocument({
    ...parts,
    lastModified: changed === 0 ? undefined : changed,
    validUntil: byDay ? today + DAY_MS : undefined,
    affectedBy: found.affectedBy,
    tags: found.tags,
  });
}

async function buildCard(
  dependencies: RouteDependencies,
  { article, isRetracted }: PublicArticle,
  target: Options['target'],
) {
  const { site, catalog } = dependencies;
  const { id, language } = article;
  if (isRetracted) {
    const input = noteInput(dependencies, language, articlePageUrl(site, id), (words) => words.withdrawn);
    return buildEmbedFrame(dependencies, input);
  }
  const definition = { ...catalog().main, language };
  const headlines = buildHeadlines(buildFeedDocument(site, definition, { articles: [article] }), 1);
  const input = cardInput(dependencies, localizeHeadlines(headlines, undefined));
  // Without the image, so that a low iframe shows the link.
  const options =
    target === 'new' ? ({ ...input.options, target, layout: 'list', images: 'off' } as const) : input.options;
  return buildEmbedFrame(dependencies, { ...input, options, readOn: target === 'new' });
}
