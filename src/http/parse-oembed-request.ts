import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { OEMBED_FORMATS, type OembedFormat } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { parseArticleId } from '../model/ids.ts';
import type { Site } from '../model/site.ts';
import { embedQuery } from '../pages/embed-query.ts';
import { type FeedName, parseFeedName, pathOf } from '../publish/feed-address.ts';
import { HttpError } from './http-error.ts';

/** A page of this server, and how a consumer wants it described (oEmbed 1.0, section 2.2). */
export interface OembedRequest {
  readonly resource:
    | { readonly kind: 'feed'; readonly name: FeedName; readonly options: Options }
    | { readonly kind: 'article'; readonly id: ArticleId };
  readonly format: OembedFormat;
  readonly maxWidth: number;
  readonly maxHeight: number;
}

/** Parses the query. Throws 400 if no page is named, 501 for another format (section 2.3.3), 404 for a page of another site. */
export function parseOembedRequest(site: Site, query: URLSearchParams): OembedRequest {
  const url = query.get('url');
  if (url === null) {
    throw new HttpError(
      'invalid-request',
      'url: expected the address of a feed’s page or an article’s page, got none.',
    );
  }
  const asked = query.get('format') || 'json';
  const format = OEMBED_FORMATS.find((known) => known === asked);
  if (format === undefined)
    throw new HttpError('format-not-supported', `format: expected ${OEMBED_FORMATS.join(' or ')}.`);
  const resource = parseResource(site, url);
  if (resource === undefined) throw new HttpError('embed-not-found');
  return {
    resource,
    format,
    maxWidth: parseMaxPixels(query, 'maxwidth'),
    maxHeight: parseMaxPixels(query, 'maxheight'),
  };
}

/** The host of the address must be that of `PUBLIC_URL`, since all clients share the cached answer. `http` may replace `https`. */
function parseResource(site: Site, address: string): OembedRequest['resource'] | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const home = new URL(site.publicUrl);
  if (url.host !== home.host || !/^https?:$/.test(url.protocol)) return undefined;
  const base = home.pathname.replace(/\/$/, '');
  const path = /^\/(?<folder>feeds|articles)\/(?<rest>.+?)\/?$/.exec(
    url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : '',
  )?.groups;
  const segments = decodeSegments(path?.rest ?? '');
  if (path?.folder === 'articles') {
    const id = parseArticleId(segments.join('/'));
    return id === undefined ? undefined : { kind: 'article', id };
  }
  const name = parseFeedName(segments);
  return name === undefined || name.kind === 'custom'
    ? undefined
    : { kind: 'feed', name, options: parseOptions((option) => url.searchParams.get(option)) };
}

function decodeSegments(path: string): readonly string[] {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return [];
  }
}

function parseMaxPixels(query: URLSearchParams, name: string): number {
  const given = query.get(name) ?? '';
  return /^[1-9]\d{0,4}$/.test(given) ? Number(given) : Number.POSITIVE_INFINITY;
}

export function keyOf({ resource, format, maxWidth, maxHeight }: OembedRequest): string {
  const page = resource.kind === 'article' ? resource.id : pathOf(resource.name) + embedQuery(resource.options);
  return `oembed ${format} ${maxWidth}x${maxHeight} ${page}`;
}
