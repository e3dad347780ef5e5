import { isLanguageTag, isPositiveInteger, isWebUrl } from './value-checks.ts';
import { childrenOf, textOf, type XmlElement } from './xml-tree.ts';

const ITUNES = 'http://www.itunes.com/dtds/podcast-1.0.dtd';
const PODCAST = 'https://podcastindex.org/namespace/1.0';
const UUID_V5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** Some of Apple's categories with subcategories: those that a Christian newsroom would use. */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  'Religion & Spirituality': ['Buddhism', 'Christianity', 'Hinduism', 'Islam', 'Judaism', 'Religion', 'Spirituality'],
  News: [
    'Business News',
    'Daily News',
    'Entertainment News',
    'News Commentary',
    'Politics',
    'Sports News',
    'Tech News',
  ],
  'Society & Culture': ['Documentary', 'Personal Journals', 'Philosophy', 'Places & Travel', 'Relationships'],
};

/**
 * Checks a channel that has any element of Apple's against what Apple requires of a show and its episodes, and against the podcast
 * namespace (https://podcasters.apple.com/support/823-podcast-requirements, https://podcasting2.org/docs/podcast-namespace).
 */
export function checkPodcast(channel: XmlElement, items: readonly XmlElement[]): readonly string[] {
  if (!channel.children.some((child) => child.uri === ITUNES)) {
    return items.some((item) => item.children.some((child) => child.uri === ITUNES))
      ? ['channel: episodes without a show']
      : [];
  }
  const owner = childrenOf(channel, ITUNES, 'owner')[0];
  const locked = childrenOf(channel, PODCAST, 'locked')[0];
  return [
    ...expectOne(channel, 'channel', ITUNES, 'author', isFilled),
    ...expectOne(channel, 'channel', ITUNES, 'explicit', isTrueOrFalse),
    ...expectOne(channel, 'channel', ITUNES, 'type', (text) => ['episodic', 'serial'].includes(text)),
    ...expectOne(channel, 'channel', '', 'language', isLanguageTag),
    ...expectOne(channel, 'channel', PODCAST, 'guid', (text) => UUID_V5.test(text)),
    ...expectOne(channel, 'channel', PODCAST, 'locked', (text) => ['yes', 'no'].includes(text)),
    ...expectOne(channel, 'channel', PODCAST, 'medium', (text) => text === 'podcast'),
    ...(EMAIL.test(locked?.attributes.get('owner') ?? '') ? [] : ['channel/podcast:locked: no owner']),
    ...checkArtwork(channel, 'channel', true),
    ...checkCategories(channel),
    ...(owner === undefined
      ? ['channel/itunes:owner: required']
      : [
          ...expectOne(owner, 'channel/itunes:owner', ITUNES, 'name', isFilled),
          ...expectOne(owner, 'channel/itunes:owner', ITUNES, 'email', (text) => EMAIL.test(text)),
        ]),
    ...items.flatMap((item, index) => checkEpisode(item, `item[${index}]`)),
  ];
}

function checkEpisode(item: XmlElement, path: string): readonly string[] {
  const enclosures = childrenOf(item, '', 'enclosure');
  const type = enclosures[0]?.attributes.get('type') ?? '';
  const summary = textOf(item, ITUNES, 'summary') ?? '';
  return [
    ...(enclosures.length === 1 ? [] : [`${path}: ${enclosures.length} enclosures, an episode has one`]),
    ...(['audio/mpeg', 'audio/mp4', 'audio/x-m4a'].includes(type) ? [] : [`${path}: Apple takes no ${type}`]),
    ...(['title', 'guid', 'pubDate'] as const).flatMap((name) => expectOne(item, path, '', name, isFilled)),
    ...expectOne(item, path, ITUNES, 'title', (text) => text === textOf(item, '', 'title')),
    ...expectOne(item, path, ITUNES, 'explicit', isTrueOrFalse),
    ...expectOne(item, path, ITUNES, 'episodeType', (text) => ['full', 'trailer', 'bonus'].includes(text)),
    ...(childrenOf(item, ITUNES, 'duration').length === 0
      ? []
      : expectOne(item, path, ITUNES, 'duration', isPositiveInteger)),
    ...(summary.length <= 4000 ? [] : [`${path}/itunes:summary: longer than 4000 characters`]),
    ...checkArtwork(item, path, false),
  ];
}

function checkArtwork(container: XmlElement, path: string, required: boolean): readonly string[] {
  const hrefs = childrenOf(container, ITUNES, 'image').map((image) => image.attributes.get('href') ?? '');
  return [
    ...(hrefs.length === 1 || (hrefs.length === 0 && !required)
      ? []
      : [`${path}/itunes:image: ${hrefs.length} of them`]),
    ...hrefs
      .filter((href) => !isWebUrl(href) || !/\.(?:jpe?g|png)$/i.test(href))
      .map((href) => `${path}/itunes:image: no JPEG or PNG: ${href}`),
  ];
}

function checkCategories(channel: XmlElement): readonly string[] {
  const categories = childrenOf(channel, ITUNES, 'category');
  if (categories.length === 0) return ['channel/itunes:category: required'];
  return categories.flatMap((category) => {
    const name = category.attributes.get('text') ?? '';
    const known = CATEGORIES[name];
    if (known === undefined) return [`channel/itunes:category: not among Apple's: ${name}`];
    return category.children
      .map((child) => child.attributes.get('text') ?? '')
      .filter((subcategory) => !known.includes(subcategory))
      .map((subcategory) => `channel/itunes:category: nothing under ${name}: ${subcategory}`);
  });
}

function expectOne(
  container: XmlElement,
  path: string,
  uri: string,
  local: string,
  holds: (text: string) => boolean,
): readonly string[] {
  const prefix = { [ITUNES]: 'itunes:', [PODCAST]: 'podcast:' }[uri] ?? '';
  const found = childrenOf(container, uri, local);
  if (found.length !== 1) return [`${path}/${prefix}${local}: ${found.length} of them, exactly one required`];
  const [text = ''] = found.map((element) => element.text);
  return holds(text) ? [] : [`${path}/${prefix}${local}: ${JSON.stringify(text.slice(0, 80))} is not what it must be`];
}

function isFilled(text: string): boolean {
  return text.trim() !== '';
}

function isTrueOrFalse(text: string): boolean {
  return text === 'true' || text === 'false';
}
