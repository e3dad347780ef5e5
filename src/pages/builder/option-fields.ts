import { OPTIONS, type OptionName } from '../../../widget/contract/options.ts';
import type { BuilderChoice } from './builder-query.ts';
import { adviseColour } from './colour-advice.ts';

/** An option as the form asks for it. */
export interface OptionField {
  readonly name: OptionName;
  readonly label: string;
  readonly hint: string | undefined;
  readonly value: string;
  /** The words to choose from; with `pictures` as cards, otherwise as a list that opens. */
  readonly choices: readonly FieldChoice[] | undefined;
  readonly cards: boolean;
  readonly number: { readonly least: number; readonly most: number } | undefined;
  readonly colour: { readonly swatch: string } | undefined;
  readonly text: boolean;
  /** What is wrong with the value, in words. */
  readonly problem: string | undefined;
  /** A colour that can be read, to take instead. */
  readonly instead: string | undefined;
}

interface FieldChoice {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** Fields under a heading of the folded part. */
export interface FieldGroup {
  readonly heading: string;
  readonly fields: readonly OptionField[];
}

interface Wording {
  readonly label: string;
  readonly hint?: string;
  /** What the words of the option are called, in the order in which they are offered. */
  readonly words?: Readonly<Record<string, string>>;
}

const YES_NO = { off: 'No', on: 'Yes' };
const COLOUR_HINT = 'Six digits, such as #7d2a20. Empty: what fits the page.';

const WORDING: Readonly<Record<OptionName, Wording>> = {
  layout: {
    label: 'Layout',
    words: {
      list: 'List',
      compact: 'Compact',
      cards: 'Cards',
      grid: 'Grid',
      ticker: 'Moving line',
      archive: 'Archive',
    },
  },
  count: { label: 'How many headlines' },
  images: { label: 'Pictures', words: { on: 'At every headline', first: 'At the first', off: 'None' } },
  excerpt: { label: 'Summary', words: { 0: 'None', 1: 'One line', 2: 'Two lines' } },
  date: { label: 'Date', words: { relative: '3 hours ago', medium: 'Nov 20, 2026', off: 'None' } },
  byline: { label: 'Who wrote it', words: YES_NO },
  title: { label: 'Heading', hint: 'Empty: the feed’s own title. The word none leaves the heading out.' },
  heading: {
    label: 'Level of the heading',
    hint: 'For screen readers: one below the heading that stands above it.',
    words: { 2: 'Second', 3: 'Third', 4: 'Fourth' },
  },
  theme: { label: 'Ink', words: { auto: 'Fits the page', light: 'For a light page', dark: 'For a dark page' } },
  accent: { label: 'Accent colour', hint: COLOUR_HINT },
  text: { label: 'Text colour', hint: COLOUR_HINT },
  background: { label: 'Background', hint: 'Empty: what is behind it shows through.' },
  radius: { label: 'Round corners, in pixels' },
  border: { label: 'A line around it', words: YES_NO },
  target: { label: 'Stories open', words: { same: 'In the same tab', new: 'In a new tab' } },
  lang: { label: 'Language of dates and labels', hint: 'A code such as en, es or pt-BR. Empty: the feed’s own.' },
  'max-age-days': { label: 'Leave out what is older than, in days', hint: 'Empty: nothing is left out.' },
  refresh: {
    label: 'Ask for news while the page is open',
    hint: 'Every 15 minutes, for a screen in the foyer.',
    words: YES_NO,
  },
  utm: { label: 'Name for your statistics', hint: 'Added to links as utm_source.' },
};

/** The few fields that matter first. */
export const FIRST_FIELDS = ['layout', 'count', 'images', 'accent'] as const satisfies readonly OptionName[];

/** All others, by what they are about. */
export const MORE_FIELDS = {
  'What it says': ['title', 'heading', 'excerpt', 'date', 'byline', 'lang'],
  Colours: ['theme', 'text', 'background', 'border', 'radius'],
  'How it behaves': ['target', 'max-age-days', 'refresh', 'utm'],
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;

/** What an option is called where it is spoken of. */
export function optionLabel(name: OptionName): string {
  return WORDING[name].label;
}

/** A value as its field calls it. */
export function valueLabel(name: OptionName, value: string): string {
  return WORDING[name].words?.[value] ?? (isColour(name) ? `#${value}` : value);
}

/** The field of an option, filled in. */
export function buildOptionField(name: OptionName, choice: BuilderChoice): OptionField {
  const kind: (typeof OPTIONS)[OptionName] = OPTIONS[name];
  const { label, hint, words } = WORDING[name];
  const refused = choice.refused.get(name);
  const read = choice.options[name];
  const hex = isColour(name) && read !== undefined ? sixDigits(String(read)) : undefined;
  const value = refused ?? (hex === undefined ? String(read ?? '') : `#${hex}`);
  const advice = name === 'accent' || name === 'text' ? adviseColour(name, choice.options, choice.page) : undefined;
  return {
    name,
    label,
    hint,
    value,
    choices:
      words &&
      Object.entries(words).map(([word, text]) => ({ value: word, label: text, chosen: word === String(read) })),
    cards: name === 'layout',
    number: words === undefined && Array.isArray(kind) ? { least: Number(kind[1]), most: Number(kind[2]) } : undefined,
    colour: isColour(name) ? { swatch: `#${hex ?? '7d2a20'}` } : undefined,
    text: words === undefined && !Array.isArray(kind) && !isColour(name),
    problem: refused === undefined ? advice?.text : sayRefused(name, refused),
    instead: advice?.nearest,
  };
}

/** What was expected of an option, and what came. */
export function sayRefused(name: OptionName, given: string): string {
  return `${optionLabel(name)}: expected ${expectation(name)}, got “${given}”.`;
}

function expectation(name: OptionName): string {
  const kind: (typeof OPTIONS)[OptionName] = OPTIONS[name];
  if (kind instanceof RegExp) return name === 'lang' ? 'a language such as en or pt-BR' : 'a colour such as #7d2a20';
  const [, least, most] = [...kind];
  return typeof least === 'number' ? `a whole number from ${least} to ${most}` : `one of ${[...kind].join(', ')}`;
}

function isColour(name: OptionName): boolean {
  return name === 'accent' || name === 'text' || name === 'background';
}

function sixDigits(hex: string): string {
  return hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
}
