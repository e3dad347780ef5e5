import { feedPageUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { buildEmbedExample } from './embed-example.ts';
import { buildFeedSummary } from './feed-summary.ts';
import { buildHeadlineRow, type ListedArticle } from './headline-row.ts';
import { basePath, httpUrl } from './links.ts';
import { type BuildLayout, listFeedLinks, type PageInput, plainCard } from './page-layout.ts';
import { showDate } from './show-date.ts';

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

export function buildFeedView(input: FeedInput, buildLayout: BuildLayout) {
  const { site, definition, articles, updated, shorten } = input;
  const { title, description, image } = definition;
  const address = feedPageUrl(site, definition.id);
  const card = { ...plainCard(title, description, address), image };
  // Only a query identifies the feed: `custom?category=israel`.
  const byQuery = definition.id.split('?', 1)[0] === 'custom';
  // Not canonical: there are too many possible queries for search engines.
  const canonical = byQuery ? {} : { canonical: address, embeddable: address + (input.embedQuery ?? '') };
  return {
    layout: buildLayout(input, { title, description, card, feed: definition, ...canonical }),
    feed: buildFeedSummary(site, definition),
    home: definition.home === address ? undefined : httpUrl(definition.home),
    copyright: definition.copyright,
    licence: httpUrl(definition.licence),
    updated: updated === undefined ? undefined : showDate(site, updated, 'en'),
    byQuery,
    isPodcast: definition.podcast !== undefined,
    rows: articles.map((article) => buildHeadlineRow(site, article)),
    subscribe: listFeedLinks(site, definition),
    shorten: shorten && { action: basePath(site) + shorten.action },
    // The address of a script has no query.
    embed: byQuery ? undefined : buildEmbedExample(site, definition),
  };
}
