import type { Router } from 'express';
import { articleUrl } from '../model/addresses.ts';
import { FEED_FORMATS } from '../model/feed-formats.ts';
import { HTML, JSON_TYPE } from '../publish/build-document.ts';
import { composeArticleHtml } from '../render/article-html.ts';
import { articleJsonUrl, renderArticleJson } from '../render/article-json.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { createRouter, readArticle } from './read-route.ts';
import { VARY_BY_FRAME } from './redirect-frames.ts';

const SHOWN_IN_TEXT = { image: false, byline: false, correction: false };

/** `/articles/{id}`: the page of an article; the reason once it is retracted. */
export function articleRoutes(dependencies: RouteDependencies): Router {
  const { catalog, pages, site, headers } = dependencies;
  const router = createRouter();
  readArticle(router, dependencies, '/articles/:id', async ({ article, isRetracted }) => {
    const input = { site, headlinesFeed: catalog().main, article };
    const page = { ...headers.page, ...VARY_BY_FRAME };
    if (isRetracted) return { body: pages.retracted(input), type: HTML, headers: page };
    const html = composeArticleHtml(site, article, SHOWN_IN_TEXT);
    const json = `<${articleJsonUrl(site, article.id)}>; rel="alternate"; type="${FEED_FORMATS.json.type}"`;
    const Link = `<${articleUrl(site, article)}>; rel="canonical", ${json}`;
    return { body: pages.article({ ...input, html }), type: HTML, headers: { Link, ...page } };
  });
  return router;
}

/** `/articles/{id}.json`: an article as a JSON Feed of one item. `/v1/articles/{id}.json`: an article for the widget. */
export function articleDocumentRoutes(dependencies: RouteDependencies): Router {
  const { site, headers } = dependencies;
  const router = createRouter();
  readArticle(router, dependencies, '/articles/:id.json', async ({ article }) => ({
    body: renderArticleJson(site, article),
    type: `${FEED_FORMATS.json.type}; charset=utf-8`,
    headers: { Link: `<${articleUrl(site, article)}>; rel="canonical"`, ...headers.document },
  }));
  readArticle(router, dependencies, '/v1/articles/:id.json', async ({ article, isRetracted }) => {
    // Loaded on demand: it brings an HTML parser, which the first feed does not need.
    const { buildArticleDocument, buildRetractedArticle } = await import('../render/article-document.ts');
    const document = isRetracted ? buildRetractedArticle(article) : buildArticleDocument(site, article);
    return { body: JSON.stringify(document), type: JSON_TYPE, headers: headers.document };
  });
  return router;
}
