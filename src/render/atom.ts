import { FEED_TYPES } from '../model/addresses.ts';
import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';
import type { FeedDocument } from './feed-document.ts';
import type { FeedAuthor, FeedCategory, FeedItem } from './feed-item.ts';
import type { FeedImage } from './feed-media.ts';
import { GENERATOR } from './generator.ts';
import type { Licence } from './licence.ts';
import { cdata, element, textElement } from './markup.ts';
import { type RenderedFeed, renderItems } from './rendered-feed.ts';

/** Renders Atom 1.0 (RFC 4287), with the licence link of RFC 4946 and Media RSS for the pictures' credits. */
export function renderAtom(document: FeedDocument): RenderedFeed {
  const { items, leftOut } = renderItems(document, renderEntry);
  const feed = lines([
    textElement('id', document.page),
    textElement('title', document.title),
    textElement('subtitle', document.description),
    textElement('updated', toRfc3339(document.updated ?? NEVER)),
    element('link', { rel: 'self', type: FEED_TYPES.atom, href: document.self.atom }),
    element('link', { rel: 'alternate', type: 'text/html', href: document.home }),
    document.hub === undefined ? '' : element('link', { rel: 'hub', href: document.hub }),
    renderPerson(document.publisher),
    textElement('rights', document.copyright),
    renderLicenceLink(document.licence),
    textElement('icon', document.image?.url),
    textElement('logo', document.image?.url),
    textElement('generator', GENERATOR),
    ...items,
  ]);
  const attributes = {
    xmlns: 'http://www.w3.org/2005/Atom',
    'xmlns:media': 'http://search.yahoo.com/mrss/',
    'xml:lang': document.language,
  };
  return {
    text: `<?xml version="1.0" encoding="utf-8"?>\n${element('feed', attributes, `\n${feed}\n`)}\n`,
    leftOut,
  };
}

/** RFC 4287, section 4.1.1, wants a date of every feed, also of one that never held anything. */
const NEVER: Timestamp = 0;

function renderEntry(item: FeedItem): string {
  const { audio, image, licence } = item;
  const entry = lines([
    textElement('id', item.guid),
    textElement('title', item.title),
    element('link', { rel: 'alternate', type: 'text/html', href: item.url }),
    textElement('published', toRfc3339(item.publishedAt)),
    textElement('updated', toRfc3339(item.updatedAt)),
    ...item.authors.map(renderPerson),
    ...item.categories.map(renderCategory),
    licence?.kind === 'statement' ? textElement('rights', licence.text) : renderLicenceLink(licence),
    audio && element('link', { rel: 'enclosure', type: audio.type, length: audio.bytes, href: audio.url }),
    image && element('link', { rel: 'enclosure', type: image.type, length: image.bytes, href: image.url }),
    image && renderImage(image),
    textElement('summary', item.summary),
    item.contentHtml === undefined ? '' : element('content', { type: 'html' }, cdata(item.contentHtml)),
  ]);
  return element('entry', { 'xml:lang': item.language }, `\n${entry}\n`);
}

function renderPerson(person: FeedAuthor): string {
  return `<author>${textElement('name', person.name)}${textElement('uri', person.url)}</author>`;
}

function renderCategory({ term, scheme, label }: FeedCategory): string {
  return element('category', { term, scheme, label });
}

function renderLicenceLink(licence: Licence | undefined): string {
  return licence?.kind === 'address' ? element('link', { rel: 'license', href: licence.url }) : '';
}

function renderImage({ url, type, bytes, width, height, alt, caption, credit, thumbnail }: FeedImage): string {
  const words = [
    textElement('media:title', alt),
    textElement('media:description', caption),
    textElement('media:credit', credit),
  ].join('');
  return lines([
    element('media:content', { url, type, fileSize: bytes, medium: 'image', width, height }, words),
    thumbnail && element('media:thumbnail', { ...thumbnail }),
  ]);
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}
