import { optionTexts } from '../../widget/contract/option-text.ts';
import { type OptionName, type Options, parseOptions } from '../../widget/contract/options.ts';

/** Of a setting; what is longer counts as none. */
const MOST_LENGTH = 200;

/** Reads the options that a page has for something of ours, through `raw`, which gives the text of a named one where there is one. */
export function parseSettings(raw: (name: OptionName) => string | null | undefined): Options {
  return parseOptions((name) => {
    const text = raw(name);
    return (text?.length ?? 0) > MOST_LENGTH ? undefined : text;
  });
}

/** What somebody has set otherwise than it comes, in words that end a sentence. */
export function showSettings(options: Options): string {
  const settings = optionTexts(options).map(([name, text]) => `${name} ${showText(text)}`);
  return settings.length === 0 ? 'with all settings as they come' : `set to: ${settings.join(', ')}`;
}

/** What somebody wrote into a setting, if it is nothing but a word or a colour. */
function showText(text: string): string {
  return /^[\p{L}\p{N} #._-]{1,40}$/u.test(text) ? text : '…';
}
