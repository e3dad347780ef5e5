import { feedPageUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { buildEmbedExample, type EmbedExample } from './embed-example.ts';
import { buildFeedSummary, type FeedSummary } from './feed-summary.ts';
import { buildHeadlineRow, type HeadlineRow, type ListedArticle } from './headline-row.ts';
import { httpUrl } from './links.ts';
import { type BuildFrame, type FeedLink, type Frame, listFeedLinks, type PageInput, plainCard } from './page-frame.ts';
import { type ShownDate, showDate } from './show-date.ts';

/** What the page of a feed is made of. `updated` is absent where the feed never held a story. */
export interface FeedInput extends PageInput {
  readonly definition: FeedDefinition;
  readonly articles: readonly ListedArticle[];
  readonly updated?: Timestamp | undefined;
}

/** `feed.hbs`. */
export interface FeedView {
  readonly frame: Frame;
  readonly feed: FeedSummary;
  readonly home: string | undefined;
  readonly copyright: string | undefined;
  readonly licence: string | undefined;
  readonly updated: ShownDate | undefined;
  readonly rows: readonly HeadlineRow[];
  readonly subscribe: readonly FeedLink[];
  readonly embed: EmbedExample;
}

/** A feed for people: its headlines, its addresses, its snippet. */
export function buildFeedView(input: FeedInput, frame: BuildFrame): FeedView {
  const { site, definition, articles, updated } = input;
  const { title, description, image } = definition;
  const canonical = feedPageUrl(site, definition.id);
  const card = { ...plainCard(title, description, canonical), image };
  return {
    frame: frame(input, { title, description, canonical, card, feed: definition }),
    feed: buildFeedSummary(site, definition),
    home: definition.home === canonical ? undefined : httpUrl(definition.home),
    copyright: definition.copyright,
    licence: httpUrl(definition.licence),
    updated: updated === undefined ? undefined : showDate(updated, 'en'),
    rows: articles.map((article) => buildHeadlineRow(site, article)),
    subscribe: listFeedLinks(site, definition),
    embed: buildEmbedExample(site, definition),
  };
}
