import type { FeedDefinition } from '../model/feed-definition.ts';
import { buildEmbedExample, type EmbedExample } from './embed-example.ts';
import { buildFeedSummary, type FeedSummary } from './feed-summary.ts';
import { buildHeadlineRow, buildLeadRow, type HeadlineRow, type ListedArticle } from './headline-row.ts';
import {
  type BuildLayout,
  type FeedLink,
  listFeedLinks,
  type PageInput,
  type PageLayout,
  plainCard,
} from './page-layout.ts';

/** The data of the landing page. `headlinesFeed` is the feed that it offers to follow and embed. */
export interface LandingInput extends PageInput {
  readonly feeds: readonly FeedDefinition[];
  readonly headlinesFeed?: FeedDefinition | undefined;
  readonly latest: readonly ListedArticle[];
}

/** `landing.hbs`. */
export interface LandingView {
  readonly layout: PageLayout;
  readonly feeds: readonly FeedSummary[];
  readonly rows: readonly HeadlineRow[];
  readonly subscribe: readonly FeedLink[] | undefined;
  readonly embed: EmbedExample | undefined;
}

/** Builds the landing page: latest stories, feeds, how to subscribe, how to embed. */
export function buildLandingView(
  { site, feeds, headlinesFeed, latest }: LandingInput,
  buildLayout: BuildLayout,
): LandingView {
  const description = `Read ${site.name}, follow it in a feed reader, and show its headlines on your church’s website. It is free, and you need no account.`;
  const canonical = `${site.publicUrl}/`;
  const card = plainCard(site.name, description, canonical);
  return {
    layout: buildLayout({ site, headlinesFeed }, { description, canonical, card, at: 'home' }),
    feeds: feeds.map((feed) => buildFeedSummary(site, feed)),
    rows: latest.map((article, index) => (index === 0 ? buildLeadRow : buildHeadlineRow)(site, article)),
    subscribe: headlinesFeed && listFeedLinks(site, headlinesFeed),
    embed: headlinesFeed && buildEmbedExample(site, headlinesFeed),
  };
}
