import { archiveUrl, FEED_FORMATS, type FeedFormat, feedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { some } from './some.ts';
import { toWebUrl } from './web-url.ts';

/** The addresses of one document, by format. */
export type DocumentUrls = Readonly<Record<FeedFormat, string>>;

/** Which of a feed's documents is meant: a page of its archive or, without `page`, the feed's own. */
export interface ArchivePlace {
  /** How many pages the archive has: 1 the oldest, this one the newest; 0 where nothing is archived. */
  readonly pages: number;
  /**
   * From 1 to `pages`. A page changes only with its own articles, but for one time: the newest has no `next-archive` until
   * another page stands above it.
   */
  readonly page?: number;
}

/** The other documents of a feed as one of them names them (RFC 5005, section 4). */
export interface FeedArchive {
  /** The page that this document is; absent for the feed's own. */
  readonly page?: number;
  /** The feed's own document, where the newest items are. */
  readonly current: DocumentUrls;
  /** The page with the items that came before these. */
  readonly older?: DocumentUrls;
  /** The page with the items that came after these; absent where those are in the feed's own document. */
  readonly newer?: DocumentUrls;
}

/** Builds the links between the documents of a feed; `undefined` for a feed without an archive. */
export function buildFeedArchive(
  site: Site,
  { id }: Pick<FeedDefinition, 'id'>,
  place: ArchivePlace | undefined,
): FeedArchive | undefined {
  if (place === undefined || place.pages < 1) return undefined;
  const { pages, page } = place;
  if (page !== undefined && !(Number.isInteger(page) && page >= 1 && page <= pages)) {
    throw new RangeError(`an archive of ${pages} pages has no page ${page}`);
  }
  const urlsOf = (n: number) => documentUrls((format) => archiveUrl(site, id, n, format));
  const older = page === undefined ? pages : page - 1;
  return {
    ...some('page', page),
    current: documentUrls((format) => feedUrl(site, id, format)),
    ...some('older', older === 0 ? undefined : urlsOf(older)),
    ...some('newer', page === undefined || page === pages ? undefined : urlsOf(page + 1)),
  };
}

/** Where a document of a feed is found. */
export function buildSelfUrls(site: Site, { id }: Pick<FeedDefinition, 'id'>, page: number | undefined): DocumentUrls {
  return documentUrls((format) =>
    page === undefined ? feedUrl(site, id, format) : archiveUrl(site, id, page, format),
  );
}

/** Our own addresses are absolute, because the site's is. */
function documentUrls(urlOf: (format: FeedFormat) => string): DocumentUrls {
  const urls = FEED_FORMATS.map((format) => [format, toWebUrl(urlOf(format)) ?? urlOf(format)] as const);
  return Object.fromEntries(urls) as Record<FeedFormat, string>;
}
