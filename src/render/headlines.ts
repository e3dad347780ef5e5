import type { Headline, Headlines } from '../../widget/contract/headlines.ts';
import { moreQuery } from '../../widget/contract/script-query.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { FeedDocument } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { FeedThumbnail } from './feed-media.ts';
import { localizeHeadlines } from './localize-headlines.ts';
import { shorten } from './plain-text.ts';

/** The newest `count` headlines of a feed; whether it has more shows in a document of at least one item more. */
export function buildHeadlines(document: FeedDocument, count: number): Headlines {
  return omitUndefined({
    v: 1,
    feed: document.id,
    title: document.title,
    home: document.page,
    name: document.publisher.name,
    lang: document.language,
    end: document.items.length <= count ? 1 : undefined,
    items: document.items.slice(0, count).map((item) => buildHeadline(document, item)),
  });
}

/** What the address of a widget's headlines asks for. */
export interface HeadlinesRequest {
  readonly excerpt?: boolean;
  /** The language of the widget's own words; the feed's where nobody asks for another. */
  readonly language?: string;
}

/** The headlines as a widget is given them: without summaries that it does not show, with all words that it says itself. */
export function trimHeadlines<Given extends Headlines>(
  headlines: Given,
  { excerpt, language }: HeadlinesRequest,
): Given {
  const said = {
    ...localizeHeadlines(headlines, language),
    q: moreQuery({ excerpt: excerpt ? 1 : 0, lang: language?.toLowerCase() }),
  };
  return excerpt ? said : { ...said, items: said.items.map(({ s: _summary, ...item }) => item) };
}

/** Renders headlines as JSON. */
export function renderHeadlines(headlines: Headlines): string {
  return JSON.stringify(headlines);
}

/** UTF-16 units. */
const SUMMARY_LENGTH = 160;

function buildHeadline(document: FeedDocument, item: FeedItem): Headline {
  const thumbnail = findThumbnail(document, item);
  return omitUndefined({
    id: item.id,
    t: item.title,
    u: item.url,
    d: Math.floor(item.publishedAt / 1000),
    s: shorten(item.summary, SUMMARY_LENGTH) || undefined,
    b: item.authors.map((author) => author.name).join(', ') || undefined,
    i: thumbnail && ([thumbnail.url, thumbnail.width, thumbnail.height] as const),
    l: item.language,
  });
}

/** Only from our own media folder: a church's page asks no third host for anything. */
function findThumbnail(document: FeedDocument, { image }: FeedItem): FeedThumbnail | undefined {
  return image?.thumbnail?.url.startsWith(document.media) ? image.thumbnail : undefined;
}
