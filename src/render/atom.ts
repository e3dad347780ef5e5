import type { Licence } from '../model/licence.ts';
import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';
import { DELETED_ENTRY_NAMESPACE, renderDeletedEntry } from './deleted-entry.ts';
import { documentLinks } from './document-links.ts';
import { type FeedDocument, GENERATOR } from './feed-document.ts';
import type { FeedAuthor, FeedItem } from './feed-item.ts';
import type { ItemCache } from './item-cache.ts';
import { cdata, element, lines, proseElement, textElement } from './markup.ts';
import { renderMediaImage } from './media-rss.ts';
import { type RenderedFeed, renderItems } from './render-items.ts';

/** Atom 1.0 (RFC 4287) with archive pages (RFC 5005), deleted entries (RFC 6721), licence links (RFC 4946), and Media RSS. */
export function renderAtom(document: FeedDocument, itemCache?: ItemCache): RenderedFeed {
  const { items, skipped } = renderItems(document, 'atom', renderEntry, itemCache);
  const { archive, image, tombstones } = document;
  const isArchive = archive?.page !== undefined;
  const feed = lines([
    textElement('id', document.page),
    proseElement('title', document.title),
    proseElement('subtitle', document.description),
    textElement('updated', toRfc3339(document.updated ?? NEVER)),
    ...documentLinks(document, 'atom').map((link) => element('link', link)),
    element('link', { rel: 'alternate', type: 'text/html', href: document.home }),
    isArchive ? '<fh:archive/>' : '',
    renderPerson(document.publisher),
    proseElement('rights', document.copyright),
    renderLicenceLink(document.licence),
    textElement('icon', image?.url),
    textElement('logo', image?.url),
    textElement('generator', GENERATOR),
    ...items,
    ...tombstones.map(renderDeletedEntry),
  ]);
  // Declared only if used, because validators may not know these namespaces.
  const attributes = {
    xmlns: 'http://www.w3.org/2005/Atom',
    'xmlns:media': 'http://search.yahoo.com/mrss/',
    'xmlns:fh': isArchive ? 'http://purl.org/syndication/history/1.0' : undefined,
    ...(tombstones.length > 0 ? DELETED_ENTRY_NAMESPACE : {}),
    'xml:lang': document.language,
  };
  const text = `<?xml version="1.0" encoding="utf-8"?>\n${element('feed', attributes, `\n${feed}\n`)}\n`;
  return { text, skipped };
}

/** The date of a feed that was always empty, because RFC 4287, section 4.1.1, requires one: the month of that RFC. */
const NEVER: Timestamp = Date.UTC(2005, 11, 1);

function renderEntry(item: FeedItem): string {
  const { audio, image, licence } = item;
  // The W3C validator warns about an entry without text.
  const summary = item.summary === '' && item.contentHtml === undefined ? item.title : item.summary;
  const entry = lines([
    textElement('id', item.guid),
    proseElement('title', item.title),
    element('link', { rel: 'alternate', type: 'text/html', href: item.url }),
    textElement('published', toRfc3339(item.publishedAt)),
    textElement('updated', toRfc3339(item.updatedAt)),
    ...item.authors.map(renderPerson),
    ...item.categories.map(({ term, scheme, label }) => element('category', { term, scheme, label })),
    licence?.kind === 'statement' ? proseElement('rights', licence.text) : renderLicenceLink(licence),
    audio && element('link', { rel: 'enclosure', type: audio.type, length: audio.bytes, href: audio.url }),
    image && element('link', { rel: 'enclosure', type: image.type, length: image.bytes, href: image.url }),
    image && renderMediaImage(image),
    proseElement('summary', summary),
    item.contentHtml === undefined ? '' : element('content', { type: 'html' }, cdata(item.contentHtml)),
  ]);
  return element('entry', { 'xml:lang': item.language }, `\n${entry}\n`);
}

function renderPerson(person: FeedAuthor): string {
  return `<author>${proseElement('name', person.name)}${textElement('uri', person.url)}</author>`;
}

function renderLicenceLink(licence: Licence | undefined): string {
  return licence?.kind === 'address' ? element('link', { rel: 'license', href: licence.url }) : '';
}
