import { describe, expect, test } from '@jest/globals';
import { type Translations, translationsFor } from '../../src/model/translations.ts';

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'he', 'ar', 'ru', 'uk', 'nl'];

describe('the words of an embed', () => {
  test.each(LANGUAGES)('are all there in %s, and name whose news it is', (language) => {
    const words = translationsFor(language);
    expect(words.language).toBe(language);
    expect(Object.values(words).filter((word) => word.trim() === '')).toEqual([]);
    expect(words.latest.split('{name}')).toHaveLength(2);
  });

  test.each([
    ['pt-BR', 'pt'],
    ['ES', 'es'],
    ['iw', 'he'],
    ['ru-Cyrl-KZ', 'ru'],
  ])('for %s are those of %s', (asked, given) => {
    expect(translationsFor(asked).language).toBe(given);
  });

  test.each(['zh', '', 'constructor', 'not a tag'])('for %j are English, and say so', (asked) => {
    expect(translationsFor(asked)).toBe(translationsFor('en'));
  });

  test('are in the letters of their language', () => {
    const letters = { he: /\p{sc=Hebr}/u, ar: /\p{sc=Arab}/u, ru: /\p{sc=Cyrl}/u, uk: /\p{sc=Cyrl}/u };
    for (const [language, script] of Object.entries(letters)) {
      const { language: _, ...words }: Translations = translationsFor(language);
      expect(Object.values(words).filter((word) => !script.test(word))).toEqual([]);
    }
  });
});
