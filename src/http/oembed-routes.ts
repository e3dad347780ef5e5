import type { Router } from 'express';
import { feedPageUrl, mediaUrl, type OembedFormat, oembedUrl } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { embedQuery } from '../pages/embed-query.ts';
import { articleFrameHtml, CARD_HEIGHT, feedFrameHtml, frameHeight } from '../pages/iframe-snippet.ts';
import { alteredByArticle, JSON_TYPE, liveDocument } from '../publish/build-document.ts';
import { findEmbeddedFeed } from '../publish/find-feed.ts';
import { loadHeadlines } from '../publish/load-headlines.ts';
import type { Absence, BuiltDocument } from '../publish/representation-cache.ts';
import { type Oembed, renderOembed } from '../render/oembed.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { keyOf, type OembedRequest, parseOembedRequest } from './parse-oembed-request.ts';
import { createRouter, readRoute } from './read-route.ts';
import { queryOf } from './request-query.ts';
import { relativeSite, respondFound } from './respond-found.ts';

interface Description extends Pick<BuiltDocument, 'affectedBy' | 'tags' | 'lastModified'> {
  readonly page: Omit<Oembed, 'providerName' | 'providerUrl' | 'cacheAge'>;
}

const TYPES: Readonly<Record<OembedFormat, string>> = { json: JSON_TYPE, xml: 'text/xml; charset=utf-8' };
/** A consumer can keep an answer for a day: the iframe in it shows the newest headlines. */
const CACHE_AGE_S = 86_400;
const WIDTH = 600;
const MAX_CARD_WIDTH = 408;

/** `/oembed`: how another site embeds the page of a feed or an article (oEmbed 1.0, https://oembed.com). */
export function oembedRoutes(dependencies: RouteDependencies): Router {
  const { cache, site, headers } = dependencies;
  const router = createRouter();
  readRoute(router, '/oembed', async (request, response) => {
    const asked = parseOembedRequest(site, new URLSearchParams(queryOf(request)));
    const { resource, format } = asked;
    const found = await cache.load(keyOf(asked), async () => {
      const description = await (resource.kind === 'feed'
        ? describeFeed(dependencies, asked, resource)
        : describeArticle(dependencies, asked, resource.id));
      if ('kind' in description) return description;
      const { page, ...rest } = description;
      const provider = { providerName: site.name, providerUrl: `${site.publicUrl}/`, cacheAge: CACHE_AGE_S };
      const body = renderOembed({ ...page, ...provider }, format);
      return liveDocument({ ...rest, body, type: TYPES[format], headers: headers.document });
    });
    respondFound(dependencies, request, response, found, (id) => {
      const query = resource.kind === 'feed' ? embedQuery(resource.options) : '';
      return oembedUrl(relativeSite(site), feedPageUrl(site, id) + query, format);
    });
  });
  return router;
}

async function describeFeed(
  dependencies: RouteDependencies,
  asked: OembedRequest,
  { name, options }: Extract<OembedRequest['resource'], { kind: 'feed' }>,
): Promise<Description | Absence> {
  const lookup = await findEmbeddedFeed(dependencies, name);
  if (lookup.kind !== 'found') return lookup;
  const { definition } = lookup;
  const { headlines, ...rest } = await loadHeadlines(dependencies, definition, options.count);
  const size = fit(asked, WIDTH, frameHeight(options));
  const image = headlines.items.find((item) => item.i)?.i;
  const html = feedFrameHtml({ site: dependencies.site, definition, options }, size);
  return { ...rest, page: { title: definition.title, ...size, ...thumbnail(asked, image), html } };
}

async function describeArticle(
  { store, site }: RouteDependencies,
  asked: OembedRequest,
  id: ArticleId,
): Promise<Description | Absence> {
  const article = await store.findVisible(id);
  if (article === undefined) return { kind: 'missing', what: 'article' };
  const size = fit(asked, MAX_CARD_WIDTH, CARD_HEIGHT);
  const { url, width, height } = article.image?.thumbnail ?? article.image ?? {};
  const image = url && width && height ? ([mediaUrl(site, url), width, height] as const) : undefined;
  return {
    page: {
      title: article.title,
      authorName: article.byline.map((author) => author.name).join(', '),
      ...size,
      ...thumbnail(asked, image),
      html: articleFrameHtml(site, article, size),
    },
    lastModified: article.updatedAt,
    ...alteredByArticle(id),
  };
}

function fit({ maxWidth, maxHeight }: OembedRequest, width: number, height: number) {
  return { width: Math.min(width, maxWidth), height: Math.min(height, maxHeight) };
}

function thumbnail({ maxWidth, maxHeight }: OembedRequest, image: Oembed['thumbnail']): Pick<Oembed, 'thumbnail'> {
  return image && image[1] <= maxWidth && image[2] <= maxHeight ? { thumbnail: image } : {};
}
