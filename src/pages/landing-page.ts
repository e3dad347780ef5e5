import type { FeedDefinition } from '../model/feed-definition.ts';
import { buildEmbedExample } from './embed-example.ts';
import { buildFeedSummary } from './feed-summary.ts';
import { buildHeadlineRow, buildLeadRow, type ListedArticle } from './headline-row.ts';
import { type BuildLayout, listFeedLinks, type PageInput, plainCard } from './page-layout.ts';

export interface LandingInput extends PageInput {
  readonly feeds: readonly FeedDefinition[];
  readonly headlinesFeed?: FeedDefinition | undefined;
  readonly latest: readonly ListedArticle[];
}

export function buildLandingView({ site, feeds, headlinesFeed, latest }: LandingInput, buildLayout: BuildLayout) {
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
