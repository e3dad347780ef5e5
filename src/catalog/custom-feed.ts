import { EMPTY_SELECTION, type FeedDefinition, type Selection } from '../model/feed-definition.ts';
import { findCanonicalTag } from '../model/language.ts';
import { slugify } from '../model/term.ts';
import { DERIVED_COUNT } from './derived-feed.ts';

/** What a feed of one's own asks for, checked, in one spelling. */
export interface CustomFeed extends Pick<FeedDefinition, 'select' | 'exclude' | 'count' | 'content' | 'search'> {
  /** The same choice always gives the same query: fixed order of parameters, values sorted and said once. Empty: everything. */
  readonly query: string;
}

/** The parameters that name terms, and the field of the selection or exclusion that each one fills. */
const TERM_PARAMETERS = [
  ['category', 'select', 'categories'],
  ['tag', 'select', 'tags'],
  ['author', 'select', 'authors'],
  ['lang', 'select', 'languages'],
  ['not-category', 'exclude', 'categories'],
  ['not-tag', 'exclude', 'tags'],
  ['not-author', 'exclude', 'authors'],
  ['not-lang', 'exclude', 'languages'],
] as const;

const MOST_VALUES = 20;
const LONGEST_SEARCH = 100;
const MOST_ITEMS = 100;

/**
 * Reads the query of a feed of one's own: any of the values inside a parameter, all of the parameters; `q` are words that must stand in the
 * article. Parameters that are unknown or empty are passed over. A value that makes no sense is said in one sentence.
 */
export function parseCustomFeed(parameters: URLSearchParams): CustomFeed | { readonly problem: string } {
  const select: Record<keyof Selection, readonly string[]> = { ...EMPTY_SELECTION };
  const exclude: Record<keyof Selection, readonly string[]> = { ...EMPTY_SELECTION };
  const canonical = new URLSearchParams();
  for (const [name, side, field] of TERM_PARAMETERS) {
    const toSlug = field === 'languages' ? (text: string) => findCanonicalTag(text.trim()) ?? '' : slugify;
    const slugs = [...new Set(parameters.getAll(name).map(toSlug))].filter((slug) => slug !== '').sort();
    if (slugs.length > MOST_VALUES)
      return { problem: `${name}: expected at most ${MOST_VALUES} values, got ${slugs.length}` };
    (side === 'select' ? select : exclude)[field] = slugs;
    for (const slug of slugs) canonical.append(name, slug);
  }

  const search = (parameters.get('q') ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
  if (search.length > LONGEST_SEARCH)
    return { problem: `q: expected at most ${LONGEST_SEARCH} characters, got ${search.length}` };
  if (search !== '') canonical.set('q', search);

  const countText = parameters.get('count') || String(DERIVED_COUNT);
  const count = Number(countText);
  if (!/^\d{1,3}$/.test(countText) || count < 1 || count > MOST_ITEMS) {
    return {
      problem: `count: expected a whole number from 1 to ${MOST_ITEMS}, got ${JSON.stringify(countText.slice(0, 40))}`,
    };
  }
  if (count !== DERIVED_COUNT) canonical.set('count', String(count));

  const content = parameters.get('content') || 'full';
  if (content !== 'full' && content !== 'summary') {
    return { problem: `content: expected full or summary, got ${JSON.stringify(content.slice(0, 40))}` };
  }
  if (content !== 'full') canonical.set('content', content);

  return { select, exclude, count, content, ...(search === '' ? {} : { search }), query: canonical.toString() };
}

/** The definition of a feed of one's own; `labels` say its choice in the words of the newsroom. */
export function buildCustomFeed(
  id: string,
  custom: CustomFeed,
  labels: readonly string[],
  newsroom: string,
  main: FeedDefinition,
): FeedDefinition {
  const { query: _query, ...choice } = custom;
  const choiceInWords = labels.join(', ');
  const { copyright, licence } = main;
  return {
    ...choice,
    id,
    title: choiceInWords === '' ? main.title : `${newsroom}: ${choiceInWords}`,
    description: choiceInWords === '' ? main.description : `A choice of articles: ${choiceInWords}`,
    language: main.language,
    ...(copyright === undefined ? {} : { copyright }),
    ...(licence === undefined ? {} : { licence }),
  };
}
