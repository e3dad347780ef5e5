import { describe, expect, test } from '@jest/globals';
import { parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import type { Article } from '../../src/model/article.ts';
import type { FeedDefinition, Podcast } from '../../src/model/feed-definition.ts';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { podcastGuid } from '../../src/render/feed-podcast.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { renderRss } from '../../src/render/rss.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { article, audioArticle, documentOf, imageArticle, podcast } from './newsroom.ts';

const validators = { rss: validateRss, atom: validateAtom, json: validateJsonFeed };
const show = (articles: readonly Article[], parts: Partial<Podcast> = {}, others: Partial<FeedDefinition> = {}) =>
  documentOf(articles, { id: 'devotions', title: 'Morning devotions', podcast: { ...podcast, ...parts }, ...others });
const soundOf = (parts: Partial<Article['audio']>) =>
  ({ audio: { url: 'https://e.org/a.mp3', type: 'audio/mpeg', bytes: 10, ...parts } }) as Partial<Article>;

describe.each(SYNDICATION_FORMATS)('a podcast as %s', (format) => {
  test('is valid', () => {
    expect(validators[format](renderFeed(format, show([audioArticle, article(9, soundOf({}))])).text)).toEqual([]);
    expect(validators[format](renderFeed(format, show([])).text)).toEqual([]);
  });

  test('has its artwork as the image of the feed', () => {
    expect(renderFeed(format, show([])).text).toContain('artwork.jpg');
  });

  test('skips articles that cannot be episodes, and says why', () => {
    const others = [
      imageArticle,
      article(11, soundOf({ bytes: Number.NaN })),
      article(12, soundOf({ type: 'audio/ogg' })),
      article(13, soundOf({ type: '' })),
      article(14, soundOf({ url: 'javascript:alert(1)' })),
    ];
    const { text, skipped } = renderFeed(format, show([audioArticle, ...others]));
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'an episode needs audio, got none',
      'an episode needs audio of known length',
      'an episode needs audio of type audio/mpeg, audio/mp4, audio/x-m4a, got audio/ogg',
      'an episode needs audio of type audio/mpeg, audio/mp4, audio/x-m4a, got an unknown type',
      'an episode needs audio, got none',
    ]);
    expect(text).toContain(audioArticle.id);
    expect(text).not.toContain(imageArticle.id);
  });
});

describe('podcast directories', () => {
  const { text } = renderRss(show([audioArticle]));

  test('feedsmith parses the podcast and its episode', () => {
    const { itunes, podcast: namespace, items } = parseRssFeed(text);
    expect(itunes).toMatchObject({
      author: 'Olive Branch & friends',
      owner: { name: 'Dana Whitfield', email: 'podcast@news.example.org' },
      categories: [{ text: 'Religion & Spirituality', categories: [{ text: 'Christianity' }] }, { text: 'News' }],
      explicit: false,
      image: 'https://news.example.org/media/artwork.jpg',
      type: 'episodic',
    });
    expect(namespace).toMatchObject({
      guid: podcastGuid('https://news.example.org/feeds/devotions.rss'),
      locked: { value: true, owner: 'podcast@news.example.org' },
      medium: 'podcast',
    });
    expect(items?.[0]).toMatchObject({
      enclosures: [{ length: 5_812_004, type: 'audio/mpeg' }],
      itunes: {
        title: 'Morning devotion: the lamp',
        duration: 363,
        episodeType: 'full',
        explicit: false,
        summary: 'Six minutes on Psalm 119.',
      },
    });
  });

  test('rss-parser parses them too', async () => {
    const feed = await new RssParser().parseString(text);
    expect(feed.itunes).toMatchObject({
      author: 'Olive Branch & friends',
      image: 'https://news.example.org/media/artwork.jpg',
      owner: { name: 'Dana Whitfield', email: 'podcast@news.example.org' },
    });
    expect(feed.items[0]).toMatchObject({
      enclosure: { length: '5812004', type: 'audio/mpeg' },
      itunes: { duration: '363', explicit: 'false' },
    });
  });

  test('a podcast can be explicit, serial and not locked', () => {
    const other = renderRss(show([audioArticle], { explicit: true, type: 'serial', locked: false })).text;
    expect(other.match(/<itunes:explicit>true</g)).toHaveLength(2);
    expect(other).toContain('<itunes:type>serial</itunes:type>');
    expect(other).toContain('>no</podcast:locked>');
    expect(validateRss(other)).toEqual([]);
  });

  test('an episode has its own image only if directories accept it', () => {
    const square = { url: 'https://e.org/a.png', alt: '', width: 1400, height: 1400, type: 'image/png' };
    const artworkOf = (image: Article['image']) =>
      renderRss(show([{ ...audioArticle, ...(image && { image }) }]))
        .text.split('<item>')[1]
        ?.includes('<itunes:image');
    expect(artworkOf(square)).toBe(true);
    expect(
      [{ height: 1000 }, { width: 900, height: 900 }, { width: 4000, height: 4000 }, { type: 'image/webp' }].map(
        (parts) => artworkOf({ ...square, ...parts }),
      ),
    ).toEqual(Array(4).fill(false));
  });

  test('a feed that is not a podcast has no podcast elements', () => {
    expect(renderRss(documentOf([audioArticle])).text).not.toMatch(/itunes|podcast/);
  });
});

describe('the guid of a podcast', () => {
  test('is that of the examples in the podcast namespace', () => {
    expect(podcastGuid('https://mp3s.nashownotes.com/pc20rss.xml')).toBe('917393e3-1b1e-5cef-ace4-edaa54e1f810');
    expect(podcastGuid('http://podnews.net/rss/')).toBe('9b024349-ccf0-5f69-a609-6b82873eab3c');
  });

  test('can be set by the definition', () => {
    const guid = '917393e3-1b1e-5cef-ace4-edaa54e1f810';
    expect(renderRss(show([], { guid })).text).toContain(`<podcast:guid>${guid}</podcast:guid>`);
  });
});
