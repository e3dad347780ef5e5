// What an option takes: from its text, which is empty where it is not given, to its value. A wrong text gives the default.

const text = (given: string) => given;

const oneOf =
  <T extends string>(fallback: T, ...others: readonly T[]) =>
  (given: string): T =>
    others.find((value) => value === given.toLowerCase()) ?? fallback;

const whole =
  <T extends number | undefined>(fallback: T, from: number, to: number) =>
  (given: string): number | T =>
    /^\d+$/.test(given) && +given >= from && +given <= to ? +given : fallback;

const matching = (pattern: RegExp) => (given: string) => pattern.exec(given)?.[1];

/** The options of a widget by name: `data-*` on the div, or the query of the link inside. Names and values are for ever. */
const OPTIONS = {
  /** Headlines. */
  count: whole(5, 1, 20),
  images: oneOf('on', 'off', 'first'),
  /** Lines of summary. */
  excerpt: whole(0, 0, 2),
  date: oneOf('relative', 'medium', 'off'),
  byline: oneOf('off', 'on'),
  /** The heading's text; `none` for no heading, empty for the feed's own title. */
  title: text,
  /** The heading's level. */
  heading: whole(2, 2, 4),
  theme: oneOf('auto', 'light', 'dark'),
  /** Three or six hexadecimal digits. In the query of a link the number sign would begin the fragment. */
  accent: matching(/^#?((?:[\da-f]{3}){1,2})$/i),
  /** `new` opens a new tab. */
  target: oneOf('same', 'new'),
  /** The language of dates and labels, the feed's own where absent: language, script and region of BCP 47. */
  lang: matching(/^([a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?)$/i),
  /** Headlines older than so many days are not shown. */
  'max-age-days': whole(undefined, 1, 9999),
  /** Added to every link as `utm_source`, unless empty. */
  utm: text,
};

/** How one widget looks and behaves. */
export type Options = { readonly [Name in keyof typeof OPTIONS]: ReturnType<(typeof OPTIONS)[Name]> };

/** Reads the options through `raw`, which gives the text of a named option where there is one. A wrong value is the default. */
export function parseOptions(raw: (name: string) => string | null): Options {
  const read = Object.entries(OPTIONS).map(([name, parse]) => [name, parse((raw(name) ?? '').trim())]);
  return Object.fromEntries(read);
}
