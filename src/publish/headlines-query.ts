import { parseOptions } from '../../widget/contract/options.ts';
import type { Position } from '../model/change.ts';
import { slugify } from '../model/term.ts';
import { findLocale } from '../render/localize-headlines.ts';
import { formatCursor, parseCursor } from './cursor.ts';

/** What is asked of `/v1/{feed}.json`; snippets live for ever, so what makes no sense was not asked. */
export interface HeadlinesQuery {
  readonly count: number;
  /** Whether summaries are wanted. */
  readonly excerpt?: boolean;
  readonly after?: Position;
  /** Words that have to stand in the articles. */
  readonly search?: string;
  /** The slug of a category that they have to have as well. */
  readonly category?: string;
  /** The language of the widget's own words and dates, and of the archive's; one that `Intl` knows. */
  readonly language?: string;
}

/** Headlines where nobody asks for another number. */
const DEFAULT_COUNT = parseOptions(() => null).count;
const LONGEST_SEARCH = 100;

/** Reads a query; `get` gives the text of a parameter, or nothing. */
export function parseHeadlinesQuery(get: (name: string) => string | null | undefined): HeadlinesQuery {
  const { count } = parseOptions((name) => (name === 'count' ? get(name) : null));
  const excerpt = get('excerpt') === '1';
  const after = parseCursor(get('after') ?? '');
  const search = foldSearch(get('q') ?? '');
  const category = slugify(get('category') ?? '');
  const language = findLocale((get('lang') ?? '').trim());
  return {
    count,
    ...(excerpt ? { excerpt } : {}),
    ...(after === undefined ? {} : { after }),
    ...(search === '' ? {} : { search }),
    ...(category === '' ? {} : { category }),
    ...(language === undefined ? {} : { language }),
  };
}

/** Whether the archive is asked for and not just the newest headlines. */
export function asksForPage({ after, search, category, language }: HeadlinesQuery): boolean {
  return (after ?? search ?? category ?? language) !== undefined;
}

/** The query in its one spelling, with its question mark; empty where nothing was asked. */
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

/** As a feed of one's own has it: lower case, one space between words, and never half a character at the end. */
function foldSearch(text: string): string {
  return text
    .toWellFormed()
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .slice(0, LONGEST_SEARCH)
    .replace(/\p{Surrogate}$/u, '')
    .trim();
}
