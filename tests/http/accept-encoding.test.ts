import { describe, expect, test } from '@jest/globals';
import { chooseCoding } from '../../src/http/accept-encoding.ts';

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
  ])('the header %j selects %s', (header, coding) => {
    expect(chooseCoding(header)).toBe(coding);
    expect(chooseCoding(header)).toBe(coding);
  });

  test('a bounded number of headers is kept', () => {
    for (let index = 0; index < 5_000; index += 1)
      expect(chooseCoding(`br;q=0.${index}, gzip;q=0`)).toBe(index === 0 ? 'identity' : 'br');
  });
});
