import { archiveUrl, feedPageUrl, feedUrl } from '../model/addresses.ts';
import type { FeedFormat } from '../model/feed-formats.ts';
import type { Site } from '../model/site.ts';

/** Addresses as requests name them, which are the keys of the cache: a document is found without any routing. */
const HERE: Site = { name: '', publicUrl: '' };

/** The key of a feed's document. */
export function feedKey(feedId: string, format: FeedFormat): string {
  return feedUrl(HERE, feedId, format);
}

/** The key of a feed's page for people. */
export function feedPageKey(feedId: string): string {
  return feedPageUrl(HERE, feedId);
}

/** The key of a page of a feed's archive. */
export function archiveDocumentKey(feedId: string, page: number, format: FeedFormat): string {
  return archiveUrl(HERE, feedId, page, format);
}

/** An address with one more parameter. */
export function withParameter(address: string, name: string, value: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}
