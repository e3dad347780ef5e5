import { optionTexts } from '../../widget/contract/option-text.ts';
import type { Options } from '../../widget/contract/options.ts';

/**
 * The query, with its question mark, under which a feed's page or frame has these options: each that is not left at its default, in the order of
 * the table, so that the same options have one address.
 */
export function embedQuery(options: Options): string {
  const query = new URLSearchParams(optionTexts(options).map(([name, text]) => [name, text])).toString();
  return query === '' ? '' : `?${query}`;
}
