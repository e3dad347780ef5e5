import { EMPTY_SELECTION, type FeedDefinition, type Selection } from '../model/feed-definition.ts';
import { findCanonicalTag } from '../model/language.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { slugify } from '../model/term.ts';
import { DERIVED_COUNT } from './derived-feed.ts';

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

const MAX_VALUES = 20;
const MAX_SEARCH_LENGTH = 100;
const MAX_ITEMS = 100;

/**
 * An article matches if it has any value of every parameter, and all words of `q`. Unknown and empty parameters are ignored. An invalid
 * value is a problem in one sentence.
 */
export function parseCustomFeed(parameters: URLSearchParams): CustomFeed | { readonly problem: string } {
  const select: Record<keyof Selection, readonly string[]> = { ...EMPTY_SELECTION };
  const exclude: Record<keyof Selection, readonly string[]> = { ...EMPTY_SELECTION };
  const canonical = new URLSearchParams();
  for (const [name, side, field] of TERM_PARAMETERS) {
    const toSlug = field === 'languages' ? (text: string) => findCanonicalTag(text.trim()) ?? '' : slugify;
    const slugs = [...new Set(parameters.getAll(name).map(toSlug))].filter((slug) => slug !== '').sort();
    if (slugs.length > MAX_VALUES)
      return { problem: `${name}: expected at most ${MAX_VALUES} values, got ${slugs.length}` };
    (side === 'select' ? select : exclude)[field] = slugs;
    for (const slug of slugs) canonical.append(name, slug);
  }

  const search = (parameters.get('q') ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
  if (search.length > MAX_SEARCH_LENGTH)
    return { problem: `q: expected at most ${MAX_SEARCH_LENGTH} characters, got ${search.length}` };
  if (search !== '') canonical.set('q', search);

  const countText = parameters.get('count') || String(DERIVED_COUNT);
  const count = Number(countText);
  if (!/^\d{1,3}$/.test(countText) || count < 1 || count > MAX_ITEMS) {
    return { problem: `count: expected a whole number from 1 to ${MAX_ITEMS}, got ${quoteStart(countText)}` };
  }
  if (count !== DERIVED_COUNT) canonical.set('count', String(count));

  const content = parameters.get('content') || 'full';
  if (content !== 'full' && content !== 'summary') {
    return { problem: `content: expected full or summary, got ${quoteStart(content)}` };
  }
  if (content !== 'full') canonical.set('content', content);

  return omitUndefined({ select, exclude, count, content, search: search || undefined, query: canonical.toString() });
}

function quoteStart(text: string): string {
  return JSON.stringify(text.slice(0, 40));
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
