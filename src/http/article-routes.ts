import type { Router } from 'express';
import { articleUrl } from '../model/addresses.ts';
import { FEED_FORMATS } from '../model/feed-formats.ts';
import { HTML } from '../publish/build-document.ts';
import { loadForArticle } from '../publish/load-for-article.ts';
import { composeArticleHtml } from '../render/article-html.ts';
import { articleJsonUrl } from '../render/article-json.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { createRouter, readRoute } from './read-route.ts';
import { respondFound } from './respond-found.ts';

/** The page itself shows the image and, above the text, the correction. */
const SHOWN_IN_TEXT = { image: false, correction: false };

/** `/articles/{id}`: the page of an article; the reason once it is retracted. */
export function articleRoutes(dependencies: RouteDependencies): Router {
  const { catalog, pages, site, headers } = dependencies;
  const router = createRouter();
  readRoute(router, '/articles/:id', async (request, response) => {
    const toKey = (id: string): string => `/articles/${id}`;
    const found = await loadForArticle(dependencies, request.params.id, toKey, async ({ article, isRetracted }) => {
      const input = { site, headlinesFeed: catalog().main, article };
      if (isRetracted) return { body: pages.retracted(input), type: HTML, headers: headers.page };
      const html = composeArticleHtml(site, article, SHOWN_IN_TEXT);
      const canonical = `<${articleUrl(site, article)}>; rel="canonical"`;
      const json = `<${articleJsonUrl(site, article.id)}>; rel="alternate"; type="${FEED_FORMATS.json.type}"`;
      const Link = `${canonical}, ${json}`;
      return { body: pages.article({ ...input, html }), type: HTML, headers: { Link, ...headers.page } };
    });
    respondFound(dependencies, request, response, found);
  });
  return router;
}
