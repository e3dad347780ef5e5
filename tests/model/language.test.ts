import { describe, expect, test } from '@jest/globals';
import { findCanonicalTag, sortByLabel, textDirection, toLanguageTag } from '../../src/model/language.ts';

describe('the direction of text', () => {
  test.each([
    'he',
    'iw',
    'ar-EG',
    'fa',
    'ur',
    'ps',
    'sd',
    'ug',
    'yi',
    'dv',
    'ckb',
    'syr',
    'pa-PK',
    'ks',
    'uz-AF',
    'arc',
  ])('is right to left in %s', (language) => {
    expect(textDirection(language)).toBe('rtl');
  });

  test.each(['en', 'es-MX', 'pa', 'pa-IN', 'uz', 'uz-UZ', 'sd-Deva', 'ks-Deva', 'az', 'ru', 'zh-Hant'])(
    'is left to right in %s',
    (language) => {
      expect(textDirection(language)).toBe('ltr');
    },
  );

  test.each(['pa-Arab', 'az-Arab', 'ur-Arab-PK', 'ff-Adlm', 'man-Nkoo'])(
    'follows the script that %s names',
    (language) => {
      expect(textDirection(language)).toBe('rtl');
    },
  );

  test.each(['', 'not a language!', 'e'])('is left to the browser for %j', (language) => {
    expect(textDirection(language)).toBe('auto');
  });
});

test('a language tag has one canonical form', () => {
  expect(['EN-us', 'pt-br', 'iw', 'zh-hant-tw'].map(findCanonicalTag)).toEqual(['en-US', 'pt-BR', 'he', 'zh-Hant-TW']);
});

test.each(['', 'e', 'not a language!', 'en_US', 'en-'])('%j is not a language tag', (text) => {
  expect(findCanonicalTag(text)).toBeUndefined();
  expect(toLanguageTag(text)).toBeUndefined();
});

test.each([
  ['en', ['Zoo', 'apple', 'Äther', 'Übersee', 'Bread'], ['apple', 'Äther', 'Bread', 'Übersee', 'Zoo']],
  ['de', ['Zypern', 'Österreich', 'Ägypten', 'Oman'], ['Ägypten', 'Oman', 'Österreich', 'Zypern']],
  ['sv', ['Zypern', 'Österreich', 'Ägypten', 'Oman'], ['Oman', 'Zypern', 'Ägypten', 'Österreich']],
  ['es', ['Ñandú', 'Nube', 'Oro', 'nao'], ['nao', 'Nube', 'Ñandú', 'Oro']],
  ['he', ['תרבות', 'World', 'אמונה'], ['אמונה', 'תרבות', 'World']],
  ['not a language', ['b', 'C', 'a'], ['a', 'b', 'C']],
])('labels in %s are in alphabetical order', (language, labels, sorted) => {
  expect(
    sortByLabel(
      labels.map((label) => ({ label })),
      language,
    ).map(({ label }) => label),
  ).toEqual(sorted);
});
