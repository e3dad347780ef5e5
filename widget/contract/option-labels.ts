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
  content: 'Content',
  colours: 'Colours',
  behaviour: 'Behaviour',
} as const;

export type OptionGroup = keyof typeof OPTION_GROUPS;

type LabelOf<Name extends OptionName> = (typeof OPTIONS)[Name] extends {
  values: readonly (infer Value extends string)[];
}
  ? OptionLabel & { readonly values: Readonly<Record<Value, string>> }
  : OptionLabel;

const YES_NO = { off: 'No', on: 'Yes' };
const COLOUR_HINT = 'Six digits such as #7d2a20. Leave empty for a colour that fits the page.';

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
      ticker: 'Ticker',
      archive: 'Archive',
    },
  },
  count: { group: 'main', label: 'Number of headlines' },
  images: {
    group: 'main',
    label: 'Images',
    values: { on: 'At each headline', first: 'Only at the first', off: 'None' },
  },
  accent: { group: 'main', label: 'Accent colour', hint: COLOUR_HINT },
  title: {
    group: 'content',
    label: 'Heading',
    hint: 'Leave empty for the title of the feed. Write none for no heading.',
  },
  heading: {
    group: 'content',
    label: 'Heading level',
    hint: 'For screen readers: one level below the heading above it on your page.',
    values: { 2: 'Second', 3: 'Third', 4: 'Fourth' },
  },
  excerpt: { group: 'content', label: 'Summary', values: { 0: 'None', 1: 'One line', 2: 'Two lines' } },
  date: {
    group: 'content',
    label: 'Date',
    values: { relative: '3 hours ago', medium: 'Nov 20, 2026', off: 'None' },
  },
  byline: { group: 'content', label: 'Author', values: YES_NO },
  lang: {
    group: 'content',
    label: 'Language of dates and labels',
    hint: 'A code such as en, es or pt-BR. Leave empty for the language of the feed.',
  },
  theme: {
    group: 'colours',
    label: 'Colour scheme',
    values: { auto: 'Fits the page', light: 'For a light page', dark: 'For a dark page' },
  },
  text: { group: 'colours', label: 'Text colour', hint: COLOUR_HINT },
  background: { group: 'colours', label: 'Background', hint: 'Leave empty to see the background of your page.' },
  border: { group: 'colours', label: 'Border', values: YES_NO },
  radius: { group: 'colours', label: 'Radius of corners, in pixels' },
  target: {
    group: 'behaviour',
    label: 'Links open',
    values: { same: 'In the same tab', new: 'In a new tab' },
  },
  'max-age-days': {
    group: 'behaviour',
    label: 'Maximum age of headlines, in days',
    hint: 'Leave empty to show headlines of any age.',
  },
  refresh: {
    group: 'behaviour',
    label: 'Update while the page is open',
    hint: 'Every 15 minutes. Useful for a screen in the entrance hall.',
    values: YES_NO,
  },
  utm: { group: 'behaviour', label: 'Name for website statistics', hint: 'Added to each link as utm_source.' },
};
