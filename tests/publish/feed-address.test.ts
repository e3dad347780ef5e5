import { describe, expect, test } from '@jest/globals';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { formatCursor, parseCursor } from '../../src/publish/cursor.ts';
import { parseFeedDocumentAddress, parseFeedName, pathOf } from '../../src/publish/feed-address.ts';

describe('the address of a feed document', () => {
  test.each([
    ['top.rss', { name: { kind: 'defined', id: 'top' }, format: 'rss' }],
    ['top/archive/7.atom', { name: { kind: 'defined', id: 'top' }, format: 'atom', archivePage: 7 }],
    ['category/archive.json', { name: { kind: 'derived', term: 'category', slug: 'archive' }, format: 'json' }],
    ['tag/תרבות.rss', { name: { kind: 'derived', term: 'tag', slug: 'תרבות' }, format: 'rss' }],
    [
      'author/a/archive/1.json',
      { name: { kind: 'derived', term: 'author', slug: 'a' }, format: 'json', archivePage: 1 },
    ],
    ['custom.rss', { name: { kind: 'custom' }, format: 'rss' }],
    ['c/abcd2345.rss', { name: { kind: 'code', code: 'abcd2345' }, format: 'rss' }],
  ])('%s is parsed', (path, address) => {
    expect(parseFeedDocumentAddress(path.split('/'))).toEqual(address);
  });

  test.each([
    '',
    'top',
    'top.xml',
    'a/b.rss',
    'category/.rss',
    'top/archive/0.rss',
    'top/archive/1',
    'top/archive/x.rss',
    'a/b/c/d.rss',
    'top/archive/01.rss',
  ])('%j is none', (path) => {
    expect(parseFeedDocumentAddress(path.split('/'))).toBeUndefined();
  });
});

describe('the name of a feed in a path', () => {
  test.each([
    ['top', { kind: 'defined', id: 'top' }],
    ['category/middle-east', { kind: 'derived', term: 'category', slug: 'middle-east' }],
    ['c/abcd2345', { kind: 'code', code: 'abcd2345' }],
    ['custom', { kind: 'custom' }],
  ])('%s is parsed, and pathOf gives it back', (path, name) => {
    const parsed = parseFeedName(path.split('/'));
    expect(parsed).toEqual(name);
    expect(parsed && pathOf(parsed)).toBe(path);
  });

  test.each(['', 'a/b', 'category/', 'a/b/c'])('%j is none', (path) => {
    expect(parseFeedName(path.split('/'))).toBeUndefined();
  });
});

describe('a cursor', () => {
  test('is parsed to the position that it was formatted from', () => {
    for (const publishedAt of [
      0,
      -86_400_000,
      Date.parse('2026-11-20T08:00:00Z'),
      Date.parse('9999-12-31T23:59:59Z'),
    ]) {
      const position = { publishedAt, id: mintUuidV7(1_700_000_000_000) };
      expect(parseCursor(formatCursor(position))).toEqual(position);
    }
  });

  test.each([
    '',
    'x',
    '1.2',
    '..',
    `${'z'.repeat(20)}.${'0'.repeat(32)}`,
    `1.${'g'.repeat(32)}`,
    `1.${'0'.repeat(32)}`,
    '01.019aa0e51c007abc8def0123456789ab',
    '-0.019aa0e51c007abc8def0123456789ab',
    ' 1.019aa0e51c007abc8def0123456789ab',
    '1.019aa0e51c007abc8def0123456789ab0',
  ])('%j is none', (text) => {
    expect(parseCursor(text)).toBeUndefined();
  });
});
