import type { Article, ArticleId, MediaReference } from './article.ts';
import type { FeedFormat } from './feed-formats.ts';
import type { Site } from './site.ts';

/** Response formats (oEmbed 1.0, section 2.3.3). */
export const OEMBED_FORMATS = ['json', 'xml'] as const;
export type OembedFormat = (typeof OEMBED_FORMATS)[number];

/** The media types of discovery links (oEmbed 1.0, section 4). */
export const OEMBED_LINK_TYPES: Readonly<Record<OembedFormat, string>> = {
  json: 'application/json+oembed',
  xml: 'text/xml+oembed',
};

const MEDIA_SCHEME = 'tidings-media:';

/** The guid of an article: the same URN (RFC 9562, section 4) in every format, for ever. */
export function guidOf(id: ArticleId): string {
  return `urn:uuid:${id}`;
}

export function feedPageUrl(site: Site, feedId: string): string {
  return address(site, 'feeds', feedId, '');
}

export function feedUrl(site: Site, feedId: string, format: FeedFormat): string {
  return address(site, 'feeds', feedId, `.${format}`);
}

/** Page 1 has the oldest articles. */
export function archiveUrl(site: Site, feedId: string, page: number, format: FeedFormat): string {
  return address(site, 'feeds', feedId, `/archive/${page}.${format}`);
}

export function widgetScriptUrl(site: Site, feedId: string): string {
  return address(site, 'v1', feedId, '.js');
}

/** A feed's headlines as a page for an iframe; `query` begins with its question mark. */
export function embedUrl(site: Site, feedId: string, query = ''): string {
  return address(site, 'embed', feedId, query);
}

export function embedArticleUrl(site: Site, id: ArticleId): string {
  return `${site.publicUrl}/embed/articles/${id}`;
}

export function oembedUrl(site: Site, pageUrl: string, format: OembedFormat): string {
  return `${site.publicUrl}/oembed?url=${encodeURIComponent(pageUrl)}&format=${format}`;
}

export function articlePageUrl(site: Site, id: ArticleId): string {
  return `${site.publicUrl}/articles/${id}`;
}

/** `page` is a number from 1, or `pages` for the pages that are not articles. */
export function sitemapUrl(site: Site, page?: number | 'pages'): string {
  return `${site.publicUrl}/sitemap${page === undefined ? '' : `/${page}`}.xml`;
}

/** The link for readers: the newsroom's own page of the article where there is one. */
export function articleUrl(site: Site, article: Pick<Article, 'id' | 'canonicalUrl'>): string {
  return article.canonicalUrl ?? articlePageUrl(site, article.id);
}

export function mediaReference(fileName: string): MediaReference {
  return `${MEDIA_SCHEME}${fileName}`;
}

/** URLs that are not in the media folder stay as they are. */
export function mediaUrl(site: Site, reference: MediaReference): string {
  return reference.startsWith(MEDIA_SCHEME)
    ? `${site.publicUrl}/media/${reference.slice(MEDIA_SCHEME.length)}`
    : reference;
}

export function resolveMedia(site: Site, html: string): string {
  return html.replaceAll(MEDIA_SCHEME, `${site.publicUrl}/media/`);
}

/** The ending goes before the query of a custom feed: `custom?tag=a` and `.rss` make `custom.rss?tag=a`. */
function address(site: Site, prefix: 'feeds' | 'v1' | 'embed', feedId: string, ending: string): string {
  const [path = '', query] = feedId.split('?', 2);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${site.publicUrl}/${prefix}/${encoded}${ending}${query === undefined ? '' : `?${query}`}`;
}
