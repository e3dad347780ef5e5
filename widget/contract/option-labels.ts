import type { OPTIONS, OptionName } from './options.ts';

/** How a form presents an option. Plain English; the form translates it where it speaks other languages. */
export interface OptionLabel {
  readonly group: OptionGroup;
  readonly label: string;
  readonly hint?: string;
  /** What each value is called, in the order in which the form offers them. A number with these is a choice too. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Headings for the options of a form. `main` comes first and needs none. */
export const OPTION_GROUPS = {
  main: '',
  content: 'What it says',
  colours: 'Colours',
  behaviour: 'How it behaves',
} as const;

export type OptionGroup = keyof typeof OPTION_GROUPS;

type LabelOf<Name extends OptionName> = (typeof OPTIONS)[Name] extends {
  values: readonly (infer Value extends string)[];
}
  ? OptionLabel & { readonly values: Readonly<Record<Value, string>> }
  : OptionLabel;

const YES_NO = { off: 'No', on: 'Yes' };
const COLOUR_HINT = 'Six digits, such as #7d2a20. Empty: what fits the page.';

/** In the order of the form, group by group. */
export const OPTION_LABELS: { readonly [Name in OptionName]: LabelOf<Name> } = {
  layout: {
    group: 'main',
    label: 'Layout',
    values: {
      list: 'List',
      compact: 'Compact',
      cards: 'Cards',
      grid: 'Grid',
      ticker: 'Moving line',
      archive: 'Archive',
    },
  },
  count: { group: 'main', label: 'How many headlines' },
  images: { group: 'main', label: 'Pictures', values: { on: 'At every headline', first: 'At the first', off: 'None' } },
  accent: { group: 'main', label: 'Accent colour', hint: COLOUR_HINT },
  title: {
    group: 'content',
    label: 'Heading',
    hint: 'Empty: the feed’s own title. The word none leaves the heading out.',
  },
  heading: {
    group: 'content',
    label: 'Level of the heading',
    hint: 'For screen readers: one below the heading that stands above it.',
    values: { 2: 'Second', 3: 'Third', 4: 'Fourth' },
  },
  excerpt: { group: 'content', label: 'Summary', values: { 0: 'None', 1: 'One line', 2: 'Two lines' } },
  date: {
    group: 'content',
    label: 'Date',
    values: { relative: '3 hours ago', medium: 'Nov 20, 2026', off: 'None' },
  },
  byline: { group: 'content', label: 'Who wrote it', values: YES_NO },
  lang: {
    group: 'content',
    label: 'Language of dates and labels',
    hint: 'A code such as en, es or pt-BR. Empty: the feed’s own.',
  },
  theme: {
    group: 'colours',
    label: 'Ink',
    values: { auto: 'Fits the page', light: 'For a light page', dark: 'For a dark page' },
  },
  text: { group: 'colours', label: 'Text colour', hint: COLOUR_HINT },
  background: { group: 'colours', label: 'Background', hint: 'Empty: what is behind it shows through.' },
  border: { group: 'colours', label: 'A line around it', values: YES_NO },
  radius: { group: 'colours', label: 'Round corners, in pixels' },
  target: {
    group: 'behaviour',
    label: 'Stories open',
    values: { same: 'In the same tab', new: 'In a new tab' },
  },
  'max-age-days': {
    group: 'behaviour',
    label: 'Leave out what is older than, in days',
    hint: 'Empty: nothing is left out.',
  },
  refresh: {
    group: 'behaviour',
    label: 'Ask for news while the page is open',
    hint: 'Every 15 minutes, for a screen in the foyer.',
    values: YES_NO,
  },
  utm: { group: 'behaviour', label: 'Name for your statistics', hint: 'Added to links as utm_source.' },
};
