import { childrenOf, parseXml, type XmlElement } from './xml-tree.ts';

const ATOM = 'http://www.w3.org/2005/Atom';
const RSS_METADATA = 'title link description language copyright pubDate lastBuildDate generator docs ttl image'.split(
  ' ',
);

/** Elements with plain text, by local name. The description of an RSS item is HTML. */
const PROSE = 'title subtitle copyright rights category description credit summary name'.split(' ');

/** Namespaces that the validator knows. It warns about others. */
const KNOWN = [
  ATOM,
  'http://www.w3.org/XML/1998/namespace',
  'http://www.w3.org/2000/xmlns/',
  'http://backend.userland.com/creativeCommonsRssModule',
  'http://purl.org/dc/elements/1.1/',
  'http://purl.org/dc/terms/',
  'http://purl.org/rss/1.0/modules/content/',
  'http://purl.org/syndication/history/1.0',
  'http://search.yahoo.com/mrss/',
  'http://www.itunes.com/dtds/podcast-1.0.dtd',
];

/**
 * What the W3C feed validator (https://validator.w3.org/feed/) would warn of in a well-formed RSS or Atom document, as far as that
 * is our renderers' doing: its rules for plain text, order, pictures, dates, empty entries and namespaces.
 */
export function findWarnings(text: string): readonly string[] {
  const root = parseXml(text);
  const source = text.split('\n');
  const container = root.local === 'rss' ? childrenOf(root, '', 'channel')[0] : root;
  if (container === undefined) return ['no channel'];
  const namespaces = [...text.matchAll(/ xmlns(?::\w+)?="([^"]*)"/g)].map((match) => match[1] ?? '');
  return [
    ...namespaces.filter((uri) => !KNOWN.includes(uri)).map((uri) => `unknown namespace ${uri}`),
    ...findHtml(container, source),
    ...(root.local === 'rss' ? findRssWarnings(container) : findAtomWarnings(container)),
  ];
}

/** The validator warns about an end tag in plain text in any spelling. These are tags that a title could name. */
const END_TAG = /<\/(?:a|b|body|br|code|div|em|head|html|i|li|p|script|span|strong|table|title|ul)>/i;

/** Plain text that looks like HTML, without a hexadecimal reference on its line. */
function findHtml(element: XmlElement, source: readonly string[]): readonly string[] {
  return element.children.flatMap((child) => {
    if (child.children.length > 0) return findHtml(child, source);
    const isHtml = element.local === 'item' && child.uri === '' && child.local === 'description';
    if (!PROSE.includes(child.local) || isHtml || !/&#?\w+;|&(?:#|\w*\d)|<[/A-Za-z]/.test(child.text)) return [];
    const isExcused = source[child.line - 1]?.includes('&#x') === true && !END_TAG.test(child.text);
    return isExcused ? [] : [`line ${child.line}: ${child.local} seems to contain HTML`];
  });
}

function findRssWarnings(channel: XmlElement): readonly string[] {
  const names = channel.children.map((child) => (child.uri === '' ? child.local : ''));
  const firstItem = names.indexOf('item');
  const late = firstItem === -1 ? [] : names.slice(firstItem).filter((name) => RSS_METADATA.includes(name));
  const extension = /\.(\w+)$/.exec(
    childrenOf(channel, '', 'image').flatMap((image) => childrenOf(image, '', 'url'))[0]?.text ?? '',
  )?.[1];
  return [
    ...late.map((name) => `channel/${name} stands behind the items`),
    ...(extension === undefined || /^(?:gif|jpe?g|png)$/i.test(extension) ? [] : [`channel/image is a ${extension}`]),
    ...(channel.children.some((child) => child.uri !== '' && child.local === 'rights') && names.includes('copyright')
      ? ['channel: copyright is said twice']
      : []),
  ];
}

function findAtomWarnings(feed: XmlElement): readonly string[] {
  const entries = childrenOf(feed, ATOM, 'entry');
  const dates = [feed, ...entries].flatMap((each) => childrenOf(each, ATOM, 'updated').map((updated) => updated.text));
  const firstEntry = feed.children.findIndex((child) => child.uri === ATOM && child.local === 'entry');
  const late = firstEntry === -1 ? [] : feed.children.slice(firstEntry).filter((child) => child.uri === ATOM);
  return [
    ...dates.filter((date) => date < '1990').map((date) => `${date} is implausible`),
    ...late.filter((child) => child.local !== 'entry').map((child) => `feed/${child.local} stands behind the entries`),
    ...entries
      .filter((entry) => ['summary', 'content'].every((name) => childrenOf(entry, ATOM, name).length === 0))
      .map((entry) => `line ${entry.line}: an entry without text`),
  ];
}
