import { optionTexts } from '../../widget/contract/option-text.ts';
import { OPTIONS, type OptionName, type Options, parseOptions } from '../../widget/contract/options.ts';

const MAX_VALUE_LENGTH = 200;

export function parsePageOptions(read: (name: OptionName) => string | null | undefined): Options {
  return parseOptions((name) => {
    const text = read(name);
    return (text?.length ?? 0) > MAX_VALUE_LENGTH ? undefined : text;
  });
}

/** The options with a value that we do not know: the default counts instead. */
export function listIgnoredOptions(read: (name: OptionName) => string | null | undefined): readonly OptionName[] {
  const options = parsePageOptions(read);
  return (Object.keys(OPTIONS) as OptionName[]).filter((name) => {
    const text = (read(name) ?? '').trim().replace(/^#/, '').toLowerCase();
    if (text === '' || OPTIONS[name].kind === 'text') return false;
    return OPTIONS[name].kind === 'number'
      ? Number(text) !== options[name]
      : text !== options[name]?.toString().toLowerCase();
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
