import { describe, expect, test } from '@jest/globals';
import { parseLicence } from '../../src/model/licence.ts';

const address = (path: string, text: string) => ({
  kind: 'address',
  url: `https://creativecommons.org/${path}`,
  text,
  isCreativeCommons: true,
});

describe('a licence of Creative Commons is recognised', () => {
  test.each([
    ['CC BY 4.0', 'licenses/by/4.0/', 'CC BY 4.0'],
    ['CC-BY-4.0', 'licenses/by/4.0/', 'CC BY 4.0'],
    ['cc-by-sa 4.0', 'licenses/by-sa/4.0/', 'CC BY-SA 4.0'],
    ['CC BY–NC–ND 4.0', 'licenses/by-nc-nd/4.0/', 'CC BY-NC-ND 4.0'],
    ['CC BY-NC-SA 4.0 International', 'licenses/by-nc-sa/4.0/', 'CC BY-NC-SA 4.0'],
    ['Creative Commons Attribution 4.0 International', 'licenses/by/4.0/', 'CC BY 4.0'],
    ['Creative Commons Attribution-ShareAlike 3.0 Unported License', 'licenses/by-sa/3.0/', 'CC BY-SA 3.0'],
    ['Attribution-NonCommercial-NoDerivatives 4.0 International', 'licenses/by-nc-nd/4.0/', 'CC BY-NC-ND 4.0'],
    ['Attribution 4.0 International (CC BY 4.0)', 'licenses/by/4.0/', 'CC BY 4.0'],
    ['CC-BY-3.0-IGO', 'licenses/by/3.0/igo/', 'CC BY 3.0 IGO'],
    ['CC-BY-SA-2.0-UK', 'licenses/by-sa/2.0/uk/', 'CC BY-SA 2.0 UK'],
    ['CC0-1.0', 'publicdomain/zero/1.0/', 'CC0 1.0'],
    ['CC0', 'publicdomain/zero/1.0/', 'CC0 1.0'],
    ['CC0 1.0 Universal', 'publicdomain/zero/1.0/', 'CC0 1.0'],
    ['Creative Commons Zero', 'publicdomain/zero/1.0/', 'CC0 1.0'],
    ['CC-PDM-1.0', 'publicdomain/mark/1.0/', 'Public Domain Mark 1.0'],
    ['Public Domain Mark 1.0', 'publicdomain/mark/1.0/', 'Public Domain Mark 1.0'],
    ['https://creativecommons.org/licenses/by/4.0/deed.es', 'licenses/by/4.0/deed.es', 'CC BY 4.0'],
    ['https://creativecommons.org/about', 'about', 'creativecommons.org/about'],
  ])('%s', (written, path, text) => {
    expect(parseLicence(written)).toEqual(address(path, text));
  });
});

test('any other address is a link under its own name', () => {
  const url = 'https://news.example.org/terms';
  const text = 'news.example.org/terms';
  expect(parseLicence(url)).toEqual({ kind: 'address', url, text, isCreativeCommons: false });
});

test.each([
  'All rights reserved.',
  'CC BY',
  'CC BY-SA-ND 4.0',
  'Licensed under CC BY 4.0, photographs excepted.',
  'javascript:alert(1)',
  'MIT',
])('%s is a sentence', (text) => {
  expect(parseLicence(text)).toEqual({ kind: 'statement', text });
});

test.each(['', ' \n'])('%j says nothing', (text) => {
  expect(parseLicence(text)).toBeUndefined();
});
