import { OPTIONS, type OptionName, type Options, parseOptions } from './options.ts';

const DEFAULTS = parseOptions(() => null);

/** What a snippet or an address has to say of some options: name and text of each that is not left at its default, in the table's order. */
export function optionTexts(options: Options): readonly (readonly [name: OptionName, text: string])[] {
  return (Object.keys(OPTIONS) as OptionName[]).flatMap((name) => {
    const value = options[name];
    return value === undefined || value === DEFAULTS[name] ? [] : [[name, String(value)] as const];
  });
}
