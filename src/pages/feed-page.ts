import { feedPageUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { buildEmbedExample, type EmbedExample } from './embed-example.ts';
import { buildFeedSummary, type FeedSummary } from './feed-summary.ts';
import { buildHeadlineRow, type HeadlineRow, type ListedArticle } from './headline-row.ts';
import { basePath, httpUrl } from './links.ts';
import {
  type BuildLayout,
  type FeedLink,
  listFeedLinks,
  type PageInput,
  type PageLayout,
  plainCard,
} from './page-layout.ts';
import { type ShownDate, showDate } from './show-date.ts';

/** What the page of a feed is made of. `updated` is absent where the feed never held a story. */
export interface FeedInput extends PageInput {
  readonly definition: FeedDefinition;
  readonly articles: readonly ListedArticle[];
  readonly updated?: Timestamp | undefined;
  /** The options with which it is embedded by oEmbed, with the question mark; empty for none. */
  readonly embedQuery?: string | undefined;
  /** Where this feed can be given a short address, by POST: the path below the site's base path, `/feeds/c?category=israel`. */
  readonly shorten?: { readonly action: string } | undefined;
}

/** `feed.hbs`. */
export interface FeedView {
  readonly layout: PageLayout;
  readonly feed: FeedSummary;
  readonly home: string | undefined;
  readonly copyright: string | undefined;
  readonly licence: string | undefined;
  readonly updated: ShownDate | undefined;
  readonly rows: readonly HeadlineRow[];
  readonly subscribe: readonly FeedLink[];
  readonly shorten: { readonly action: string } | undefined;
  /** Absent for a feed that is known by its query alone: the address of a script carries none. */
  readonly embed: EmbedExample | undefined;
}

/** A feed for people: its headlines, its addresses, its snippet. */
export function buildFeedView(input: FeedInput, buildLayout: BuildLayout): FeedView {
  const { site, definition, articles, updated, shorten } = input;
  const { title, description, image } = definition;
  const address = feedPageUrl(site, definition.id);
  const card = { ...plainCard(title, description, address), image };
  const byQuery = isByQuery(definition);
  // There are endlessly many choices; a search engine is to follow none of them.
  const canonical = byQuery ? {} : { canonical: address, embeddable: address + (input.embedQuery ?? '') };
  return {
    layout: buildLayout(input, { title, description, card, feed: definition, ...canonical }),
    feed: buildFeedSummary(site, definition),
    home: definition.home === address ? undefined : httpUrl(definition.home),
    copyright: definition.copyright,
    licence: httpUrl(definition.licence),
    updated: updated === undefined ? undefined : showDate(updated, 'en'),
    rows: articles.map((article) => buildHeadlineRow(site, article)),
    subscribe: listFeedLinks(site, definition),
    shorten: shorten && { action: basePath(site) + shorten.action },
    embed: byQuery ? undefined : buildEmbedExample(site, definition),
  };
}

/** Whether the feed has no name but the choice itself: `custom?category=israel`, or `custom` where nothing was chosen. */
function isByQuery({ id }: Pick<FeedDefinition, 'id'>): boolean {
  return id.split('?', 1)[0] === 'custom';
}
