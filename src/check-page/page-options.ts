import { optionTexts } from '../../widget/contract/option-text.ts';
import { type OptionName, type Options, parseOptions } from '../../widget/contract/options.ts';

const MAX_VALUE_LENGTH = 200;

export function parsePageOptions(read: (name: OptionName) => string | null | undefined): Options {
  return parseOptions((name) => {
    const text = read(name);
    return (text?.length ?? 0) > MAX_VALUE_LENGTH ? undefined : text;
  });
}

/** The options that are not at their defaults, as the end of a sentence. */
export function describeOptions(options: Options): string {
  const texts = optionTexts(options).map(([name, text]) => `${name} ${describeValue(text)}`);
  return texts.length === 0 ? 'with all options at their defaults' : `with these options: ${texts.join(', ')}`;
}

/** Only a word or a colour is repeated: the page is not ours. */
function describeValue(text: string): string {
  return /^[\p{L}\p{N} #._-]{1,40}$/u.test(text) ? text : '…';
}
