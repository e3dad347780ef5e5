import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { OEMBED_FORMATS, type OembedFormat } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { parseArticleId } from '../model/ids.ts';
import type { Site } from '../model/site.ts';
import { embedQuery } from '../pages/embed-query.ts';
import { type FeedName, parseFeedName, pathOf } from '../publish/feed-address.ts';
import { HttpError } from './http-error.ts';

/** What is asked for: a page of ours, and how it is to be described (oEmbed 1.0, section 2.2). */
export interface OembedRequest {
  readonly resource:
    | { readonly kind: 'feed'; readonly name: FeedName; readonly options: Options }
    | { readonly kind: 'article'; readonly id: ArticleId };
  readonly format: OembedFormat;
  /** Pixels. */
  readonly maxWidth: number;
  readonly maxHeight: number;
}

/** Reads the query. Throws 400 where no page is named, 501 for another format (section 2.3.3), 404 for what is no page of ours. */
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
  return { resource, format, maxWidth: mostPixels(query, 'maxwidth'), maxHeight: mostPixels(query, 'maxheight') };
}

/**
 * Reads the address of a page. Only those under which we are published are ours, whatever name the request came by: the answer is kept for all who ask.
 * Some who paste write http for https.
 */
function parseResource(site: Site, address: string): OembedRequest['resource'] | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const home = new URL(site.publicUrl);
  if (url.host !== home.host || !/^https?:$/.test(url.protocol)) return undefined;
  const base = home.pathname.replace(/\/$/, '');
  const path = /^\/(?<room>feeds|articles)\/(?<rest>.+?)\/?$/.exec(
    url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : '',
  )?.groups;
  const segments = decodeSegments(path?.rest ?? '');
  if (path?.room === 'articles') {
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

/** A consumer's number that makes no sense is no limit: the visitor of its page is not to suffer for it. */
function mostPixels(query: URLSearchParams, name: string): number {
  const given = query.get(name) ?? '';
  return /^[1-9]\d{0,4}$/.test(given) ? Number(given) : Number.POSITIVE_INFINITY;
}

/** One key for every spelling of a asked; it is no address, since the address has many. */
export function keyOf({ resource, format, maxWidth, maxHeight }: OembedRequest): string {
  const page = resource.kind === 'article' ? resource.id : pathOf(resource.name) + embedQuery(resource.options);
  return `oembed ${format} ${maxWidth}x${maxHeight} ${page}`;
}
