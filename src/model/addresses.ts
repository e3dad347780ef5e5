import type { Article, ArticleId, MediaReference } from './article.ts';
import type { FeedFormat } from './feed-formats.ts';
import type { Site } from './site.ts';

/** The formats of oEmbed 1.0, section 2.3.3. */
export const OEMBED_FORMATS = ['json', 'xml'] as const;
export type OembedFormat = (typeof OEMBED_FORMATS)[number];

/** Under which a page names them (oEmbed 1.0, section 4). */
export const OEMBED_LINK_TYPES: Readonly<Record<OembedFormat, string>> = {
  json: 'application/json+oembed',
  xml: 'text/xml+oembed',
};

const MEDIA_SCHEME = 'tidings-media:';

/** The guid of an article, the same in every format and for ever (RFC 4122 URN). */
export function guidOf(id: ArticleId): string {
  return `urn:uuid:${id}`;
}

export function feedPageUrl(site: Site, feedId: string): string {
  return address(site, 'feeds', feedId, '');
}

export function feedUrl(site: Site, feedId: string, format: FeedFormat): string {
  return address(site, 'feeds', feedId, `.${format}`);
}

/** A page of a feed's archive (RFC 5005, section 4), numbered from the oldest, 1. */
export function archiveUrl(site: Site, feedId: string, page: number, format: FeedFormat): string {
  return address(site, 'feeds', feedId, `/archive/${page}.${format}`);
}

export function widgetScriptUrl(site: Site, feedId: string): string {
  return address(site, 'v1', feedId, '.js');
}

/** A feed's headlines as a page that stands in a frame on another site; `query` says how, with its question mark. */
export function embedUrl(site: Site, feedId: string, query = ''): string {
  return address(site, 'embed', feedId, query);
}

/** An article as a card that stands in a frame on another site. */
export function embedArticleUrl(site: Site, id: ArticleId): string {
  return `${site.publicUrl}/embed/articles/${id}`;
}

/** Where a page of ours is described as oEmbed 1.0. */
export function oembedUrl(site: Site, pageUrl: string, format: OembedFormat): string {
  return `${site.publicUrl}/oembed?url=${encodeURIComponent(pageUrl)}&format=${format}`;
}

export function articlePageUrl(site: Site, id: ArticleId): string {
  return `${site.publicUrl}/articles/${id}`;
}

/** Where a reader is sent: the newsroom's own page where there is one, ours otherwise. */
export function articleUrl(site: Site, article: Pick<Article, 'id' | 'canonicalUrl'>): string {
  return article.canonicalUrl ?? articlePageUrl(site, article.id);
}

/** The stored reference of a file in the media folder. */
export function mediaReference(fileName: string): MediaReference {
  return `${MEDIA_SCHEME}${fileName}`;
}

/** The absolute URL of a stored media reference; other URLs pass unchanged. */
export function mediaUrl(site: Site, reference: MediaReference): string {
  return reference.startsWith(MEDIA_SCHEME)
    ? `${site.publicUrl}/media/${reference.slice(MEDIA_SCHEME.length)}`
    : reference;
}

/** Cleaned HTML with every stored media reference made absolute. */
export function resolveMedia(site: Site, html: string): string {
  return html.replaceAll(MEDIA_SCHEME, `${site.publicUrl}/media/`);
}

/** The ending stands before the query of a feed of one's own: `custom?tag=a` and `.rss` make `custom.rss?tag=a`. */
function address(site: Site, room: 'feeds' | 'v1' | 'embed', feedId: string, ending: string): string {
  const [path = '', query] = feedId.split('?', 2);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${site.publicUrl}/${room}/${encoded}${ending}${query === undefined ? '' : `?${query}`}`;
}
