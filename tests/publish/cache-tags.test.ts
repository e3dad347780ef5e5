import { expect, test } from '@jest/globals';
import type { ArticleId } from '../../src/model/article.ts';
import type { Change } from '../../src/model/change.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { tagsOfChange, tagsOfFeed } from '../../src/publish/cache-tags.ts';

const tagsOf = (id: string, select: Partial<typeof EMPTY_SELECTION> = {}) =>
  tagsOfFeed({ id, select: { ...EMPTY_SELECTION, ...select } });

test.each([
  ['a defined feed', tagsOf('top'), ['feed/top', 'all']],
  ['a feed with conditions', tagsOf('a', { categories: ['x', 'y'], tags: ['z'] }), ['feed/a', 'tag/z']],
  [
    'a feed of a term',
    tagsOf('category/תרבות', { categories: ['תרבות'] }),
    ['category/%D7%AA%D7%A8%D7%91%D7%95%D7%AA'],
  ],
  ['a custom feed', tagsOf('custom?language=es-MX', { languages: ['es-MX'] }), ['language/es-mx']],
  ['a saved custom feed', tagsOf('c/abcdefgh'), ['all']],
  ['very many terms', tagsOf('a', { tags: Array.from({ length: 21 }, (_, nth) => `t${nth}`) }), ['feed/a', 'all']],
  ['a very long term', tagsOf('a', { tags: ['ת'.repeat(40)] }), ['feed/a', 'all']],
])('the tags of %s', (_name, tags, expected) => {
  expect(tags).toEqual(expected);
});

test('a change has the tags of its article and of all terms before and after, in ASCII and without repetition', () => {
  const facets = { categories: ['world'], tags: ['a/b', 'ת'.repeat(40)], authors: [], language: 'zh-Hant-TW' };
  const change: Change = {
    seq: 1,
    kind: 'retracted',
    articleId: 'x' as ArticleId,
    at: 0,
    publishedAt: 0,
    before: facets,
    after: { ...facets, categories: ['world', 'sport'], language: 'en' },
  };
  expect(tagsOfChange(change)).toEqual([
    ...['all', 'notices', 'article/x', 'category/world', 'tag/a%2Fb'],
    ...['language/zh', 'language/zh-hant', 'language/zh-hant-tw', 'category/sport', 'language/en'],
  ]);
  expect(tagsOfChange({ ...change, kind: 'published' }).slice(0, 2)).toEqual(['all', 'category/world']);
});
