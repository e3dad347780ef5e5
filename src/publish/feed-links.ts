import { feedPageUrl, feedUrl } from '../model/addresses.ts';
import { FEED_FORMATS, type FeedFormat, isSyndication, SYNDICATION_FORMATS } from '../model/feed-formats.ts';
import type { Site } from '../model/site.ts';
import { documentLinks } from '../render/document-links.ts';
import type { FeedDocument } from '../render/feed-document.ts';

/** The Link header of a document (RFC 8288): the links of its body, the feed's page, and the other formats. */
export function linkHeader(site: Site, document: FeedDocument, format: FeedFormat): string {
  return [
    ...(isSyndication(format) ? documentLinks(document, format) : []).map(({ rel, href }) => `<${href}>; rel="${rel}"`),
    `<${feedPageUrl(site, document.id)}>; rel="alternate"; type="text/html"`,
    ...SYNDICATION_FORMATS.filter((other) => other !== format).map((other) => alternate(site, document.id, other)),
  ].join(', ');
}

/** The Link header of a page: autodiscovery for readers that do not parse HTML. */
export function alternatesHeader(site: Site, feedId: string): string {
  return SYNDICATION_FORMATS.map((format) => alternate(site, feedId, format)).join(', ');
}

function alternate(site: Site, feedId: string, format: FeedFormat): string {
  return `<${feedUrl(site, feedId, format)}>; rel="alternate"; type="${FEED_FORMATS[format].type}"; title="${FEED_FORMATS[format].name}"`;
}
