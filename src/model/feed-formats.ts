/** What the rest of the code needs to know about a format of feeds. */
interface FeedFormatInfo {
  /** Media type. */
  readonly type: string;
  /** The name that people use. */
  readonly name: string;
  /** Whether a reader can ask for the new entries alone (RFC 3229 with `A-IM: feed`). */
  readonly hasDelta: boolean;
  /**
   * Whether feed readers subscribe to it. Such a format is offered on pages, by autodiscovery and in Link headers, and has archive pages. Any
   * other format is served at its address alone.
   */
  readonly isSyndication: boolean;
}

/** The formats in which a feed is served, `/feeds/{feed}.{format}`, in the order in which they are offered. */
export const FEED_FORMATS = {
  rss: { type: 'application/rss+xml', name: 'RSS', hasDelta: true, isSyndication: true },
  atom: { type: 'application/atom+xml', name: 'Atom', hasDelta: true, isSyndication: true },
  json: { type: 'application/feed+json', name: 'JSON Feed', hasDelta: false, isSyndication: true },
} as const satisfies Readonly<Record<string, FeedFormatInfo>>;

export type FeedFormat = keyof typeof FEED_FORMATS;

/** A format for feed readers. */
export type SyndicationFormat = {
  [Format in FeedFormat]: (typeof FEED_FORMATS)[Format]['isSyndication'] extends true ? Format : never;
}[FeedFormat];

/** All formats. */
export const SERVED_FORMATS = Object.keys(FEED_FORMATS) as readonly FeedFormat[];

/** The formats for feed readers. */
export const SYNDICATION_FORMATS = SERVED_FORMATS.filter(isSyndication);

/** Whether feed readers subscribe to this format. */
export function isSyndication(format: FeedFormat): format is SyndicationFormat {
  return FEED_FORMATS[format].isSyndication;
}
