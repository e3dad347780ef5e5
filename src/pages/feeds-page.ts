import type { FeedDefinition } from '../model/feed-definition.ts';
import { buildCustomFeedForm, type CustomFeedForm, type FeedChoices } from './custom-feed-form.ts';
import { buildFeedSummary, type FeedSummary } from './feed-summary.ts';
import { type BuildLayout, type PageInput, type PageLayout, plainCard } from './page-layout.ts';
import { buildCountedTermLinks, type CountedTermLink } from './term-links.ts';

/** What the catalogue is made of, in the order in which it is to be shown. */
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
  readonly own: CustomFeedForm | undefined;
}

/** The catalogue of all feeds: the newsroom's, one for each category, tag and author, and the form for a feed of one's own. */
export function buildFeedsView(
  { site, headlinesFeed, feeds, choices }: FeedsInput,
  buildLayout: BuildLayout,
): FeedsView {
  const title = 'Feeds';
  const description = `Every feed of ${site.name}, as RSS, Atom and JSON Feed, and all of them in one OPML file.`;
  const canonical = `${site.publicUrl}/feeds`;
  const card = plainCard(title, description, canonical);
  return {
    layout: buildLayout({ site, headlinesFeed }, { title, description, canonical, card, at: 'feeds' }),
    feeds: feeds.map((feed) => buildFeedSummary(site, feed)),
    categories: buildCountedTermLinks(site, 'category', choices.categories),
    tags: buildCountedTermLinks(site, 'tag', choices.tags),
    authors: buildCountedTermLinks(site, 'author', choices.authors),
    own: buildCustomFeedForm(site, choices),
  };
}
