import { archiveUrl, feedPageUrl, feedUrl } from '../model/addresses.ts';
import type { FeedFormat } from '../model/feed-formats.ts';
import type { Site } from '../model/site.ts';

/** A document's key in the cache is the path of its address, so that a request finds it without routing. */
const HERE: Site = { name: '', publicUrl: '' };

/** The key of a feed's document. */
export function feedKey(feedId: string, format: FeedFormat): string {
  return feedUrl(HERE, feedId, format);
}

/** The key of a feed's page. */
export function feedPageKey(feedId: string): string {
  return feedPageUrl(HERE, feedId);
}

/** The key of an archive page of a feed. */
export function archiveDocumentKey(feedId: string, page: number, format: FeedFormat): string {
  return archiveUrl(HERE, feedId, page, format);
}

/** An address with one more parameter. */
export function withParameter(address: string, name: string, value: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}
