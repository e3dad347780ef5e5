import { OPTION_KINDS, type OptionKind } from './contract/option-kinds.ts';
import type { OptionName, Options } from './contract/options.ts';

/**
 * Reads the options through `raw` as `parseOptions` does, except that it takes any word for a word: the widget asks only for words that are not the default, so
 * one that makes no sense counts as the default all the same.
 */
export function readOptions(raw: (name: OptionName) => string | null): Options {
  const read = Object.entries(OPTION_KINDS).map(([name, kind]) => [
    name,
    readValue(kind, (raw(name as OptionName) ?? '').trim()),
  ]);
  return Object.fromEntries(read);
}

function readValue(kind: OptionKind, given: string): string | number | undefined {
  if (kind === 0) return given.toLowerCase();
  if (!kind) return given;
  if (kind instanceof RegExp) return kind.exec(given)?.[1];
  const [fallback, least, most] = kind;
  return /^\d+$/.test(given) && +given >= least && +given <= most ? +given : fallback;
}
