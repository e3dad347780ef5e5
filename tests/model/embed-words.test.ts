import { describe, expect, test } from '@jest/globals';
import { type EmbedWords, embedWordsFor } from '../../src/model/embed-words.ts';

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'he', 'ar', 'ru', 'uk', 'nl'];

describe('the words of an embed', () => {
  test.each(LANGUAGES)('are all there in %s, and name whose news it is', (language) => {
    const words = embedWordsFor(language);
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
    expect(embedWordsFor(asked).language).toBe(given);
  });

  test.each(['zh', '', 'constructor', 'not a tag'])('for %j are English, and say so', (asked) => {
    expect(embedWordsFor(asked)).toBe(embedWordsFor('en'));
  });

  test('are in the letters of their language', () => {
    const letters = { he: /\p{sc=Hebr}/u, ar: /\p{sc=Arab}/u, ru: /\p{sc=Cyrl}/u, uk: /\p{sc=Cyrl}/u };
    for (const [language, script] of Object.entries(letters)) {
      const { language: _, ...words }: EmbedWords = embedWordsFor(language);
      expect(Object.values(words).filter((word) => !script.test(word))).toEqual([]);
    }
  });
});
