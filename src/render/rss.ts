import { type Extension, Feed, type Item } from 'feed';
import { toRfc3339 } from '../model/timestamp.ts';
import type { FeedDocument } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { FeedAudio, FeedImage } from './feed-media.ts';
import { GENERATOR } from './generator.ts';
import type { Licence } from './licence.ts';
import { escapeMarkup } from './markup.ts';
import {
  type ExtensionElement,
  elements,
  guardAttribute,
  guardCdata,
  guardedAttributes,
  guardedText,
  guardText,
} from './package-guards.ts';
import { type RenderedFeed, renderItems } from './rendered-feed.ts';
import { some } from './some.ts';

/** Renders RSS 2.0 to the RSS Advisory Board's Best Practices Profile, with Dublin Core, Media RSS and the licence modules. */
export function renderRss(document: FeedDocument): RenderedFeed {
  const { items, leftOut } = renderItems(document, buildItem);
  const feed = new Feed({
    title: guardText(document.title),
    description: guardText(document.description || document.title),
    link: document.home,
    feed: document.self.rss,
    // Without a date the package would write the clock's.
    updated: new Date(document.updated ?? 0),
    generator: GENERATOR,
    docs: SPECIFICATION,
    ttl: TTL_MINUTES,
    ...some('language', document.language),
    ...some('copyright', document.copyright && guardText(document.copyright)),
    ...some('image', document.image && guardText(document.image.url)),
    ...some('hub', document.hub),
  });
  feed.addExtension({ name: '_attributes', objects: NAMESPACES });
  if (document.updated === undefined) feed.addExtension(elements('lastBuildDate', []));
  for (const extension of licenceExtensions(document.licence)) feed.addExtension(extension);
  for (const item of items) feed.addItem(item);
  return { text: `${feed.rss2()}\n`, leftOut };
}

const SPECIFICATION = 'https://www.rssboard.org/rss-specification';

/** As long as a cache may keep the document (`max-age=300`). */
const TTL_MINUTES = 5;

/** Declared once, on the channel: the package leaves the prefixes of extensions undeclared. */
const NAMESPACES = {
  'xmlns:creativeCommons': 'http://backend.userland.com/creativeCommonsRssModule',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
};

function buildItem(item: FeedItem): Item {
  // Best Practices Profile: the description is HTML. An item without summary has its whole content there, and there only.
  const description = item.summary === '' ? item.contentHtml : escapeMarkup(item.summary);
  const content = item.summary === '' ? undefined : item.contentHtml;
  const enclosure = findEnclosure(item);
  return {
    title: guardCdata(item.title),
    link: item.url,
    guid: item.guid,
    date: new Date(item.publishedAt),
    ...some('description', description === undefined ? undefined : guardCdata(description)),
    ...some('content', content === undefined ? undefined : guardCdata(content)),
    category: item.categories.map((category) => ({ name: guardText(category.label) })),
    ...some('enclosure', enclosure),
    extensions: [
      elements(
        'dc:creator',
        item.authors.map((author) => guardedText(author.name)),
      ),
      elements('dcterms:modified', [guardedText(toRfc3339(item.updatedAt))]),
      elements('dc:language', item.language === undefined ? [] : [guardedText(item.language)]),
      ...licenceExtensions(item.licence),
      elements('media:content', mediaContents(item)),
      elements('media:thumbnail', item.image?.thumbnail ? [guardedAttributes({ ...item.image.thumbnail })] : []),
    ],
  };
}

/** One an item (Best Practices Profile); RSS wants its length and type, so what lacks them is `media:content` only. */
function findEnclosure(item: FeedItem): { url: string; type: string; length: number } | undefined {
  for (const file of [item.audio, item.image]) {
    if (file?.type !== undefined && file.bytes !== undefined) {
      return { url: file.url, type: guardAttribute(file.type), length: file.bytes };
    }
  }
  return undefined;
}

function mediaContents({ image, audio }: FeedItem): readonly ExtensionElement[] {
  return [...(image ? [imageContent(image)] : []), ...(audio ? [audioContent(audio)] : [])];
}

function imageContent({ url, type, bytes, width, height, alt, caption, credit }: FeedImage): ExtensionElement {
  return {
    ...guardedAttributes({ url, type, fileSize: bytes, medium: 'image', width, height }),
    ...some('media:title', alt === '' ? undefined : guardedText(alt)),
    ...some('media:description', caption === undefined ? undefined : guardedText(caption)),
    ...some('media:credit', credit === undefined ? undefined : guardedText(credit)),
  };
}

function audioContent({ url, type, bytes, duration }: FeedAudio): ExtensionElement {
  return guardedAttributes({ url, type, fileSize: bytes, medium: 'audio', duration });
}

function licenceExtensions(licence: Licence | undefined): readonly Extension[] {
  if (licence === undefined) return [];
  if (licence.kind === 'statement') return [elements('dc:rights', [guardedText(licence.text)])];
  return [
    elements(licence.creativeCommons ? 'creativeCommons:license' : 'dcterms:license', [guardedText(licence.url)]),
  ];
}
