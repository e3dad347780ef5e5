import type { Router } from 'express';
import { feedPageUrl, mediaUrl, type OembedFormat, oembedUrl } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { embedQuery } from '../pages/embed-query.ts';
import { articleFrameHtml, CARD_HEIGHT, feedFrameHtml, frameHeight } from '../pages/iframe-snippet.ts';
import { affectedByArticle, JSON_TYPE, liveDocument } from '../publish/build-document.ts';
import { findEmbeddedFeed } from '../publish/find-feed.ts';
import { loadHeadlines } from '../publish/load-headlines.ts';
import type { Absence, BuiltDocument } from '../publish/representation-cache.ts';
import { type Oembed, renderOembed } from '../render/oembed.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { keyOf, type OembedRequest, parseOembedRequest } from './parse-oembed-request.ts';
import { createRouter, readRoute } from './read-route.ts';
import { relativeSite } from './relative-site.ts';
import { queryOf } from './request-query.ts';
import { respondFound } from './respond-found.ts';

type Described = Pick<Oembed, 'title' | 'html'> &
  Partial<Pick<Oembed, 'authorName' | 'thumbnail'>> & { readonly width: number; readonly height: number };

/** Section 2.3: JSON as application/json, XML as text/xml. */
const TYPES: Readonly<Record<OembedFormat, string>> = {
  json: JSON_TYPE,
  xml: 'text/xml; charset=utf-8',
};
/** What is embedded is a frame, whose content is always fresh: a day. Seconds. */
const CACHE_AGE = 86_400;
/** Pixels, where the consumer does not say how much room it has; a card is never wider than this. */
const WIDTH = 600;
const CARD_WIDTH = 408;

/** `/oembed`: how the page of a feed or an article is shown on another site (oEmbed 1.0, https://oembed.com). */
export function oembedRoutes(dependencies: RouteDependencies): Router {
  const { cache, site, headers } = dependencies;
  const router = createRouter();
  readRoute(router, '/oembed', async (request, response) => {
    const asked = parseOembedRequest(site, new URLSearchParams(queryOf(request)));
    const build = async (): Promise<BuiltDocument | Absence> => {
      const description = await describe(dependencies, asked);
      if ('kind' in description) return description;
      const { described, ...rest } = description;
      const oembed = { ...described, providerName: site.name, providerUrl: `${site.publicUrl}/`, cacheAge: CACHE_AGE };
      const body = renderOembed(oembed, asked.format);
      return liveDocument({ ...rest, body, type: TYPES[asked.format], headers: headers.document });
    };
    respondFound(dependencies, request, response, await cache.load(keyOf(asked), build), (id) => {
      const query = asked.resource.kind === 'feed' ? embedQuery(asked.resource.options) : '';
      return oembedUrl(relativeSite(site), feedPageUrl(site, id) + query, asked.format);
    });
  });
  return router;
}

async function describe(
  dependencies: RouteDependencies,
  asked: OembedRequest,
): Promise<({ readonly described: Described } & Pick<BuiltDocument, 'affectedBy' | 'lastModified'>) | Absence> {
  const { resource } = asked;
  return resource.kind === 'feed'
    ? describeFeed(dependencies, asked, resource)
    : describeArticle(dependencies, asked, resource.id);
}

async function describeFeed(
  dependencies: RouteDependencies,
  asked: OembedRequest,
  { name, options }: Extract<OembedRequest['resource'], { kind: 'feed' }>,
) {
  const { site } = dependencies;
  const lookup = await findEmbeddedFeed(dependencies, name);
  if (lookup.kind !== 'found') return lookup;
  const { definition } = lookup;
  const { headlines, ...rest } = await loadHeadlines(dependencies, definition, options.count);
  const size = fit(asked, WIDTH, frameHeight(options));
  const picture = headlines.items.find((item) => item.i)?.i;
  return {
    described: {
      title: definition.title,
      ...size,
      ...thumbnail(asked, picture),
      html: feedFrameHtml({ site, definition, options }, size),
    },
    ...rest,
  };
}

async function describeArticle({ store, site }: RouteDependencies, asked: OembedRequest, id: ArticleId) {
  const article = await store.findVisible(id);
  if (article === undefined) return { kind: 'missing', what: 'article' } satisfies Absence;
  const size = fit(asked, CARD_WIDTH, CARD_HEIGHT);
  const { url, width, height } = article.image?.thumbnail ?? article.image ?? {};
  const picture = url && width && height ? ([mediaUrl(site, url), width, height] as const) : undefined;
  return {
    described: {
      title: article.title,
      authorName: article.byline.map((author) => author.name).join(', '),
      ...size,
      ...thumbnail(asked, picture),
      html: articleFrameHtml(site, article, size),
    },
    lastModified: article.updatedAt,
    affectedBy: affectedByArticle(id),
  };
}

function fit({ maxWidth, maxHeight }: OembedRequest, width: number, height: number) {
  return { width: Math.min(width, maxWidth), height: Math.min(height, maxHeight) };
}

/** A thumbnail has to keep to the limits as well (section 2.3.4). */
function thumbnail({ maxWidth, maxHeight }: OembedRequest, picture: Oembed['thumbnail']): Pick<Oembed, 'thumbnail'> {
  return picture && picture[1] <= maxWidth && picture[2] <= maxHeight ? { thumbnail: picture } : {};
}
