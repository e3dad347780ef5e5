import { describe, expect, test } from '@jest/globals';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { formatCursor, parseCursor } from '../../src/publish/cursor.ts';
import { parseFeedAddress } from '../../src/publish/feed-address.ts';

describe('an address below /feeds/', () => {
  test.each([
    ['top', { name: { kind: 'defined', id: 'top' } }],
    ['top.rss', { name: { kind: 'defined', id: 'top' }, format: 'rss' }],
    ['top/archive/7.atom', { name: { kind: 'defined', id: 'top' }, format: 'atom', archivePage: 7 }],
    ['category/middle-east', { name: { kind: 'derived', term: 'category', slug: 'middle-east' } }],
    ['category/archive.json', { name: { kind: 'derived', term: 'category', slug: 'archive' }, format: 'json' }],
    ['tag/תרבות.rss', { name: { kind: 'derived', term: 'tag', slug: 'תרבות' }, format: 'rss' }],
    [
      'author/a/archive/1.json',
      { name: { kind: 'derived', term: 'author', slug: 'a' }, format: 'json', archivePage: 1 },
    ],
    ['custom.rss', { name: { kind: 'custom' }, format: 'rss' }],
    ['c/abcd2345', { name: { kind: 'code', code: 'abcd2345' } }],
  ])('%s is understood', (path, address) => {
    expect(parseFeedAddress(path.split('/'))).toEqual(address);
  });

  test.each([
    '',
    'a/b',
    'category/',
    'top/archive/0.rss',
    'top/archive/1',
    'top/archive/x.rss',
    'a/b/c/d.rss',
    'top/archive/01.rss',
  ])('%j names nothing', (path) => {
    const address = parseFeedAddress(path.split('/'));
    expect(address?.archivePage).toBeUndefined();
    expect(
      address?.name.kind === 'derived' || address?.name.kind === 'defined' ? address.name : undefined,
    ).toBeUndefined();
  });
});

describe('a cursor', () => {
  test('comes back as the position it was made of', () => {
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
    `01.${'0'.repeat(32)}`,
  ])('%j is none', (text) => {
    expect(parseCursor(text)).toBeUndefined();
  });
});
