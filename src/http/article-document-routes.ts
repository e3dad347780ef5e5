import type { Router } from 'express';
import { articleUrl } from '../model/addresses.ts';
import { FEED_FORMATS } from '../model/feed-formats.ts';
import { JSON_TYPE } from '../publish/build-document.ts';
import { loadForArticle } from '../publish/load-for-article.ts';
import { renderArticleJson } from '../render/article-json.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { createRouter, readRoute } from './read-route.ts';
import { respondFound } from './respond-found.ts';

/** `/articles/{id}.json`: an article as a JSON Feed of one item. `/v1/articles/{id}.json`: an article for the widget to show in place. */
export function articleDocumentRoutes(dependencies: RouteDependencies): Router {
  const { site, headers } = dependencies;
  const router = createRouter();

  readRoute(router, '/articles/:id.json', async (request, response) => {
    const toKey = (id: string): string => `/articles/${id}.json`;
    const found = await loadForArticle(dependencies, request.params.id, toKey, async ({ article }) => ({
      body: renderArticleJson(site, article),
      type: `${FEED_FORMATS.json.type}; charset=utf-8`,
      headers: { Link: `<${articleUrl(site, article)}>; rel="canonical"`, ...headers.document },
    }));
    respondFound(dependencies, request, response, found);
  });

  readRoute(router, '/v1/articles/:id.json', async (request, response) => {
    const toKey = (id: string): string => `/v1/articles/${id}.json`;
    const found = await loadForArticle(dependencies, request.params.id, toKey, async ({ article, isRetracted }) => {
      // Loaded on demand: it brings an HTML parser, which the first feed does not need.
      const { buildArticleDocument, buildRetractedArticle } = await import('../render/article-document.ts');
      const document = isRetracted ? buildRetractedArticle(article) : buildArticleDocument(site, article);
      return { body: JSON.stringify(document), type: JSON_TYPE, headers: headers.document };
    });
    respondFound(dependencies, request, response, found);
  });
  return router;
}
