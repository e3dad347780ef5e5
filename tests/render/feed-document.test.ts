import { describe, expect, test } from '@jest/globals';
import type { Article } from '../../src/model/article.ts';
import { buildFeedDocument } from '../../src/render/feed-document.ts';
import type { FeedItem } from '../../src/render/feed-item.ts';
import { article, audioArticle, definition, documentOf, imageArticle, site } from './newsroom.ts';

function itemOf(parts: Partial<Article>): FeedItem {
  const [item] = documentOf([article(1, parts)]).items;
  if (item === undefined) throw new Error('the article was left out');
  return item;
}

describe('the document of a feed', () => {
  test('has its own absolute address in every format', () => {
    expect(documentOf([]).self).toMatchObject({
      rss: 'https://news.example.org/feeds/top.rss',
      atom: 'https://news.example.org/feeds/top.atom',
      json: 'https://news.example.org/feeds/top.json',
    });
  });

  test('has its own page as home unless the definition has another', () => {
    expect(documentOf([]).home).toBe('https://news.example.org/feeds/top');
    expect(documentOf([], { home: 'https://www.olivebranch.example/top' }).home).toBe(
      'https://www.olivebranch.example/top',
    );
    expect(documentOf([], { home: 'javascript:alert(1)' }).home).toBe('https://news.example.org/feeds/top');
  });

  test('was updated with its content, or with its newest item, or never if it has none', () => {
    const window = { articles: [article(1), article(2)] };
    expect(buildFeedDocument(site, definition(), { ...window, updated: 5000 }).updated).toBe(5000);
    expect(buildFeedDocument(site, definition(), window).updated).toBe(article(1).updatedAt);
    expect(buildFeedDocument(site, definition(), { articles: [] })).not.toHaveProperty('updated');
  });
});

describe('an item', () => {
  test('keeps its guid with another host, slug and title', () => {
    const elsewhere = { name: 'Moved', publicUrl: 'http://other.example:8080' };
    const moved = article(1, { slug: 'renamed', title: 'Renamed' });
    const document = buildFeedDocument(elsewhere, definition(), { articles: [moved] });
    expect(document.items[0]?.guid).toBe(itemOf({}).guid);
    expect(itemOf({}).guid).toBe('urn:uuid:01934f00-0000-7000-8000-000000000001');
  });

  test('links to the newsroom’s own page or, without one, to ours', () => {
    expect(itemOf({ canonicalUrl: 'https://www.olivebranch.example/a' }).url).toBe('https://www.olivebranch.example/a');
    expect(itemOf({}).url).toBe('https://news.example.org/articles/01934f00-0000-7000-8000-000000000001');
  });

  test('is never updated before its publication', () => {
    expect(itemOf({ publishedAt: 9000, updatedAt: 1000 }).updatedAt).toBe(9000);
  });

  test('has a language only if it differs from the feed’s', () => {
    expect(itemOf({ language: 'EN' })).not.toHaveProperty('language');
    expect(itemOf({ language: 'en-US' }).language).toBe('en-US');
  });

  test('without a title gets the first words of its text', () => {
    expect(itemOf({ title: '', summary: 'One two three. '.repeat(10) }).title).toBe(
      'One two three. One two three. One two three. One two three. One two three. One…',
    );
    expect(itemOf({ title: '', summary: '', contentHtml: '<p>Salt &amp; <b>light</b></p>' }).title).toBe(
      'Salt & light',
    );
  });

  test('has absolute addresses of image and audio', () => {
    expect(itemOf(imageArticle).image).toEqual({
      url: 'https://news.example.org/media/0a1b2c3d4e5f60718293a4b5c6d7e8f9.jpg',
      alt: 'Two bakers at an oven',
      credit: 'Dana Whitfield/Olive Branch',
      caption: 'The first loaves, at four in the morning.',
      width: 1600,
      height: 1067,
      type: 'image/jpeg',
      bytes: 245_118,
      thumbnail: {
        url: 'https://news.example.org/media/ffeeddccbbaa99887766554433221100.jpg',
        width: 320,
        height: 240,
      },
    });
    expect(itemOf(audioArticle).audio).toEqual({
      url: 'https://news.example.org/media/11112222333344445555666677778888.mp3',
      type: 'audio/mpeg',
      bytes: 5_812_004,
      duration: 363,
    });
  });

  test('has the beginning of the feed’s address with each category and tag', () => {
    expect(itemOf(imageArticle).categories).toEqual([
      { kind: 'category', scheme: 'https://news.example.org/feeds/category/', term: 'israel', label: 'Israel' },
      {
        kind: 'category',
        scheme: 'https://news.example.org/feeds/category/',
        term: 'middle-east',
        label: 'Middle East',
      },
      {
        kind: 'tag',
        scheme: 'https://news.example.org/feeds/tag/',
        term: 'flood-aftermath',
        label: 'Flood & aftermath',
      },
    ]);
  });

  test.each([
    [
      'CC BY 4.0',
      {
        kind: 'address',
        url: 'https://creativecommons.org/licenses/by/4.0/',
        text: 'CC BY 4.0',
        isCreativeCommons: true,
      },
    ],
    ['All rights reserved.', { kind: 'statement', text: 'All rights reserved.' }],
    [' ', undefined],
  ])('parses the licence %j', (licence, expected) => {
    expect(itemOf({ licence }).licence).toEqual(expected);
  });
});
