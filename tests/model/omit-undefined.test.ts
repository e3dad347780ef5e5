import { expect, test } from '@jest/globals';
import { omitUndefined } from '../../src/model/omit-undefined.ts';

test('keeps every field but those that are undefined, in the same order', () => {
  const fields = omitUndefined({ a: 1, b: undefined, c: null, d: '', e: false, f: { g: undefined } });
  expect(Object.entries(fields)).toEqual([
    ['a', 1],
    ['c', null],
    ['d', ''],
    ['e', false],
    ['f', { g: undefined }],
  ]);
  expect(Object.keys(fields)).not.toContain('b');
});
