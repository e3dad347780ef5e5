import { expect, test } from '@jest/globals';
import { findPlatform, PLATFORMS, recognizePlatform } from '../../src/model/platforms.ts';

test('each platform is in the table once, and each of its methods once', () => {
  const ids = PLATFORMS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { methods } of PLATFORMS) expect(new Set(methods.map(({ id }) => id)).size).toBe(methods.length);
});

test('steps, notes and advice are sentences, and {height} is the only placeholder', () => {
  for (const { methods, page } of PLATFORMS) {
    const texts = methods.flatMap(({ steps, note }) => [...steps, note ?? 'No note.']);
    for (const text of [...texts, page?.advice ?? 'No advice.']) {
      expect(text).toMatch(/^\S.*[.:]$/);
      expect(text.replace('{height}', '')).not.toMatch(/[{}]/);
    }
  }
});

test('an unknown platform is the first one', () => {
  expect(findPlatform('geocities')).toBe(PLATFORMS[0]);
});

test.each([
  ['<link href="https://church.example/wp-content/themes/a.css">', 'WordPress'],
  ['<img src="https://static.wixstatic.com/a.png"><img src="https://other.example/wp-content/b.png">', 'Wix'],
  ['<meta name="generator" content="Drupal 11">', 'Drupal'],
  ["<meta content='blogger' name='generator'/>", 'Blogger'],
  ['<link rel="icon" href="https://ssl.gstatic.com/atari/images/public/favicon.ico">', 'Google Sites'],
  ['<p>Welcome</p>', undefined],
])('%s is a page of %s', (html, name) => {
  expect(recognizePlatform(html)?.name).toBe(name);
});
