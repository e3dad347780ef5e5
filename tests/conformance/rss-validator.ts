import { checkArchive } from './archive-checks.ts';
import { checkPodcast } from './podcast-checks.ts';
import {
  isLanguageTag,
  isMediaType,
  isPositiveInteger,
  isRfc3339,
  isRssDate,
  isUri,
  isWebUrl,
} from './value-checks.ts';
import { childrenOf, parseXml, textOf, type XmlElement } from './xml-tree.ts';

const ATOM = 'http://www.w3.org/2005/Atom';
const CONTENT = 'http://purl.org/rss/1.0/modules/content/';
const DC = 'http://purl.org/dc/elements/1.1/';
const DCTERMS = 'http://purl.org/dc/terms/';
const MEDIA = 'http://search.yahoo.com/mrss/';

const CHANNEL_ELEMENTS =
  'title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs cloud ttl image rating textInput skipHours skipDays item'.split(
    ' ',
  );
const ITEM_ELEMENTS = 'title link description author category comments enclosure guid pubDate source'.split(' ');
const MAY_REPEAT = ['category', 'item'];

/**
 * Checks a document against RSS 2.0 and the RSS Advisory Board's Best Practices Profile, the elements of Dublin Core, Media RSS
 * and Content that it uses, RFC 5005 for a page of an archive, and Apple's requirements for a podcast. Returns the violations.
 */
export function validateRss(text: string): readonly string[] {
  let rss: XmlElement;
  try {
    rss = parseXml(text);
  } catch (error) {
    return [`not well-formed: ${String(error)}`];
  }
  const channels = childrenOf(rss, '', 'channel');
  const channel = channels[0];
  if (rss.uri !== '' || rss.local !== 'rss' || rss.attributes.get('version') !== '2.0')
    return ['no rss of version 2.0'];
  if (channel === undefined || channels.length > 1) return [`${channels.length} channels, exactly one required`];

  const items = childrenOf(channel, '', 'item');
  const guids = items.map((item) => textOf(item, '', 'guid'));
  return [
    ...checkChannel(channel),
    ...checkArchive(channel, 'channel'),
    ...checkPodcast(channel, items),
    ...(new Set(guids).size === guids.length ? [] : ['two items have the same guid']),
    ...items.flatMap((item, index) => checkItem(item, `item[${index}]`)),
  ];
}

function checkChannel(channel: XmlElement): readonly string[] {
  const text = (name: string) => textOf(channel, '', name);
  const self = childrenOf(channel, ATOM, 'link').filter((link) => link.attributes.get('rel') === 'self');
  const image = childrenOf(channel, '', 'image')[0];
  return [
    ...checkNames(channel, CHANNEL_ELEMENTS, 'channel'),
    ...expectText('channel/title', text('title'), isFilled),
    ...expectText('channel/description', text('description'), isFilled),
    ...expectText('channel/link', text('link'), isUri),
    ...expectText('channel/pubDate', text('pubDate') ?? null, isRssDate),
    ...expectText('channel/lastBuildDate', text('lastBuildDate') ?? null, isRssDate),
    ...expectText('channel/language', text('language') ?? null, isLanguageTag),
    ...expectText('channel/ttl', text('ttl') ?? null, isPositiveInteger),
    ...expectText('channel/docs', text('docs') ?? null, isUri),
    ...(self.length === 1 && isWebUrl(self[0]?.attributes.get('href') ?? '')
      ? []
      : ['channel: exactly one atom:link rel=self']),
    ...(image === undefined ? [] : checkImage(image, channel)),
  ];
}

/** Best Practices Profile: title and link of the image are those of the channel. */
function checkImage(image: XmlElement, channel: XmlElement): readonly string[] {
  return [
    ...expectText('channel/image/url', textOf(image, '', 'url'), isUri),
    ...['title', 'link'].flatMap((name) =>
      expectText(`channel/image/${name}`, textOf(image, '', name), (text) => text === textOf(channel, '', name)),
    ),
  ];
}

