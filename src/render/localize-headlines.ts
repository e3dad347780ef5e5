import type { Age, Headlines } from '../../widget/contract/headlines.ts';
import { translationsFor } from '../model/translations.ts';

const DAY_S = 86_400;

/** What ages are counted in: up to how many seconds, in units of how many. A week and more is a date. */
const UNITS = [
  [3600, 60, 'minute'],
  [DAY_S, 3600, 'hour'],
  [7 * DAY_S, DAY_S, 'day'],
] as const;

/**
 * Headlines with heading and dates in words, and the words for their ages, as `Intl` says them: in a browser the first use of `Intl` alone would take longer
 * than all that a widget does (docs/decisions/0025). In the language asked for, else in the feed's, else in English.
 */
export function localizeHeadlines<Given extends Headlines>(headlines: Given, asked: string | undefined): Given {
  const language = findLocale(asked) ?? findLocale(headlines.lang) ?? 'en';
  const { newTab, pause } = translationsFor(language);
  const { format } = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    ...headlines,
    title: sayTitle(headlines, asked),
    w: [newTab, pause, language.toLowerCase(), sayAges(language)],
    items: headlines.items.map((item) => ({ ...item, m: format(item.d * 1000) })),
  };
}

/** The language as `Intl` spells it; nothing where `Intl` has no words of it, or what is asked for is no language (BCP 47). */
export function findLocale(language: string | undefined): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language ?? [])[0];
  } catch {
    return undefined;
  }
}

/**
 * The heading over the headlines. Where the feed is called like the newsroom, whose name stands below them, it says what they are instead, in the
 * language asked for or the feed's; where we have no words of it, the name.
 */
function sayTitle({ title, name, lang = '' }: Headlines, asked = lang): string {
  const { language, news } = translationsFor(asked);
  return title !== name || (language === 'en' && !/^en\b/i.test(asked)) ? title : news;
}

/** A newsroom speaks a few languages; whoever asks for others takes them out again. */
const MOST_LANGUAGES = 50;
const agesIn = new Map<string, readonly Age[]>();

/** Remembered: every document of headlines says them, and working them out takes longer than a document. */
function sayAges(language: string): readonly Age[] {
  const known = agesIn.get(language);
  if (known !== undefined) return known;
  if (agesIn.size >= MOST_LANGUAGES) agesIn.clear();
  const ages = findAges(language);
  agesIn.set(language, ages);
  return ages;
}

function findAges(language: string): readonly Age[] {
  const plurals = new Intl.PluralRules(language);
  const relative = new Intl.RelativeTimeFormat(language);
  return UNITS.map(([limit, unit, name]) => {
    const forms: Record<string, string> = {};
    for (let number = 0; number < limit / unit; number += 1) {
      forms[plurals.select(number)] ??= relative
        .formatToParts(-number, name)
        .map(({ type, value }) => (type === 'integer' ? '#' : value))
        .join('')
        // In Hebrew CLDR says “two days (2)”.
        .replace(' (#)', '');
    }
    return [limit, unit, forms];
  });
}
