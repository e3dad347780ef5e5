import { archiveUrl, feedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { type FeedFormat, SERVED_FORMATS } from '../model/feed-formats.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import { toWebUrl } from '../model/web-url.ts';

/** The addresses of one document, by format. */
export type DocumentUrls = Readonly<Record<FeedFormat, string>>;

/** Which of a feed's documents is meant: a page of its archive or, without `page`, the feed's own. */
export interface ArchivePages {
  /** How many pages the archive has: 1 the oldest, this one the newest; 0 where nothing is archived. */
  readonly pages: number;
  /** From 1 to `pages`. */
  readonly page?: number;
}

/** Where a document stands among the pages of the feed as it is now (RFC 5005, section 3). */
export interface PagingCursors {
  /** The cursor behind which this document begins; absent for the feed's own. */
  readonly after?: string;
  /** The cursor behind which the next one begins; absent where nothing follows. */
  readonly next?: string;
}

/** The neighbours of a page of the feed as it is now. */
export interface FeedPaging {
  /** The feed's own document; absent where this is it. */
  readonly first?: DocumentUrls;
  readonly next?: DocumentUrls;
}

/** The other documents of a feed as one of them names them (RFC 5005, section 4). */
export interface FeedArchive {
  /** The page that this document is; absent for the feed's own. */
  readonly page?: number;
  /** The feed's own document, where the newest items are. */
  readonly current: DocumentUrls;
  /** The page with the items that came before these. */
  readonly older?: DocumentUrls;
  /**
   * The page with the items that came after these; absent for the feed's own document. The newest page names its successor too, whose address leads to
   * the feed's own document until it is made: so no page ever changes for another's sake.
   */
  readonly newer?: DocumentUrls;
}

/** Builds the links between the documents of a feed; `undefined` for a feed without an archive. */
export function buildFeedArchive(
  site: Site,
  { id }: Pick<FeedDefinition, 'id'>,
  place: ArchivePages | undefined,
): FeedArchive | undefined {
  if (place === undefined || place.pages < 1) return undefined;
  const { pages, page } = place;
  if (page !== undefined && !(Number.isInteger(page) && page >= 1 && page <= pages)) {
    throw new RangeError(`an archive of ${pages} pages has no page ${page}`);
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

/** Builds the links between the pages of a feed as it is now. */
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

/** Where a document of a feed is found: its own, a page of its archive, or what stands behind a cursor. */
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

/** Our own addresses are absolute, because the site's is. */
function documentUrls(urlOf: (format: FeedFormat) => string): DocumentUrls {
  const urls = SERVED_FORMATS.map((format) => [format, toWebUrl(urlOf(format)) ?? urlOf(format)] as const);
  return Object.fromEntries(urls) as Record<FeedFormat, string>;
}
