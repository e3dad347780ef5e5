import type { FeedDefinition } from '../model/feed-definition.ts';
import { buildCustomFeedForm, type FeedChoices } from './custom-feed-form.ts';
import { buildFeedSummary } from './feed-summary.ts';
import { type BuildLayout, type PageInput, plainCard } from './page-layout.ts';
import { buildCountedTermLinks } from './term-links.ts';

export interface FeedsInput extends PageInput {
  readonly feeds: readonly FeedDefinition[];
  readonly choices: FeedChoices;
}

export function buildFeedsView({ site, headlinesFeed, feeds, choices }: FeedsInput, buildLayout: BuildLayout) {
  const title = 'Feeds';
  const description = `All feeds of ${site.name} as RSS, Atom and JSON Feed, and as one OPML file.`;
  const canonical = `${site.publicUrl}/feeds`;
  const card = plainCard(title, description, canonical);
  return {
    layout: buildLayout({ site, headlinesFeed }, { title, description, canonical, card, at: 'feeds' }),
    feeds: feeds.map((feed) => buildFeedSummary(site, feed)),
    categories: buildCountedTermLinks(site, 'category', choices.categories),
    tags: buildCountedTermLinks(site, 'tag', choices.tags),
    authors: buildCountedTermLinks(site, 'author', choices.authors),
    customFeed: buildCustomFeedForm(site, choices),
  };
}
