import type { FeedDefinition } from '../model/feed-definition.ts';
import { buildCustomFeedForm, type CustomFeedForm, type FeedChoices } from './custom-feed-form.ts';
import { buildFeedSummary, type FeedSummary } from './feed-summary.ts';
import { type BuildLayout, type PageInput, type PageLayout, plainCard } from './page-layout.ts';
import { buildCountedTermLinks, type CountedTermLink } from './term-links.ts';

/** The data of the list of feeds, in the order of the page. */
export interface FeedsInput extends PageInput {
  readonly feeds: readonly FeedDefinition[];
  readonly choices: FeedChoices;
}

/** `feeds.hbs`. */
export interface FeedsView {
  readonly layout: PageLayout;
  readonly feeds: readonly FeedSummary[];
  readonly categories: readonly CountedTermLink[];
  readonly tags: readonly CountedTermLink[];
  readonly authors: readonly CountedTermLink[];
  readonly customFeed: CustomFeedForm | undefined;
}

/** Builds the list of all feeds: those of the newsroom, one for each category, tag and author, and the form for a custom feed. */
export function buildFeedsView(
  { site, headlinesFeed, feeds, choices }: FeedsInput,
  buildLayout: BuildLayout,
): FeedsView {
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
