import { Router } from 'express';
import { articleUrl } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { parseArticleId } from '../model/ids.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import { composeArticleHtml } from '../render/article-html.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { LIVE } from './cache-control.ts';
import { notFound } from './failure.ts';
import { readRoute } from './read-route.ts';
import { respond } from './respond.ts';

/** The page itself shows the picture and, above the text, the correction. */
const SHOWN_IN_TEXT = { picture: false, correction: false };
const HTML = 'text/html; charset=utf-8';

/** `/articles/{id}`: the story; once it is retracted 410 and the reason (RFC 9110, section 15.5.11). */
export function articleRoutes(dependencies: RouteDependencies): Router {
  const { cache } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });
  readRoute(router, '/articles/:id', async (request, response) => {
    const id = parseArticleId(String(request.params.id));
    if (id === undefined) throw notFound('such article');
    respond(request, response, await cache.load(`/articles/${id}`, () => buildArticle(dependencies, id)));
  });
  return router;
}

async function buildArticle(
  { store, pages, site, headers, catalog }: RouteDependencies,
  id: ArticleId,
): Promise<BuiltDocument> {
  const affectedBy: BuiltDocument['affectedBy'] = (change) => change.articleId === id;
  const headlinesFeed = catalog().main;
  const article = await store.findVisible(id);
  if (article !== undefined) {
    return {
      status: 200,
      body: pages.article({ site, headlinesFeed, article, html: composeArticleHtml(site, article, SHOWN_IN_TEXT) }),
      type: HTML,
      lastModified: article.updatedAt,
      headers: { 'Cache-Control': LIVE, Link: `<${articleUrl(site, article)}>; rel="canonical"`, ...headers.page },
      affectedBy,
    };
  }
  const retracted = await store.findRetracted(id);
  if (retracted === undefined) throw notFound('such article');
  return {
    status: 410,
    body: pages.retracted({ site, headlinesFeed, article: retracted }),
    type: HTML,
    headers: { 'Cache-Control': LIVE, ...headers.page },
    affectedBy,
  };
}
