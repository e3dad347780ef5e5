import { describe, expect, test } from '@jest/globals';
import { SYNDICATION_FORMATS, type SyndicationFormat } from '../../src/model/feed-formats.ts';
import type { ArchivePages, PagingCursors } from '../../src/render/feed-archive.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { childrenOf, parseXml } from '../conformance/xml-tree.ts';
import { articles, documentOf } from './newsroom.ts';

const validators = { rss: validateRss, atom: validateAtom, json: validateJsonFeed };
const XML_FORMATS = ['rss', 'atom'] as const;

function render(format: SyndicationFormat, archive?: ArchivePages, id = 'top', paging: PagingCursors = {}): string {
  return renderFeed(format, documentOf(articles, { id }, { paging, ...(archive === undefined ? {} : { archive }) }))
    .text;
}

/** The links of an XML document by relation, and whether it is an archive page. */
function linksOf(format: 'rss' | 'atom', text: string): Readonly<Record<string, unknown>> {
  const root = parseXml(text);
  const container = format === 'rss' ? childrenOf(root, '', 'channel')[0] : root;
  if (container === undefined) throw new Error('no channel');
  const links = childrenOf(container, 'http://www.w3.org/2005/Atom', 'link').map(({ attributes }) => attributes);
  const own = links.filter((link) => link.get('rel') !== 'alternate');
  const marks = childrenOf(container, 'http://purl.org/syndication/history/1.0', 'archive');
  return {
    ...Object.fromEntries(
      own.map((link) => [link.get('rel'), link.get('href')?.replace('https://news.example.org', '')]),
    ),
    archive: marks.length === 1,
  };
}

describe.each(XML_FORMATS)('%s', (format) => {
  test('the feed itself links to its newest archive page', () => {
    expect(linksOf(format, render(format, { pages: 7 }))).toEqual({
      self: `/feeds/top.${format}`,
      'prev-archive': `/feeds/top/archive/7.${format}`,
      archive: false,
    });
  });

  test('the feed itself and its older pages link to the next page by cursor', () => {
    expect(linksOf(format, render(format, { pages: 7 }, 'top', { next: 'b' }))).toEqual({
      self: `/feeds/top.${format}`,
      next: `/feeds/top.${format}?after=b`,
      'prev-archive': `/feeds/top/archive/7.${format}`,
      archive: false,
    });
    expect(linksOf(format, render(format, undefined, 'custom?tag=a', { after: 'b', next: 'c' }))).toEqual({
      self: `/feeds/custom.${format}?tag=a&after=b`,
      first: `/feeds/custom.${format}?tag=a`,
      next: `/feeds/custom.${format}?tag=a&after=c`,
      archive: false,
    });
  });

  test('an archive page links to its neighbours and to the feed itself', () => {
    expect(linksOf(format, render(format, { pages: 7, page: 3 }))).toEqual({
      self: `/feeds/top/archive/3.${format}`,
      current: `/feeds/top.${format}`,
      next: `/feeds/top/archive/2.${format}`,
      'prev-archive': `/feeds/top/archive/2.${format}`,
      'next-archive': `/feeds/top/archive/4.${format}`,
      archive: true,
    });
  });

  test('the oldest page has no older one; the newest links to the page after it', () => {
    expect(linksOf(format, render(format, { pages: 1, page: 1 }))).toEqual({
      self: `/feeds/top/archive/1.${format}`,
      current: `/feeds/top.${format}`,
      'next-archive': `/feeds/top/archive/2.${format}`,
      archive: true,
    });
  });

  test('the address of a custom feed’s archive page ends with the query', () => {
    expect(linksOf(format, render(format, { pages: 2, page: 2 }, 'custom?category=israel&lang=es'))).toEqual({
      self: `/feeds/custom/archive/2.${format}?category=israel&lang=es`,
      current: `/feeds/custom.${format}?category=israel&lang=es`,
      next: `/feeds/custom/archive/1.${format}?category=israel&lang=es`,
      'prev-archive': `/feeds/custom/archive/1.${format}?category=israel&lang=es`,
      'next-archive': `/feeds/custom/archive/3.${format}?category=israel&lang=es`,
      archive: true,
    });
  });
});

describe('JSON Feed', () => {
  const read = (archive?: ArchivePages) => JSON.parse(render('json', archive));

  test('links to older items by next_url, and from an archive page to the feed itself', () => {
    expect(JSON.parse(render('json', { pages: 7 }, 'top', { next: 'b' }))).toMatchObject({
      feed_url: 'https://news.example.org/feeds/top.json',
      next_url: 'https://news.example.org/feeds/top.json?after=b',
    });
    expect(read({ pages: 7, page: 3 })).toMatchObject({
      feed_url: 'https://news.example.org/feeds/top/archive/3.json',
      next_url: 'https://news.example.org/feeds/top/archive/2.json',
      _tidings: {
        archive: {
          page: 3,
          current: 'https://news.example.org/feeds/top.json',
          newer: 'https://news.example.org/feeds/top/archive/4.json',
        },
      },
    });
    expect(read({ pages: 7, page: 1 })).not.toHaveProperty('next_url');
  });
});

describe.each(SYNDICATION_FORMATS)('an archive in %s', (format) => {
  test.each<[string, ArchivePages, string]>([
    ['the feed itself', { pages: 2 }, 'top'],
    ['its oldest page', { pages: 2, page: 1 }, 'top'],
    ['its newest page', { pages: 2, page: 2 }, 'top'],
    ['a page of a feed with letters of another script', { pages: 3, page: 2 }, 'category/תרבות'],
    ['a page of a custom feed', { pages: 3, page: 2 }, 'custom?category=israel&not-tag=a&q=flood%20relief'],
  ])('%s is valid', (_what, place, id) => {
    expect(validators[format](render(format, place, id))).toEqual([]);
  });

  test('has one id on all pages', () => {
    const ids = [undefined, 1, 2].map((page) => {
      const document = documentOf(articles, {}, { archive: { pages: 2, ...(page === undefined ? {} : { page }) } });
      return [document.page, document.title, document.home, document.items.map((item) => item.guid)];
    });
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
  });

  test('without pages adds nothing', () => {
    expect(render(format, { pages: 0 })).toBe(render(format));
  });

  test('has pages that change only with their own articles', () => {
    expect(render(format, { pages: 9, page: 3 })).toBe(render(format, { pages: 3, page: 3 }));
  });
});

test.each([0, 4, 1.5, Number.NaN])('an archive of three pages has no page %j', (page) => {
  expect(() => documentOf([], {}, { archive: { pages: 3, page } })).toThrow(RangeError);
});
