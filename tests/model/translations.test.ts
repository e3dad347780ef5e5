import { describe, expect, test } from '@jest/globals';
import { type Translations, translationsFor } from '../../src/model/translations.ts';

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'he', 'ar', 'ru', 'uk', 'nl'];

const textsOf = ({ language: _, articlePage, ...texts }: Translations) => [
  ...Object.values(texts),
  ...Object.values(articlePage),
];

describe('translations', () => {
  test.each(LANGUAGES)('are complete in %s, and name the newsroom', (language) => {
    const words = translationsFor(language);
    expect(words.language).toBe(language);
    expect(textsOf(words).filter((text) => text.trim() === '')).toEqual([]);
    expect(words.latest.split('{name}')).toHaveLength(2);
  });

  test.each([
    ['pt-BR', 'pt'],
    ['ES', 'es'],
    ['iw', 'he'],
    ['ru-Cyrl-KZ', 'ru'],
  ])('for %s are those for %s', (asked, given) => {
    expect(translationsFor(asked).language).toBe(given);
  });

  test.each(['zh', '', 'constructor', 'not a tag'])('for %j are English, and say so', (asked) => {
    expect(translationsFor(asked)).toBe(translationsFor('en'));
  });

  test('use the script of their language', () => {
    const letters = { he: /\p{sc=Hebr}/u, ar: /\p{sc=Arab}/u, ru: /\p{sc=Cyrl}/u, uk: /\p{sc=Cyrl}/u };
    for (const [language, script] of Object.entries(letters)) {
      expect(textsOf(translationsFor(language)).filter((text) => !script.test(text))).toEqual([]);
    }
  });
});
