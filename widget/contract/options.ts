/** Three or six hexadecimal digits. In the query of a link the number sign would begin the fragment, so it may be missing. */
const COLOUR = /^#?((?:[\da-f]{3}){1,2})$/i;

/**
 * The options of a widget by name: `data-*` on the div, the query of the link inside, the query of `/embed/{feed}`, oEmbed. Names and values are for
 * ever; a value that makes no sense is the default. A list takes its words, the first by default; three numbers are the default and the range
 * of whole numbers; a pattern takes what it captures; empty text takes any text.
 */
export const OPTIONS = {
  layout: ['list', 'compact', 'cards', 'grid', 'ticker', 'archive'],
  /** Headlines. */
  count: [5, 1, 20],
  images: ['on', 'off', 'first'],
  /** Lines of summary. */
  excerpt: [0, 0, 2],
  date: ['relative', 'medium', 'off'],
  byline: ['off', 'on'],
  /** The heading's text; `none` for no heading, empty for the feed's own title. */
  title: '',
  /** The heading's level. */
  heading: [2, 2, 4],
  theme: ['auto', 'light', 'dark'],
  accent: COLOUR,
  text: COLOUR,
  background: COLOUR,
  /** Of corners, in pixels. */
  radius: [4, 0, 32],
  /** A line around the whole. */
  border: ['off', 'on'],
  /** `new` opens a new tab. */
  target: ['same', 'new'],
  /** The language of dates and labels, the feed's own where absent: language, script and region of BCP 47. */
  lang: /^([a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?)$/i,
  /** Headlines older than so many days are not shown. */
  'max-age-days': [undefined, 1, 9999],
  /** Asks for newer headlines every 15 minutes while the page is looked at. */
  refresh: ['off', 'on'],
  /** Added to every link as `utm_source`, unless empty. */
  utm: '',
} as const;

/** The name of an option. */
export type OptionName = keyof typeof OPTIONS;

type ValueOf<Kind> = Kind extends RegExp
  ? string | undefined
  : Kind extends readonly [infer Default extends number | undefined, number, number]
    ? number | Default
    : Kind extends readonly (infer Word extends string)[]
      ? Word
      : string;

/** How one widget looks and behaves. */
export type Options = { readonly [Name in OptionName]: ValueOf<(typeof OPTIONS)[Name]> };

/** Reads the options through `raw`, which gives the text of a named option where there is one. */
export function parseOptions(raw: (name: OptionName) => string | null | undefined): Options {
  const read = Object.entries(OPTIONS).map(([name, kind]) => [
    name,
    parseValue(kind, (raw(name as OptionName) ?? '').trim()),
  ]);
  return Object.fromEntries(read);
}

function parseValue(kind: (typeof OPTIONS)[OptionName], given: string): string | number | undefined {
  if (kind instanceof RegExp) return kind.exec(given)?.[1];
  if (!kind) return given;
  const [fallback, from, to] = kind;
  if (typeof from === 'string') return kind.find((word) => word === given.toLowerCase()) ?? fallback;
  return /^\d+$/.test(given) && +given >= (from as number) && +given <= (to as number) ? +given : fallback;
}
