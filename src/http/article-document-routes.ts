import { Router } from 'express';
import type { ArticleId } from '../model/article.ts';
import { parseArticleId } from '../model/ids.ts';
import { LIVE } from '../publish/cache-control.ts';
import type { Absence, BuiltDocument } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { notFound } from './http-error.ts';
import { readRoute } from './read-route.ts';
import { respondFound } from './respond.ts';

const ENDING = /\.json$/;

/** `/v1/articles/{id}.json`: an article for reading in place; once it is retracted 410 and the reason. */
export function articleDocumentRoutes(dependencies: RouteDependencies): Router {
  const { cache } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });
  readRoute(router, '/v1/articles/:file', async (request, response) => {
    const file = String(request.params.file);
    const id = ENDING.test(file) ? parseArticleId(file.replace(ENDING, '')) : undefined;
    if (id === undefined) throw notFound('such article');
    respondFound(request, response, await cache.load(`/v1/articles/${id}.json`, () => buildDocument(dependencies, id)));
  });
  return router;
}

async function buildDocument(
  { store, site, headers }: RouteDependencies,
  id: ArticleId,
): Promise<BuiltDocument | Absence> {
  // With it comes a parser of HTML, which the first feed can do without.
  const { buildArticleDocument, buildRetractedArticle } = await import('../render/article-document.ts');
  const article = await store.findVisible(id);
  const retracted = article === undefined ? await store.findRetracted(id) : undefined;
  const document = article ? buildArticleDocument(site, article) : retracted && buildRetractedArticle(retracted);
  if (document === undefined) return { kind: 'missing', what: 'article' };
  return {
    status: article ? 200 : 410,
    body: JSON.stringify(document),
    type: 'application/json; charset=utf-8',
    ...(article ? { lastModified: article.updatedAt } : {}),
    headers: { 'Cache-Control': LIVE, ...headers.document },
    affectedBy: (change) => change.articleId === id,
  };
}
