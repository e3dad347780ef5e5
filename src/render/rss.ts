import { escapeText } from '../model/escape-markup.ts';
import type { Licence } from '../model/licence.ts';
import { type Timestamp, toHttpDate, toRfc3339 } from '../model/timestamp.ts';
import { DELETED_ENTRY_NAMESPACE, renderDeletedEntry } from './deleted-entry.ts';
import { documentLinks } from './document-links.ts';
import { type FeedDocument, GENERATOR } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { ItemCache } from './item-cache.ts';
import { cdata, element, lines, proseElement, textElement } from './markup.ts';
import { renderMediaAudio, renderMediaImage } from './media-rss.ts';
import { type RenderedFeed, renderItems } from './render-items.ts';
import { renderEpisode, renderPodcast } from './rss-podcast.ts';

/** RSS 2.0 (https://www.rssboard.org/rss-specification) by the Best Practices Profile, with archive pages (RFC 5005), deleted entries (RFC 6721) and podcasts. */
export function renderRss(document: FeedDocument, itemCache?: ItemCache): RenderedFeed {
  const { items, skipped } = renderItems(document, 'rss', renderItem, itemCache);
  const newest = findNewest(document.items);
  const { updated, archive, podcast, tombstones } = document;
  const isArchive = archive?.page !== undefined;
  const channel = lines([
    proseElement('title', document.title),
    textElement('link', document.home),
    proseElement('description', document.description || document.title),
    ...documentLinks(document, 'rss').map((link) => element('atom:link', link)),
    isArchive ? '<fh:archive/>' : '',
    textElement('language', document.language),
    proseElement('copyright', document.copyright),
    renderLicence(document.licence),
    newest === undefined ? '' : textElement('pubDate', toHttpDate(newest)),
    updated === undefined ? '' : textElement('lastBuildDate', toHttpDate(updated)),
    textElement('generator', GENERATOR),
    textElement('docs', 'https://www.rssboard.org/rss-specification'),
    textElement('ttl', TTL_MINUTES),
    renderImage(document),
    podcast && renderPodcast(podcast),
    ...items,
    ...tombstones.map(renderDeletedEntry),
  ]);
  const attributes = {
    version: '2.0',
    ...NAMESPACES,
    // Declared only if used: a validator may not know them, or a reader would take the feed for a podcast.
    ...(isArchive ? { 'xmlns:fh': 'http://purl.org/syndication/history/1.0' } : {}),
    ...(tombstones.length > 0 ? DELETED_ENTRY_NAMESPACE : {}),
    ...(podcast === undefined ? {} : PODCAST_NAMESPACES),
  };
  const rss = element('rss', attributes, `\n<channel>\n${channel}\n</channel>\n`);
  return { text: `<?xml version="1.0" encoding="utf-8"?>\n${rss}\n`, skipped };
}

/** The date of the newest item. */
function findNewest(items: readonly FeedItem[]): Timestamp | undefined {
  return items.length === 0 ? undefined : Math.max(...items.map(({ publishedAt }) => publishedAt));
}

/** As long as `max-age=300`. */
const TTL_MINUTES = '5';

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:creativeCommons': 'http://backend.userland.com/creativeCommonsRssModule',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
};

const PODCAST_NAMESPACES = {
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
};

function renderItem(item: FeedItem): string {
  const { audio, image, contentHtml, episode } = item;
  const entry = lines([
    proseElement('title', item.title),
    textElement('link', item.url),
    element('guid', { isPermaLink: 'false' }, item.guid),
    textElement('pubDate', toHttpDate(item.publishedAt)),
    textElement('dcterms:modified', toRfc3339(item.updatedAt)),
    textElement('dc:language', item.language),
    // One element, because most readers show only the first or the last of several.
    proseElement('dc:creator', item.byline),
    ...item.categories.map((category) => proseElement('category', category.label)),
    renderLicence(item.licence),
    renderText(item.summary, contentHtml),
    renderEnclosure(item),
    image && renderMediaImage(image),
    audio && renderMediaAudio(audio),
    episode && renderEpisode(item, episode),
  ]);
  return `<item>\n${entry}\n</item>`;
}

/** The description is HTML and comes before the content (Best Practices Profile). Without summary, it is the full content. */
function renderText(summary: string, contentHtml: string | undefined): string {
  if (summary === '') return contentHtml === undefined ? '' : element('description', {}, cdata(contentHtml));
  return lines([
    textElement('description', escapeText(summary)),
    contentHtml === undefined ? '' : element('content:encoded', {}, cdata(contentHtml)),
  ]);
}

/** At most one per item (Best Practices Profile). RSS requires length and type; a file without them is only a `media:content`. */
function renderEnclosure({ audio, image }: FeedItem): string {
  const file = [audio, image].find((each) => each?.type !== undefined && each.bytes !== undefined);
  return file === undefined ? '' : element('enclosure', { url: file.url, length: file.bytes, type: file.type });
}

/** RSS 2.0 allows GIF, JPEG and PNG. Title and link are those of the channel (Best Practices Profile). */
function renderImage({ image, title, home }: FeedDocument): string {
  const extension = /\.(\w+)$/.exec(image?.url ?? '')?.[1]?.toLowerCase();
  if (image === undefined || (extension !== undefined && !['gif', 'jpeg', 'jpg', 'png'].includes(extension))) return '';
  const parts = [textElement('url', image.url), proseElement('title', title), textElement('link', home)];
  return element('image', {}, parts.join(''));
}

function renderLicence(licence: Licence | undefined): string {
  if (licence === undefined) return '';
  if (licence.kind === 'statement') return proseElement('dc:rights', licence.text);
  return textElement(licence.isCreativeCommons ? 'creativeCommons:license' : 'dcterms:license', licence.url);
}
