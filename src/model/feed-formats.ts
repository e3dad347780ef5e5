/**
 * The formats of feeds, `/feeds/{feed}.{format}`, in the order in which they are offered. With `hasDelta`, a reader can ask for the new
 * entries alone (RFC 3229, `A-IM: feed`). A format with `isSyndication` is offered on pages and in Link headers, and has archive pages.
 */
export const FEED_FORMATS = {
  rss: { type: 'application/rss+xml', name: 'RSS', hasDelta: true, isSyndication: true },
  atom: { type: 'application/atom+xml', name: 'Atom', hasDelta: true, isSyndication: true },
  json: { type: 'application/feed+json', name: 'JSON Feed', hasDelta: false, isSyndication: true },
} as const;

export type FeedFormat = keyof typeof FEED_FORMATS;

export type SyndicationFormat = {
  [Format in FeedFormat]: (typeof FEED_FORMATS)[Format]['isSyndication'] extends true ? Format : never;
}[FeedFormat];

export const SERVED_FORMATS = Object.keys(FEED_FORMATS) as readonly FeedFormat[];

export const SYNDICATION_FORMATS = SERVED_FORMATS.filter(isSyndication);

export function isSyndication(format: FeedFormat): format is SyndicationFormat {
  return FEED_FORMATS[format].isSyndication;
}
