import { optionTexts } from '../../widget/contract/option-text.ts';
import type { Options } from '../../widget/contract/options.ts';

/** The query for these options, with its question mark. It has the options that differ from the default, in a fixed order. */
export function embedQuery(options: Options): string {
  const query = new URLSearchParams(optionTexts(options).map(([name, text]) => [name, text])).toString();
  return query === '' ? '' : `?${query}`;
}
