import { archiveUrl, feedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { type FeedFormat, SERVED_FORMATS } from '../model/feed-formats.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import { toWebUrl } from '../model/web-url.ts';

/** The addresses of one document in all formats. */
export type DocumentUrls = Readonly<Record<FeedFormat, string>>;

/** Identifies a document of a feed: an archive page or, without `page`, the feed itself. */
export interface ArchivePages {
  /** Page 1 is the oldest. */
  readonly pages: number;
  /** From 1 to `pages`. */
  readonly page?: number;
}

/** The cursors of a page of a paged feed (RFC 5005, section 3). */
export interface PagingCursors {
  /** Absent for the first page. */
  readonly after?: string;
  /** Absent for the last page. */
  readonly next?: string;
}

export interface FeedPaging {
  /** Absent on the first page itself. */
  readonly first?: DocumentUrls;
  readonly next?: DocumentUrls;
}

/** The archive documents to which a document of a feed links (RFC 5005, section 4). */
export interface FeedArchive {
  /** Absent for the feed itself. */
  readonly page?: number;
  /** The feed itself. */
  readonly current: DocumentUrls;
  readonly older?: DocumentUrls;
  /**
   * Absent for the feed itself. The newest page also has this link, so that it stays the same when a page is added. Until then, the address
   * redirects to the feed.
   */
  readonly newer?: DocumentUrls;
}

/** `undefined` for a feed without an archive. */
export function buildFeedArchive(
  site: Site,
  { id }: Pick<FeedDefinition, 'id'>,
  archive: ArchivePages | undefined,
): FeedArchive | undefined {
  if (archive === undefined || archive.pages < 1) return undefined;
  const { pages, page } = archive;
  if (page !== undefined && !(Number.isInteger(page) && page >= 1 && page <= pages)) {
    throw new RangeError(`expected an archive page from 1 to ${pages}, got ${page}`);
  }
  const urlsOf = (n: number) => documentUrls((format) => archiveUrl(site, id, n, format));
  const older = page === undefined ? pages : page - 1;
  return omitUndefined({
    page,
    current: documentUrls((format) => feedUrl(site, id, format)),
    older: older === 0 ? undefined : urlsOf(older),
    newer: page === undefined ? undefined : urlsOf(page + 1),
  });
}

export function buildFeedPaging(
  site: Site,
  definition: Pick<FeedDefinition, 'id'>,
  { after, next }: PagingCursors,
): FeedPaging {
  return omitUndefined({
    first: after === undefined ? undefined : buildSelfUrls(site, definition, undefined, undefined),
    next: next === undefined ? undefined : buildSelfUrls(site, definition, undefined, next),
  });
}

/** Of an archive page, the page after a cursor, or the feed itself. */
export function buildSelfUrls(
  site: Site,
  { id }: Pick<FeedDefinition, 'id'>,
  page: number | undefined,
  after: string | undefined,
): DocumentUrls {
  return documentUrls((format) => {
    if (page !== undefined) return archiveUrl(site, id, page, format);
    const url = feedUrl(site, id, format);
    return after === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}after=${after}`;
  });
}

function documentUrls(urlOf: (format: FeedFormat) => string): DocumentUrls {
  const urls = SERVED_FORMATS.map((format) => [format, toWebUrl(urlOf(format)) ?? urlOf(format)] as const);
  return Object.fromEntries(urls) as Record<FeedFormat, string>;
}
