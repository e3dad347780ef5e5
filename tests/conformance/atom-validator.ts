import { checkArchive } from './archive-checks.ts';
import { isLanguageTag, isMediaType, isRfc3339, isUri } from './value-checks.ts';
import { childrenOf, parseXml, textOf, type XmlElement } from './xml-tree.ts';

const ATOM = 'http://www.w3.org/2005/Atom';
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';
const LANG = '{http://www.w3.org/XML/1998/namespace}lang';

/** How often an element may stand in its parent. */
type Cardinality = 'one' | 'optional' | 'any';

const FEED: Readonly<Record<string, Cardinality>> = {
  id: 'one',
  title: 'one',
  updated: 'one',
  subtitle: 'optional',
  generator: 'optional',
  icon: 'optional',
  logo: 'optional',
  rights: 'optional',
  author: 'any',
  category: 'any',
  contributor: 'any',
  link: 'any',
  entry: 'any',
};

const ENTRY: Readonly<Record<string, Cardinality>> = {
  id: 'one',
  title: 'one',
  updated: 'one',
  published: 'optional',
  content: 'optional',
  rights: 'optional',
  source: 'optional',
  summary: 'optional',
  author: 'any',
  category: 'any',
  contributor: 'any',
  link: 'any',
};

/**
 * Checks a feed document against RFC 4287 (well-formed, elements, cardinalities and values), RFC 5005 for a page of an archive, and
 * RFC 6721 for deleted entries. Returns the violations.
 */
export function validateAtom(text: string): readonly string[] {
  let feed: XmlElement;
  try {
    feed = parseXml(text);
  } catch (error) {
    return [`not well-formed: ${String(error)}`];
  }
  if (feed.uri !== ATOM || feed.local !== 'feed') return ['4.1.1: the document element is not atom:feed'];
  const entries = childrenOf(feed, ATOM, 'entry');
  const hasAuthor = childrenOf(feed, ATOM, 'author').length > 0;
  const ids = entries.map((entry) => textOf(entry, ATOM, 'id'));
  return [
    ...checkContainer(feed, FEED, 'feed'),
    ...(childrenOf(feed, ATOM, 'link').some((link) => link.attributes.get('rel') === 'self')
      ? []
      : ['4.1.1: the feed should have a link rel=self']),
    ...(new Set(ids).size === ids.length ? [] : ['4.1.1: two entries have the same id']),
    ...entries.flatMap((entry, index) => checkEntry(entry, `entry[${index}]`, hasAuthor)),
    ...checkArchive(feed, 'feed'),
    ...feed.children
      .filter((child) => child.uri === TOMBSTONES)
      .flatMap((withdrawn, index) => checkDeletedEntry(withdrawn, `deleted-entry[${index}]`, ids)),
  ];
}

function checkEntry(entry: XmlElement, path: string, feedHasAuthor: boolean): readonly string[] {
  const content = childrenOf(entry, ATOM, 'content')[0];
  const alternate = childrenOf(entry, ATOM, 'link').some(
    (link) => (link.attributes.get('rel') ?? 'alternate') === 'alternate',
  );
  return [
    ...checkContainer(entry, ENTRY, path),
    ...(feedHasAuthor || childrenOf(entry, ATOM, 'author').length > 0
      ? []
      : [`4.1.2 ${path}: no author here or in the feed`]),
    ...(content !== undefined || alternate ? [] : [`4.1.2 ${path}: neither content nor link rel=alternate`]),
    ...(content === undefined ? [] : checkText(content, path)),
  ];
}

/** RFC 6721, section 3. */
function checkDeletedEntry(
  deleted: XmlElement,
  path: string,
  shown: readonly (string | undefined)[],
): readonly string[] {
  const ref = deleted.attributes.get('ref') ?? '';
  const when = deleted.attributes.get('when') ?? '';
  const names = deleted.children.map((child) => `${child.uri} ${child.local}`);
  return [
    ...(deleted.local === 'deleted-entry' ? [] : [`${path}: ${deleted.local} has no place here`]),
    ...(isUri(ref) ? [] : [`${path}: ref is no absolute IRI: ${ref}`]),
    ...(shown.includes(ref) ? [`${path}: the feed shows the entry ${ref}`] : []),
    ...(isRfc3339(when) ? [] : [`${path}: when is no date: ${when}`]),
    ...(names.length === 0 || (names.length === 1 && names[0] === `${TOMBSTONES} comment`)
      ? []
      : [`${path}: holds more than one comment`]),
  ];
}

