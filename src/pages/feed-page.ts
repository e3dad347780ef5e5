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

/** The data of a feed's page. */
export interface FeedInput extends PageInput {
  readonly definition: FeedDefinition;
  readonly articles: readonly ListedArticle[];
  /** Absent for a feed that never had an article. */
  readonly updated?: Timestamp | undefined;
  /** The options for oEmbed as a query with its question mark; empty for none. */
  readonly embedQuery?: string | undefined;
  /** The path for a POST that makes a short address, below the site's base path: `/feeds/c?category=israel`. */
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
  /** Absent for a feed that only a query identifies, because the address of a script has no query. */
  readonly embed: EmbedExample | undefined;
}

/** Builds the page of a feed: headlines, addresses and snippet. */
export function buildFeedView(input: FeedInput, buildLayout: BuildLayout): FeedView {
  const { site, definition, articles, updated, shorten } = input;
  const { title, description, image } = definition;
  const address = feedPageUrl(site, definition.id);
  const card = { ...plainCard(title, description, address), image };
  const byQuery = isByQuery(definition);
  // Not canonical: there are too many possible queries for search engines.
  const canonical = byQuery ? {} : { canonical: address, embeddable: address + (input.embedQuery ?? '') };
  return {
    layout: buildLayout(input, { title, description, card, feed: definition, ...canonical }),
    feed: buildFeedSummary(site, definition),
    home: definition.home === address ? undefined : httpUrl(definition.home),
    copyright: definition.copyright,
    licence: httpUrl(definition.licence),
    updated: updated === undefined ? undefined : showDate(site, updated, 'en'),
    rows: articles.map((article) => buildHeadlineRow(site, article)),
    subscribe: listFeedLinks(site, definition),
    shorten: shorten && { action: basePath(site) + shorten.action },
    embed: byQuery ? undefined : buildEmbedExample(site, definition),
  };
}

/** Whether only a query identifies the feed: `custom?category=israel`. */
function isByQuery({ id }: Pick<FeedDefinition, 'id'>): boolean {
  return id.split('?', 1)[0] === 'custom';
}
