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

/** What the landing page is made of. `headlinesFeed` is the feed to subscribe to, of the snippet and of the live widget. */
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

/** The first page: what there is, how to follow it, how to show it. */
export function buildLandingView(
  { site, feeds, headlinesFeed, latest }: LandingInput,
  buildLayout: BuildLayout,
): LandingView {
  const description = `${site.name} to read, to follow in a feed reader and to show on your church’s website, free and without an account.`;
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
