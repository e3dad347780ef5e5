import type { Correction } from '../model/article.ts';
import { escapeMarkup } from '../model/escape-markup.ts';

/** The paragraph that tells readers what was put right and when (UTC), labelled in the article's language or else in English. */
export function correctionNote(correction: Correction, language: string): string {
  const { label, locale } = WORDS[language.toLowerCase().split('-')[0] ?? ''] ?? ENGLISH;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' });
  const text = escapeMarkup(correction.text).replaceAll('\n', '<br>');
  return `<p><strong>${label} (${escapeMarkup(day.format(correction.at))}):</strong> ${text}</p>`;
}

interface Words {
  readonly label: string;
  /** Says the date in words; the day first in English, which is read the same everywhere. */
  readonly locale: string;
}

const ENGLISH: Words = { label: 'Correction', locale: 'en-GB' };

const WORDS: Readonly<Record<string, Words>> = {
  en: ENGLISH,
  ar: { label: 'تصحيح', locale: 'ar-u-nu-latn' },
  de: { label: 'Korrektur', locale: 'de' },
  es: { label: 'Corrección', locale: 'es' },
  fr: { label: 'Correction', locale: 'fr' },
  he: { label: 'תיקון', locale: 'he' },
  nl: { label: 'Correctie', locale: 'nl' },
  pt: { label: 'Correção', locale: 'pt' },
  ru: { label: 'Исправление', locale: 'ru' },
  uk: { label: 'Виправлення', locale: 'uk' },
};
