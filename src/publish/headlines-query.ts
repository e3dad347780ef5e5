import { parseOptions } from '../../widget/contract/options.ts';
import type { Position } from '../model/change.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { slugify } from '../model/term.ts';
import { findLocale } from '../render/localize-headlines.ts';
import { formatCursor, parseCursor } from './cursor.ts';

/** The query of `/v1/{feed}.json`. Snippets stay on pages for years, so an invalid value counts as missing. */
export interface HeadlinesQuery {
  readonly count: number;
  readonly excerpt?: boolean;
  readonly after?: Position;
  readonly search?: string;
  readonly category?: string;
  /** Of the widget's labels and dates; one that `Intl` knows. */
  readonly language?: string;
}

const DEFAULT_COUNT = parseOptions(() => null).count;
const MAX_SEARCH_LENGTH = 100;

export function parseHeadlinesQuery(get: (name: string) => string | null | undefined): HeadlinesQuery {
  const { count } = parseOptions((name) => (name === 'count' ? get(name) : null));
  return {
    count,
    ...omitUndefined({
      excerpt: get('excerpt') === '1' || undefined,
      after: parseCursor(get('after') ?? ''),
      search: foldSearch(get('q') ?? '') || undefined,
      category: slugify(get('category') ?? '') || undefined,
      language: findLocale((get('lang') ?? '').trim()),
    }),
  };
}

export function asksForPage({ after, search, category, language }: HeadlinesQuery): boolean {
  return (after ?? search ?? category ?? language) !== undefined;
}

/** The canonical spelling, with its question mark; empty if every value is the default. */
export function formatHeadlinesQuery({ count, excerpt, after, search, category, language }: HeadlinesQuery): string {
  const parameters = new URLSearchParams();
  if (count !== DEFAULT_COUNT) parameters.set('count', String(count));
  if (excerpt === true) parameters.set('excerpt', '1');
  if (after !== undefined) parameters.set('after', formatCursor(after));
  if (search !== undefined) parameters.set('q', search);
  if (category !== undefined) parameters.set('category', category);
  if (language !== undefined) parameters.set('lang', language);
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** Lower case and single spaces, as in a custom feed. Cut without splitting a surrogate pair. */
function foldSearch(text: string): string {
  return text
    .toWellFormed()
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .slice(0, MAX_SEARCH_LENGTH)
    .replace(/\p{Surrogate}$/u, '')
    .trim();
}