function checkItem(item: XmlElement, path: string): readonly string[] {
  const text = (name: string) => textOf(item, '', name);
  const names = item.children.map((child) => `${child.uri} ${child.local}`);
  const content = names.indexOf(`${CONTENT} encoded`);
  const description = names.indexOf(' description');
  return [
    ...checkNames(item, ITEM_ELEMENTS, path),
    ...expectText(`${path}/title`, text('title') ?? null, isFilled),
    ...(text('title') === undefined && text('description') === undefined
      ? [`${path}: neither title nor description`]
      : []),
    ...expectText(`${path}/link`, text('link') ?? null, isUri),
    ...expectText(`${path}/pubDate`, text('pubDate') ?? null, isRssDate),
    ...(content !== -1 && (description === -1 || description > content)
      ? [`${path}: the profile wants a description before content:encoded`]
      : []),
    ...childrenOf(item, '', 'guid').flatMap((guid) => checkGuid(guid, path)),
    ...childrenOf(item, '', 'enclosure').flatMap((enclosure) => checkEnclosure(enclosure, path)),
    ...childrenOf(item, '', 'category').flatMap((each) => expectText(`${path}/category`, each.text, isFilled)),
    ...childrenOf(item, DC, 'creator').flatMap((each) => expectText(`${path}/dc:creator`, each.text, isFilled)),
    ...childrenOf(item, DC, 'language').flatMap((each) => expectText(`${path}/dc:language`, each.text, isLanguageTag)),
    ...childrenOf(item, DCTERMS, 'modified').flatMap((each) =>
      expectText(`${path}/dcterms:modified`, each.text, isRfc3339),
    ),
    ...childrenOf(item, MEDIA, 'content').flatMap((each) => checkMedia(each, `${path}/media:content`)),
    ...childrenOf(item, MEDIA, 'thumbnail').flatMap((each) => checkMedia(each, `${path}/media:thumbnail`)),
  ];
}

function checkNames(container: XmlElement, known: readonly string[], path: string): readonly string[] {
  const names = container.children.filter((child) => child.uri === '').map((child) => child.local);
  return [
    ...(container.text.trim() === '' ? [] : [`${path}: text between the elements`]),
    ...names.filter((name) => !known.includes(name)).map((name) => `${path}/${name}: unknown to RSS 2.0`),
    ...names
      .filter((name, index) => !MAY_REPEAT.includes(name) && names.indexOf(name) !== index)
      .map((name) => `${path}/${name}: more than one`),
  ];
}

function checkGuid(guid: XmlElement, path: string): readonly string[] {
  const isPermaLink = guid.attributes.get('isPermaLink') ?? 'true';
  if (isPermaLink === 'false') return expectText(`${path}/guid`, guid.text, isFilled);
  return expectText(`${path}/guid`, guid.text, isWebUrl);
}

function checkEnclosure(enclosure: XmlElement, path: string): readonly string[] {
  const attribute = (name: string) => enclosure.attributes.get(name);
  return [
    ...expectText(`${path}/enclosure url`, attribute('url'), isWebUrl),
    ...expectText(`${path}/enclosure length`, attribute('length'), isPositiveInteger),
    ...expectText(`${path}/enclosure type`, attribute('type'), isMediaType),
  ];
}

function checkMedia(media: XmlElement, path: string): readonly string[] {
  const attribute = (name: string) => media.attributes.get(name) ?? null;
  return [
    ...expectText(`${path} url`, media.attributes.get('url'), isWebUrl),
    ...expectText(`${path} type`, attribute('type'), isMediaType),
    ...['fileSize', 'width', 'height', 'duration'].flatMap((name) =>
      expectText(`${path} ${name}`, attribute(name), isPositiveInteger),
    ),
    ...expectText(`${path} medium`, attribute('medium'), (text) => ['image', 'audio', 'video'].includes(text)),
    ...media.children
      .filter((child) => child.uri !== MEDIA || !['title', 'description', 'credit'].includes(child.local))
      .map((child) => `${path}/${child.local}: has no place here`),
  ];
}

/** A required value: `undefined` is a violation, `null` means that it may be absent. */
function expectText(
  place: string,
  text: string | undefined | null,
  holds: (text: string) => boolean,
): readonly string[] {
  if (text === null) return [];
  if (text === undefined) return [`${place}: required`];
  return holds(text) ? [] : [`${place}: ${JSON.stringify(text.slice(0, 80))} is not what it must be`];
}

function isFilled(text: string): boolean {
  return text.trim() !== '';
}
