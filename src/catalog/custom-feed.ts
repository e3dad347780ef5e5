import { EMPTY_SELECTION, type FeedDefinition, type Selection } from '../model/feed-definition.ts';
import { findCanonicalTag } from '../model/language.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { slugify } from '../model/term.ts';
import { DERIVED_COUNT } from './derived-feed.ts';
import { describeUnknownParameters, quoteStart } from './unknown-parameters.ts';

export interface CustomFeed extends Pick<FeedDefinition, 'select' | 'exclude' | 'count' | 'content' | 'search'> {
  /** Canonical: the same filter always gives the same query; empty for all articles. */
  readonly query: string;
}

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

const SINGLE_PARAMETERS = ['q', 'count', 'content'] as const;
const PARAMETERS: readonly string[] = [...TERM_PARAMETERS.map(([name]) => name), ...SINGLE_PARAMETERS];

const MAX_VALUES = 20;
const MAX_SEARCH_LENGTH = 100;
const MAX_ITEMS = 100;
/** Of what is stored: a category has at most 100 characters. Feeds in an address, and those that were stored before, may be longer. */
const MAX_STORED_VALUE_LENGTH = 200;
const MAX_STORED_QUERY_LENGTH = 2000;

/**
 * An article matches if it has any value of every parameter, and all words of `q`. Empty parameters are ignored, and those that trackers
 * add. An unknown name or an invalid value is a problem in one sentence: a feed without the filter would look right.
 */
export function parseCustomFeed(parameters: URLSearchParams): CustomFeed | { readonly problem: string } {
  const unknown = describeUnknownParameters(parameters, PARAMETERS);
  if (unknown !== undefined) return { problem: unknown };

  const select: Record<keyof Selection, readonly string[]> = { ...EMPTY_SELECTION };
  const exclude: Record<keyof Selection, readonly string[]> = { ...EMPTY_SELECTION };
  const canonical = new URLSearchParams();
  for (const [name, side, field] of TERM_PARAMETERS) {
    const isLanguage = field === 'languages';
    const toSlug = isLanguage ? (text: string) => findCanonicalTag(text) ?? '' : slugify;
    const values = listValues(parameters, name);
    const invalid = values.find((text) => toSlug(text) === '');
    if (invalid !== undefined) {
      const expected = isLanguage ? 'a language such as en or pt-BR' : 'a name with letters or digits';
      return { problem: `${name}: expected ${expected}, got ${quoteStart(invalid)}` };
    }
    const slugs = [...new Set(values.map(toSlug))].sort();
    if (slugs.length > MAX_VALUES)
      return { problem: `${name}: expected at most ${MAX_VALUES} values, got ${slugs.length}` };
    (side === 'select' ? select : exclude)[field] = slugs;
    for (const slug of slugs) canonical.append(name, slug);
  }

  for (const name of SINGLE_PARAMETERS) {
    const { length } = listValues(parameters, name);
    if (length > 1) return { problem: `${name}: expected one value, got ${length}` };
  }
  const search = (listValues(parameters, 'q')[0] ?? '').replace(/\s+/g, ' ').toLowerCase();
  if (search.length > MAX_SEARCH_LENGTH)
    return { problem: `q: expected at most ${MAX_SEARCH_LENGTH} characters, got ${search.length}` };
  if (search !== '') canonical.set('q', search);

  const countText = listValues(parameters, 'count')[0] ?? String(DERIVED_COUNT);
  const count = Number(countText);
  if (!/^\d{1,3}$/.test(countText) || count < 1 || count > MAX_ITEMS) {
    return { problem: `count: expected a whole number from 1 to ${MAX_ITEMS}, got ${quoteStart(countText)}` };
  }
  if (count !== DERIVED_COUNT) canonical.set('count', String(count));

  const content = listValues(parameters, 'content')[0] ?? 'full';
  if (content !== 'full' && content !== 'summary') {
    return { problem: `content: expected full or summary, got ${quoteStart(content)}` };
  }
  if (content !== 'full') canonical.set('content', content);

  return omitUndefined({ select, exclude, count, content, search: search || undefined, query: canonical.toString() });
}

/** Why a feed is too long to be stored under a short code. */
export function findTooLongToStore({ query, select, exclude }: CustomFeed): string | undefined {
  const values = [select, exclude].flatMap((selection) => Object.values(selection).flat());
  const long = values.find(({ length }) => length > MAX_STORED_VALUE_LENGTH);
  if (long !== undefined) {
    return `expected names of at most ${MAX_STORED_VALUE_LENGTH} characters, got ${quoteStart(long)} with ${long.length}`;
  }
  if (query.length <= MAX_STORED_QUERY_LENGTH) return undefined;
  return `expected a custom feed of at most ${MAX_STORED_QUERY_LENGTH} characters as a query, got ${query.length}`;
}

/** The different values of a parameter that are not empty. */
function listValues(parameters: URLSearchParams, name: string): readonly string[] {
  return [...new Set(parameters.getAll(name).map((text) => text.trim()))].filter((text) => text !== '');
}

/** `labels` are those of the terms in its filter. */
export function buildCustomFeed(
  id: string,
  custom: CustomFeed,
  labels: readonly string[],
  newsroom: string,
  main: FeedDefinition,
): FeedDefinition {
  const { query: _query, ...filter } = custom;
  const filterText = labels.join(', ');
  const { copyright, licence } = main;
  return omitUndefined({
    ...filter,
    id,
    title: filterText === '' ? main.title : `${newsroom}: ${filterText}`,
    description: filterText === '' ? main.description : `Selected articles: ${filterText}`,
    language: main.language,
    copyright,
    licence,
  });
}