function checkContainer(
  container: XmlElement,
  cardinalities: Readonly<Record<string, Cardinality>>,
  path: string,
): readonly string[] {
  const problems: string[] = [];
  const own = container.children.filter((child) => child.uri === ATOM);
  if (container.text.trim() !== '') problems.push(`${path}: text between the elements`);
  const lang = container.attributes.get(LANG);
  if (lang !== undefined && !isLanguageTag(lang)) problems.push(`2 ${path}: xml:lang is no language tag: ${lang}`);
  for (const [name, cardinality] of Object.entries(cardinalities)) {
    const count = own.filter((child) => child.local === name).length;
    if (cardinality === 'one' && count !== 1) problems.push(`${path}: ${count} of ${name}, exactly one required`);
    if (cardinality === 'optional' && count > 1) problems.push(`${path}: ${count} of ${name}, at most one allowed`);
  }
  for (const child of own) {
    if (!Object.hasOwn(cardinalities, child.local)) problems.push(`${path}: ${child.local} has no place here`);
    problems.push(...checkElement(child, `${path}/${child.local}`));
  }
  return [...problems, ...checkAlternates(own, path)];
}

/** Section 4.1.1: no two alternates of the same type and language. */
function checkAlternates(own: readonly XmlElement[], path: string): readonly string[] {
  const kinds = own
    .filter((child) => child.local === 'link' && (child.attributes.get('rel') ?? 'alternate') === 'alternate')
    .map((link) => `${link.attributes.get('type')} ${link.attributes.get('hreflang')}`);
  return new Set(kinds).size === kinds.length ? [] : [`${path}: two alternate links of one type and language`];
}

function checkElement(element: XmlElement, path: string): readonly string[] {
  switch (element.local) {
    case 'id':
      return isUri(element.text) ? [] : [`4.2.6 ${path}: no absolute IRI: ${element.text}`];
    case 'updated':
    case 'published':
      return isRfc3339(element.text) ? [] : [`3.3 ${path}: no date: ${element.text}`];
    case 'icon':
    case 'logo':
      return isUri(element.text) ? [] : [`4.2 ${path}: no IRI: ${element.text}`];
    case 'title':
    case 'subtitle':
    case 'summary':
    case 'rights':
      return checkText(element, path);
    case 'author':
    case 'contributor':
      return checkPerson(element, path);
    case 'category':
      return checkCategory(element, path);
    case 'link':
      return checkLink(element, path);
    default:
      return [];
  }
}

function checkText(element: XmlElement, path: string): readonly string[] {
  const type = element.attributes.get('type') ?? 'text';
  const problems = ['text', 'html'].includes(type) ? [] : [`3.1.1 ${path}: type is neither text nor html: ${type}`];
  if (element.children.length > 0) problems.push(`3.1.1 ${path}: elements inside text`);
  if (element.local === 'title' && element.text.trim() === '') problems.push(`${path}: blank`);
  return problems;
}

function checkPerson(person: XmlElement, path: string): readonly string[] {
  const names = childrenOf(person, ATOM, 'name');
  const uris = childrenOf(person, ATOM, 'uri');
  return [
    ...(names.length === 1 && names[0]?.text.trim() !== '' ? [] : [`3.2.1 ${path}: exactly one name required`]),
    ...(uris.length <= 1 ? [] : [`3.2.2 ${path}: more than one uri`]),
    ...uris.filter((uri) => !isUri(uri.text)).map((uri) => `3.2.2 ${path}: no IRI: ${uri.text}`),
  ];
}

function checkCategory(category: XmlElement, path: string): readonly string[] {
  const scheme = category.attributes.get('scheme');
  return [
    ...(category.attributes.get('term') ? [] : [`4.2.2.1 ${path}: term required`]),
    ...(scheme === undefined || isUri(scheme) ? [] : [`4.2.2.2 ${path}: scheme is no IRI: ${scheme}`]),
  ];
}

function checkLink(link: XmlElement, path: string): readonly string[] {
  const href = link.attributes.get('href') ?? '';
  const type = link.attributes.get('type');
  const length = link.attributes.get('length');
  return [
    ...(isUri(href) ? [] : [`4.2.7.1 ${path}: href is no absolute IRI: ${href}`]),
    ...(link.attributes.get('rel') === '' ? [`4.2.7.2 ${path}: rel is empty`] : []),
    ...(type === undefined || isMediaType(type) ? [] : [`4.2.7.3 ${path}: type is no media type: ${type}`]),
    ...(length === undefined || /^\d+$/.test(length) ? [] : [`4.2.7.6 ${path}: length is no number: ${length}`]),
  ];
}
