import { feedPageUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { findCanonicalTag, textDirection } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { localUrl } from './links.ts';
import { listFeedLinks } from './page-layout.ts';

export function buildFeedSummary(site: Site, definition: FeedDefinition) {
  return {
    title: definition.title,
    description: definition.description,
    language: findCanonicalTag(definition.language) ?? '',
    direction: textDirection(definition.language),
    url: localUrl(site, feedPageUrl(site, definition.id)),
    documents: listFeedLinks(site, definition).map((link) => ({ ...link, url: localUrl(site, link.url) })),
  };
}
