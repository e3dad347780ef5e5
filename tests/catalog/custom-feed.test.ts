import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CustomFeed, parseCustomFeed } from '../../src/catalog/custom-feed.ts';

describe('the query of a custom feed', () => {
  test('is parsed in any order and spelling', () => {
    const feed = parse(
      'q=Hope+%20in&tag=Peru&not-category=Devotions&category=Missions&category=world&tag=peru&lang=ES&count=&content=summary',
    );
    expect(feed).toEqual({
      select: { categories: ['missions', 'world'], tags: ['peru'], authors: [], languages: ['es'] },
      exclude: { categories: ['devotions'], tags: [], authors: [], languages: [] },
      count: 50,
      content: 'summary',
      search: 'hope in',
      query: 'category=missions&category=world&tag=peru&lang=es&not-category=devotions&q=hope+in&content=summary',
    });
  });

  test('that is canonical stays the same', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(
              'category',
              'tag',
              'author',
              'lang',
              'not-category',
              'not-lang',
              'q',
              'count',
              'content',
              'utm_source',
            ),
            fc.oneof(
              fc.string({ unit: 'grapheme', maxLength: 12 }),
              fc.constantFrom('en', '7', 'summary', 'עברית', 'Middle East'),
            ),
          ),
          { maxLength: 8 },
        ),
        (pairs) => {
          const once = parseCustomFeed(new URLSearchParams(pairs));
          if ('problem' in once) return;
          const twice = parse(once.query);
          expect(twice).toEqual(once);
        },
      ),
    );
  });

  test.each([
    ['count=0', 'count: expected a whole number from 1 to 100, got "0"'],
    ['count=many', 'count: expected a whole number from 1 to 100, got "many"'],
    ['content=some', 'content: expected full or summary, got "some"'],
    [`q=${'a'.repeat(101)}`, 'q: expected at most 100 characters, got 101'],
    [Array.from({ length: 21 }, (_, index) => `tag=t${index}`).join('&'), 'tag: expected at most 20 values, got 21'],
  ])('%s is refused in one sentence', (query, problem) => {
    expect(parseCustomFeed(new URLSearchParams(query))).toEqual({ problem });
  });
});

function parse(query: string): CustomFeed {
  const feed = parseCustomFeed(new URLSearchParams(query));
  if ('problem' in feed) throw new Error(feed.problem);
  return feed;
}
