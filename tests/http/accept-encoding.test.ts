import { describe, expect, test } from '@jest/globals';
import { chooseCoding } from '../../src/http/accept-encoding.ts';
import { memoizeByText } from '../../src/http/memoize-by-text.ts';

describe('the content coding of an answer', () => {
  test.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0,gzip;q=0', 'identity'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['gzip;q=0.5, br;q=0.5', 'br'],
    ['identity, gzip;q=0.1', 'identity'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['br;q=0, *', 'gzip'],
    ['identity;q=0', 'identity'],
    ['deflate', 'identity'],
    ['br;q=nonsense', 'identity'],
    [' br ; q=0.8 , gzip ; q=0.9 ', 'gzip'],
    [',,,', 'identity'],
    [', br;q=0, *', 'gzip'],
    ['identity, br;q=0.1', 'identity'],
    ['br;x=1;q=0, gzip', 'gzip'],
    ['identity;q=0.5, br;q=0.5', 'br'],
    ['br;q=-1, gzip;q=2', 'gzip'],
  ])('the header %j selects %s', (header, coding) => {
    expect(chooseCoding(header)).toBe(coding);
    expect(chooseCoding(header)).toBe(coding);
  });
});

test('the results of the last 500 headers are kept, and none of a long one', () => {
  const computed: string[] = [];
  const compute = memoizeByText((text) => {
    computed.push(text);
    return `${text}!`;
  });
  const texts = Array.from({ length: 500 }, (_, index) => `${index}`);
  for (let times = 0; times < 2; times += 1) for (const text of texts) expect(compute(text)).toBe(`${text}!`);
  expect(computed).toEqual(texts);
  compute('one more');
  compute('0');
  expect(computed.slice(500)).toEqual(['one more', '0']);

  for (const length of [500, 501]) for (let times = 0; times < 2; times += 1) compute('x'.repeat(length));
  expect(computed.slice(502).map(({ length }) => length)).toEqual([500, 501, 501]);
});
