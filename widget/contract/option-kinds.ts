import { OPTIONS, type OptionName } from './options.ts';

/** What `readOptions` has to know of an option: 0 of one that takes words, of others what the table says. */
export type OptionKind = 0 | '' | RegExp | readonly [fallback: number | undefined, least: number, most: number];

/** The table of options without its words. The bundle holds what comes out of this, not the table. */
export const OPTION_KINDS = Object.fromEntries(
  Object.entries(OPTIONS).map(([name, kind]) => [
    name,
    typeof kind === 'object' && typeof kind[0 as never] === 'string' ? 0 : kind,
  ]),
) as unknown as Readonly<Record<OptionName, OptionKind>>;
