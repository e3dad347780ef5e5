import { Router } from 'express';
import { articleUrl } from '../model/addresses.ts';
import type { Article, ArticleId } from '../model/article.ts';
import { FEED_FORMATS } from '../model/feed-formats.ts';
import { parseArticleId } from '../model/ids.ts';
import { LIVE } from '../publish/cache-control.ts';
import type { Absence, BuiltDocument } from '../publish/representation-cache.ts';
import { composeArticleHtml } from '../render/article-html.ts';
import { articleJsonUrl, renderArticleJson } from '../render/article-json.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { notFound } from './http-error.ts';
import { readRoute } from './read-route.ts';
import { respondFound } from './respond.ts';

/** The page itself shows the picture and, above the text, the correction. */
const SHOWN_IN_TEXT = { picture: false, correction: false };
const HTML = 'text/html; charset=utf-8';
const JSON_FEED = `${FEED_FORMATS.json.type}; charset=utf-8`;

/** How an article is shown, in full and after it was withdrawn. */
interface Presentation {
  readonly show: (article: Article) => Pick<BuiltDocument, 'body' | 'type' | 'headers'>;
  readonly showRetracted: (article: Article) => Pick<BuiltDocument, 'body' | 'type' | 'headers'>;
}

/** `/articles/{id}` and `/articles/{id}.json`: the story; once it is retracted 410 and the reason (RFC 9110, section 15.5.11). */
export function articleRoutes(dependencies: RouteDependencies): Router {
  const { cache } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });
  readRoute(router, '/articles/:name', async (request, response) => {
    const { digits = '', ending = '' } =
      /^(?<digits>[^.]+)(?<ending>\.json)?$/.exec(String(request.params.name))?.groups ?? {};
    const id = parseArticleId(digits);
    if (id === undefined) throw notFound('such article');
    const presentation = ending === '' ? asPage(dependencies) : asJson(dependencies);
    const build = () => buildArticle(dependencies, id, presentation);
    respondFound(request, response, await cache.load(`/articles/${id}${ending}`, build));
  });
  return router;
}

async function buildArticle(
  { store }: RouteDependencies,
  id: ArticleId,
  { show, showRetracted }: Presentation,
): Promise<BuiltDocument | Absence> {
  const affectedBy: BuiltDocument['affectedBy'] = (change) => change.articleId === id;
  const article = await store.findVisible(id);
  if (article !== undefined) return { status: 200, lastModified: article.updatedAt, affectedBy, ...show(article) };
  const retracted = await store.findRetracted(id);
  if (retracted === undefined) return { kind: 'missing', what: 'article' };
  return { status: 410, affectedBy, ...showRetracted(retracted) };
}

function asPage({ pages, site, headers, catalog }: RouteDependencies): Presentation {
  return {
    show: (article) => ({
      body: pages.article({
        site,
        headlinesFeed: catalog().main,
        article,
        html: composeArticleHtml(site, article, SHOWN_IN_TEXT),
      }),
      type: HTML,
      headers: {
        'Cache-Control': LIVE,
        Link: `<${articleUrl(site, article)}>; rel="canonical", <${articleJsonUrl(site, article.id)}>; rel="alternate"; type="${FEED_FORMATS.json.type}"`,
        ...headers.page,
      },
    }),
    showRetracted: (article) => ({
      body: pages.retracted({ site, headlinesFeed: catalog().main, article }),
      type: HTML,
      headers: { 'Cache-Control': LIVE, ...headers.page },
    }),
  };
}

function asJson({ site, headers }: RouteDependencies): Presentation {
  const show = (article: Article) => ({
    body: renderArticleJson(site, article),
    type: JSON_FEED,
    headers: { 'Cache-Control': LIVE, Link: `<${articleUrl(site, article)}>; rel="canonical"`, ...headers.document },
  });
  return { show, showRetracted: show };
}
