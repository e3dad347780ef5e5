import { feedPageUrl, feedUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { toLanguageTag } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { type Timestamp, toHttpDate } from '../model/timestamp.ts';
import { toWebUrl } from '../model/web-url.ts';
import { element, textElement } from './markup.ts';
import { toLine } from './plain-text.ts';

export type OpmlFeed = Pick<FeedDefinition, 'id' | 'title' | 'description' | 'language' | 'home'>;

/** Renders the list of feeds as OPML 2.0 (http://opml.org/spec2.opml). A feed reader imports it to subscribe to all feeds. */
export function renderOpml(site: Site, feeds: readonly OpmlFeed[], updated?: Timestamp): string {
  const head = [
    textElement('title', toLine(site.name)),
    updated === undefined ? '' : textElement('dateModified', toHttpDate(updated)),
    textElement('ownerName', toLine(site.name)),
    textElement('ownerId', site.publicUrl),
    textElement('docs', 'http://opml.org/spec2.opml'),
  ];
  const body = feeds.map((feed) => renderOutline(site, feed));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<opml version="2.0">',
    '<head>',
    ...head.filter((line) => line !== ''),
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</opml>\n',
  ].join('\n');
}

function renderOutline(site: Site, feed: OpmlFeed): string {
  const title = toLine(feed.title) || feed.id;
  return element('outline', {
    type: 'rss',
    version: 'RSS2',
    text: title,
    title,
    description: toLine(feed.description) || undefined,
    language: toLanguageTag(feed.language),
    xmlUrl: feedUrl(site, feed.id, 'rss'),
    htmlUrl: toWebUrl(feed.home ?? '') ?? feedPageUrl(site, feed.id),
  });
}
