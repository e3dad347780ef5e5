import type { FeedDefinition } from '../model/feed-definition.ts';
import { buildFeedSummary, type FeedSummary } from './feed-summary.ts';
import { type BuildFrame, type Frame, type PageInput, plainCard } from './page-frame.ts';

/** What the catalogue is made of, in the order in which it is to be shown. */
export interface FeedsInput extends PageInput {
  readonly feeds: readonly FeedDefinition[];
}

/** `feeds.hbs`. */
export interface FeedsView {
  readonly frame: Frame;
  readonly feeds: readonly FeedSummary[];
}

/** The catalogue of all feeds. */
export function buildFeedsView({ site, headlinesFeed, feeds }: FeedsInput, frame: BuildFrame): FeedsView {
  const title = 'Feeds';
  const description = `Every feed of ${site.name}, as RSS, Atom and JSON Feed, and all of them in one OPML file.`;
  const canonical = `${site.publicUrl}/feeds`;
  const card = plainCard(title, description, canonical);
  return {
    frame: frame({ site, headlinesFeed }, { title, description, canonical, card, at: 'feeds' }),
    feeds: feeds.map((feed) => buildFeedSummary(site, feed)),
  };
}
