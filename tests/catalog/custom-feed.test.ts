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
    ['count=5&count=6', 'count: expected one value, got 2'],
    ['q=hope&q=peace', 'q: expected one value, got 2'],
    ['lang=en_US', 'lang: expected a language such as en or pt-BR, got "en_US"'],
    ['category=*', 'category: expected a name with letters or digits, got "*"'],
    ['content=some', 'content: expected full or summary, got "some"'],
    [`q=${'a'.repeat(101)}`, 'q: expected at most 100 characters, got 101'],
    [Array.from({ length: 21 }, (_, index) => `tag=t${index}`).join('&'), 'tag: expected at most 20 values, got 21'],
  ])('%s is refused in one sentence', (query, problem) => {
    expect(parseCustomFeed(new URLSearchParams(query))).toEqual({ problem });
  });

  test.each([
    ['categroy=world', '"categroy" (did you mean category?)'],
    ['since=2026-11-01', '"since"'],
    ['Category=world', '"Category" (did you mean category?)'],
    ['category[]=world', '"category[]" (did you mean category?)'],
    ['category%5B0%5D=world', '"category[0]" (did you mean category?)'],
    ['lang=en&amp;tag=peru', '"amp;tag" (did you mean tag?)'],
    ['not_categories=world', '"not_categories"'],
    ['nottag=world&tags=peru', '"nottag" (did you mean not-tag?), "tags" (did you mean tag?)'],
    ['language=en&limit=5', '"language" (did you mean lang?), "limit" (did you mean count?)'],
    ['categroy=', '"categroy" (did you mean category?)'],
    ['=world', '""'],
    ['constructor=1&__proto__=2', '"constructor", "__proto__"'],
    ['a=&b=&c=&d=&e=&f=&g=', '"a", "b", "c", "d", "e" and 2 more'],
    [`${'x'.repeat(100)}=1`, `"${'x'.repeat(40)}"`],
  ])('%s is refused with the names that are unknown', (query, named) => {
    expect(parseCustomFeed(new URLSearchParams(query))).toEqual({
      problem:
        `Unknown in the query: ${named}. A custom feed takes category, tag, author, lang, not-category, not-tag, ` +
        'not-author, not-lang, q, count, content.',
    });
  });

  test('ignores empty parameters, repeated values and what trackers add to links', () => {
    const added = 'utm_source=x&utm_medium=y&fbclid=1&gclid=2&mc_cid=3&ref=blog&_=4';
    expect(parse(`category=World&category=world&tag=&q=&count=&count=5&${added}`).query).toBe('category=world&count=5');
    expect(parse('%63ategory=world&not%2Dtag=peru').query).toBe('category=world&not-tag=peru');
  });
});

function parse(query: string): CustomFeed {
  const feed = parseCustomFeed(new URLSearchParams(query));
  if ('problem' in feed) throw new Error(feed.problem);
  return feed;
}
