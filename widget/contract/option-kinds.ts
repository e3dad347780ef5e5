import { OPTIONS, type OptionName } from './options.ts';

/** What the widget has to know of an option: 0 of any text, default and range of a number; nothing of one that takes words or a colour. */
type OptionKind = 0 | readonly [fallback: number | undefined, least: number, most: number];

/** The table of options without its words and patterns. The bundle holds what comes out of this, not the table. */
export const OPTION_KINDS: Readonly<Partial<Record<OptionName, OptionKind>>> = Object.fromEntries(
  Object.entries({ feed: '' as const, ...OPTIONS })
    .map(([name, option]) => [name, kindOf(option)] as const)
    .filter(([, kind]) => kind !== undefined),
);

function kindOf(option: (typeof OPTIONS)[OptionName]): OptionKind | undefined {
  if (option === '') return 0;
  return typeof option[1 as never] === 'number' ? (option as never) : undefined;
}
