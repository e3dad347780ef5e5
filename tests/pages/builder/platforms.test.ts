import { expect, test } from '@jest/globals';
import { listPlatforms, platformOf } from '../../../src/pages/builder/platforms.ts';

test('every place where church websites are made is there once, and every way of it once', () => {
  expect(listPlatforms().map(({ id }) => id)).toEqual([
    ...['wordpress', 'wordpress-com', 'wix', 'squarespace', 'weebly', 'godaddy'],
    ...['joomla', 'drupal', 'ghost', 'subsplash', 'html', 'static'],
  ]);
  for (const { ways } of listPlatforms()) expect(new Set(ways.map(({ way }) => way)).size).toBe(ways.length);
});

test('steps are sentences, and of what stands in braces only the height is known', () => {
  for (const { ways } of listPlatforms()) {
    for (const text of ways.flatMap(({ steps, note }) => [...steps, ...(note === undefined ? [] : [note])])) {
      expect(text).toMatch(/^\S.*[.:]$/);
      expect(text.replace('{height}', '')).not.toMatch(/[{}]/);
    }
  }
});

test('an unknown place is the first one', () => {
  expect(platformOf('geocities')).toBe(listPlatforms()[0]);
});
