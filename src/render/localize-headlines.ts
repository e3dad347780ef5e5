import type { Age, Headlines } from '../../widget/contract/headlines.ts';
import { translationsFor } from '../model/translations.ts';

const DAY_S = 86_400;

/** The units of ages: each up to `limit` seconds, in units of so many seconds. Older headlines have a date. */
const UNITS = [
  [3600, 60, 'minute'],
  [DAY_S, 3600, 'hour'],
  [7 * DAY_S, DAY_S, 'day'],
] as const;

/**
 * Adds the heading, the dates and the labels of the widget in one language: the one asked for, else the feed's, else English. On the server, because
 * the first use of `Intl` in a browser takes longer than the rest of the widget (docs/decisions/0025).
 */
export function localizeHeadlines<Given extends Headlines>(headlines: Given, asked: string | undefined): Given {
  const language = findLocale(asked) ?? findLocale(headlines.lang) ?? 'en';
  const { newTab, pause } = translationsFor(language);
  const { format } = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    ...headlines,
    title: localizeTitle(headlines, asked),
    w: [newTab, pause, language.toLowerCase(), formatAges(language)],
    items: headlines.items.map((item) => ({ ...item, m: format(item.d * 1000) })),
  };
}

/** The language as `Intl` spells it; `undefined` if `Intl` does not know it, or it is no language (BCP 47). */
export function findLocale(language: string | undefined): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language ?? [])[0];
  } catch {
    return undefined;
  }
}

/** The feed's title. If that is the newsroom's name, which the attribution shows too: "Latest news", where we have a translation. */
function localizeTitle({ title, name, lang = '' }: Headlines, asked = lang): string {
  const { language, news } = translationsFor(asked);
  return title !== name || (language === 'en' && !/^en\b/i.test(asked)) ? title : news;
}

const MAX_CACHED_LANGUAGES = 50;
const agesByLanguage = new Map<string, readonly Age[]>();

/** Cached, because this takes longer than the rest of a document with headlines. */
function formatAges(language: string): readonly Age[] {
  const cached = agesByLanguage.get(language);
  if (cached !== undefined) return cached;
  if (agesByLanguage.size >= MAX_CACHED_LANGUAGES) agesByLanguage.clear();
  const plurals = new Intl.PluralRules(language);
  const relative = new Intl.RelativeTimeFormat(language);
  const ages = UNITS.map(([limit, unit, name]): Age => {
    const forms: Record<string, string> = {};
    for (let number = 0; number < limit / unit; number += 1) {
      forms[plurals.select(number)] ??= relative
        .formatToParts(-number, name)
        .map(({ type, value }) => (type === 'integer' ? '#' : value))
        .join('')
        // CLDR's Hebrew for two days is “two days (2)”.
        .replace(' (#)', '');
    }
    return [limit, unit, forms];
  });
  agesByLanguage.set(language, ages);
  return ages;
}
