import type { Correction } from '../model/article.ts';
import { escapeMarkup } from '../model/escape-markup.ts';
import { translationsFor } from '../model/translations.ts';

/** Locales for dates in words. English puts the day first, which no reader takes for another date; Arabic uses Western digits. */
const DATE_LOCALES: Readonly<Record<string, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn' };

/** The paragraph that tells readers what was corrected and when (UTC), in the article's language or in English. */
export function correctionNote(correction: Correction, articleLanguage: string): string {
  const { language, correction: label } = translationsFor(articleLanguage);
  const locale = DATE_LOCALES[language] ?? language;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' });
  const text = escapeMarkup(correction.text).replaceAll('\n', '<br>');
  return `<p><strong>${label} (${escapeMarkup(day.format(correction.at))}):</strong> ${text}</p>`;
}
