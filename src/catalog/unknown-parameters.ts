import { findSimilarName } from '../model/find-similar-name.ts';

/** Advertisers, newsletters and social networks add these to any link. `*` is any ending. */
export const IGNORED_PARAMETERS: readonly string[] = (
  'utm_* mtm_* pk_* hsa_* _hsenc _hsmi _ga _gl gclid gclsrc gbraid wbraid dclid srsltid fbclid igsh igshid ' +
  'msclkid twclid ttclid li_fat_id yclid ysclid mc_cid mc_eid mkt_tok _kx vero_id ref _'
).split(' ');

/** What other programs call a parameter. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['categories', 'category'],
  ['section', 'category'],
  ['topic', 'category'],
  ['language', 'lang'],
  ['search', 'q'],
  ['query', 'q'],
  ['limit', 'count'],
]);

const MAX_NAMED = 5;

/** Names the parameters that are neither known nor ignored, and what was probably meant; `undefined` if there are none. */
export function describeUnknownParameters(parameters: URLSearchParams, known: readonly string[]): string | undefined {
  const unknown = [...new Set(parameters.keys())].filter((name) => !known.includes(name) && !isIgnored(name));
  if (unknown.length === 0) return undefined;
  const named = unknown.slice(0, MAX_NAMED).map((name) => {
    const meant = findMeant(name, known);
    return quoteStart(name) + (meant === undefined ? '' : ` (did you mean ${meant}?)`);
  });
  const more = unknown.length > MAX_NAMED ? ` and ${unknown.length - MAX_NAMED} more` : '';
  return `Unknown in the query: ${named.join(', ')}${more}. A custom feed takes ${known.join(', ')}.`;
}

export function quoteStart(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

function isIgnored(name: string): boolean {
  return IGNORED_PARAMETERS.some((ignored) =>
    ignored.endsWith('*') ? name.startsWith(ignored.slice(0, -1)) : name === ignored,
  );
}

/** `category[]` is how PHP writes a list, and `&amp;tag` how HTML writes `&tag`. */
function findMeant(name: string, known: readonly string[]): string | undefined {
  const written = name.replace(/^amp;|\[.*$/g, '');
  return SYNONYMS.get(written.toLowerCase()) ?? findSimilarName(written, known);
}
