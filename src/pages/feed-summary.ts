import { feedPageUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { findCanonicalTag } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { localUrl } from './links.ts';
import { type FeedLink, listFeedLinks } from './page-layout.ts';

/** A feed in a list of feeds. */
export interface FeedSummary {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly url: string;
  readonly documents: readonly FeedLink[];
}

/** Builds the entry of a feed in a list of feeds. */
export function buildFeedSummary(site: Site, definition: FeedDefinition): FeedSummary {
  return {
    title: definition.title,
    description: definition.description,
    language: findCanonicalTag(definition.language) ?? '',
    url: localUrl(site, feedPageUrl(site, definition.id)),
    documents: listFeedLinks(site, definition).map((link) => ({ ...link, url: localUrl(site, link.url) })),
  };
}
