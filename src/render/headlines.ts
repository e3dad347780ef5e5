import type { Headline, Headlines } from '../../widget/contract/headlines.ts';
import { moreQuery } from '../../widget/contract/script-query.ts';
import { findDirection } from '../model/language.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { FeedDocument } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { FeedThumbnail } from './feed-media.ts';
import { localizeHeadlines } from './localize-headlines.ts';
import { shorten } from './plain-text.ts';

/** The newest `count` headlines of a feed. The document needs one item more than `count`, to tell whether the feed has more. */
export function buildHeadlines(document: FeedDocument, count: number): Headlines {
  return omitUndefined({
    v: 1,
    feed: document.id,
    title: document.title,
    home: document.page,
    name: document.publisher.name,
    lang: document.language,
    dir: findDirection(document.language ?? ''),
    end: document.items.length <= count ? 1 : undefined,
    items: document.items.slice(0, count).map((item) => buildHeadline(document, item)),
  });
}

/** The query of a widget's headlines. */
export interface HeadlinesRequest {
  readonly excerpt?: boolean;
  /** Language of labels and dates; the feed's by default. */
  readonly language?: string;
}

/** The headlines for one request: localized, and with summaries only if it asks for them. */
export function trimHeadlines<Given extends Headlines>(
  headlines: Given,
  { excerpt, language }: HeadlinesRequest,
): Given {
  const localized = {
    ...localizeHeadlines(headlines, language),
    q: moreQuery({ excerpt: excerpt ? 1 : 0, lang: language?.toLowerCase() }),
  };
  return excerpt ? localized : { ...localized, items: localized.items.map(({ s: _summary, ...item }) => item) };
}

export function renderHeadlines(headlines: Headlines): string {
  return JSON.stringify(headlines);
}

/** In UTF-16 units. */
const MAX_SUMMARY_LENGTH = 160;

function buildHeadline(document: FeedDocument, item: FeedItem): Headline {
  const thumbnail = findThumbnail(document, item);
  return omitUndefined({
    id: item.id,
    t: item.title,
    u: item.url,
    d: Math.floor(item.publishedAt / 1000),
    s: shorten(item.summary, MAX_SUMMARY_LENGTH) || undefined,
    b: item.authors.map((author) => author.name).join(', ') || undefined,
    i: thumbnail && ([thumbnail.url, thumbnail.width, thumbnail.height] as const),
    l: item.language,
    dir: findDirection(item.language ?? ''),
  });
}

/** Only images of our own: the widget loads nothing from third parties. */
function findThumbnail(document: FeedDocument, { image }: FeedItem): FeedThumbnail | undefined {
  return image?.thumbnail?.url.startsWith(document.media) ? image.thumbnail : undefined;
}
