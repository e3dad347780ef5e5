/**
 * The options of a widget by name. The same names and values work as `data-*` on the div, in the query of the link inside it, in the query of
 * `/embed/{feed}`, and in oEmbed. Names and values are published: add to them, never change or remove one.
 * `option-labels.ts` says how forms present each option.
 */
export const OPTIONS = {
  layout: { kind: 'choice', values: ['list', 'compact', 'cards', 'grid', 'ticker', 'archive'] },
  /** Number of headlines. */
  count: { kind: 'number', default: 5, min: 1, max: 20 },
  images: { kind: 'choice', values: ['on', 'off', 'first'] },
  /** Lines of summary. */
  excerpt: { kind: 'number', default: 0, min: 0, max: 2 },
  date: { kind: 'choice', values: ['relative', 'medium', 'off'] },
  byline: { kind: 'choice', values: ['off', 'on'] },
  /** Text of the heading: `none` for no heading, empty for the feed's own title. */
  title: { kind: 'text' },
  /** Level of the heading. */
  heading: { kind: 'number', default: 2, min: 2, max: 4 },
  theme: { kind: 'choice', values: ['auto', 'light', 'dark'] },
  accent: { kind: 'colour' },
  text: { kind: 'colour' },
  background: { kind: 'colour' },
  /** Radius of corners in pixels. */
  radius: { kind: 'number', default: 4, min: 0, max: 32 },
  border: { kind: 'choice', values: ['off', 'on'] },
  /** `new` opens a new tab. */
  target: { kind: 'choice', values: ['same', 'new'] },
  /** Language of dates and labels; the feed's own if absent. */
  lang: { kind: 'language' },
  /** Headlines older than this are hidden. */
  'max-age-days': { kind: 'number', min: 1, max: 9999 },
  /** `on` fetches new headlines every 15 minutes while the page is visible. */
  refresh: { kind: 'choice', values: ['off', 'on'] },
  /** Added to every link as `utm_source`, unless empty. */
  utm: { kind: 'text' },
} as const satisfies Readonly<Record<string, Option>>;

/** What an option accepts. Any other value counts as the default. */
export type Option =
  /** The first value is the default. */
  | { readonly kind: 'choice'; readonly values: readonly [string, ...string[]] }
  /** Whole numbers from `min` to `max`. */
  | { readonly kind: 'number'; readonly default?: number; readonly min: number; readonly max: number }
  /** No colour or language by default. */
  | { readonly kind: 'colour' | 'language' }
  /** Empty by default. */
  | { readonly kind: 'text' };

/** The first group of a match is the value. */
export const OPTION_PATTERNS = {
  /** Three or six hexadecimal digits. The number sign may be missing: in a query it would start the fragment. */
  colour: /^#?((?:[\da-f]{3}){1,2})$/i,
  /** Language, script and region (BCP 47). */
  language: /^([a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?)$/i,
};

export type OptionName = keyof typeof OPTIONS;

type ValueOf<Given extends Option> = Given extends { kind: 'choice' }
  ? Given['values'][number]
  : Given extends { kind: 'number' }
    ? number | (Given extends { default: number } ? never : undefined)
    : string | (Given extends { kind: 'text' } ? never : undefined);

/** The options of one widget. */
export type Options = { readonly [Name in OptionName]: ValueOf<(typeof OPTIONS)[Name]> };

/** Parses all options. `read` returns the text of an option, or nothing if it is not set. */
export function parseOptions(read: (name: OptionName) => string | null | undefined): Options {
  return Object.fromEntries(
    Object.entries(OPTIONS).map(([name, option]) => [
      name,
      parseValue(option, (read(name as OptionName) ?? '').trim()),
    ]),
  ) as Options;
}

function parseValue(option: Option, text: string): string | number | undefined {
  switch (option.kind) {
    case 'choice':
      return option.values.find((value) => value === text.toLowerCase()) ?? option.values[0];
    case 'number':
      return /^\d+$/.test(text) && +text >= option.min && +text <= option.max ? +text : option.default;
    case 'text':
      return text;
    default:
      return OPTION_PATTERNS[option.kind].exec(text)?.[1];
  }
}
