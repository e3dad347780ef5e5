import type { ArticleId } from '../model/article.ts';
import type { FeedDocument } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { FeedThumbnail } from './feed-media.ts';
import { shorten } from './plain-text.ts';
import { some } from './some.ts';

/** What the widget shows, in as few bytes as it can be said. Version 1 is for ever: members may be added, never changed. */
export interface Headlines {
  readonly v: 1;
  /** The feed's id. */
  readonly feed: string;
  readonly title: string;
  /** The feed's page on this server, from which the widget also knows where it came from. */
  readonly home: string;
  /** The newsroom. */
  readonly name: string;
  readonly lang?: string;
  /** 1 where the feed holds no more than these, so that the widget does not ask for more. */
  readonly end?: 1;
  readonly items: readonly Headline[];
}

/** One headline; what is absent is unknown or the same as in the feed. */
export interface Headline {
  readonly id: ArticleId;
  /** Title. */
  readonly t: string;
  /** URL of the article. */
  readonly u: string;
  /** Seconds since the Unix epoch. */
  readonly d: number;
  /** Summary in whole words, plain text. */
  readonly s?: string;
  /** Byline. */
  readonly b?: string;
  /** Picture: URL, width and height in pixels. It decorates the title beside it, so its words stay behind (WCAG 2.2, 1.1.1). */
  readonly i?: readonly [url: string, width: number, height: number];
  /** Language, where it is not the feed's. */
  readonly l?: string;
}

/** The newest `count` headlines of a feed; whether it has more shows in a document of at least one item more. */
export function buildHeadlines(document: FeedDocument, count: number): Headlines {
  return {
    v: 1,
    feed: document.id,
    title: document.title,
    home: document.page,
    name: document.publisher.name,
    ...some('lang', document.language),
    ...some('end', document.items.length <= count ? 1 : undefined),
    items: document.items.slice(0, count).map((item) => buildHeadline(document, item)),
  };
}

/** Renders headlines as JSON. */
export function renderHeadlines(headlines: Headlines): string {
  return JSON.stringify(headlines);
}

/** UTF-16 units. */
const SUMMARY_LENGTH = 160;

function buildHeadline(document: FeedDocument, item: FeedItem): Headline {
  const thumbnail = findThumbnail(document, item);
  return {
    id: item.id,
    t: item.title,
    u: item.url,
    d: Math.floor(item.publishedAt / 1000),
    ...some('s', shorten(item.summary, SUMMARY_LENGTH) || undefined),
    ...some('b', item.authors.map((author) => author.name).join(', ') || undefined),
    ...some('i', thumbnail && ([thumbnail.url, thumbnail.width, thumbnail.height] as const)),
    ...some('l', item.language),
  };
}

/** Only from our own media folder: a church's page asks no third host for anything. */
function findThumbnail(document: FeedDocument, { image }: FeedItem): FeedThumbnail | undefined {
  return image?.thumbnail?.url.startsWith(document.media) ? image.thumbnail : undefined;
}
