import { EMPTY_SELECTION, type FeedDefinition } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Term, TermKind } from '../model/term.ts';

export const DERIVED_COUNT = 50;

const SELECTION_FIELDS = { category: 'categories', tag: 'tags', author: 'authors' } as const;

/** Builds the feed of one category, tag or author, with language, licence and image of the main feed. */
export function deriveFeed(kind: TermKind, term: Term, newsroom: string, main: FeedDefinition): FeedDefinition {
  const { copyright, licence, image } = main;
  return omitUndefined({
    id: `${kind}/${term.slug}`,
    title: `${newsroom}: ${term.label}`,
    description: kind === 'author' ? `Articles by ${term.label}` : `Articles about ${term.label}`,
    language: main.language,
    select: { ...EMPTY_SELECTION, [SELECTION_FIELDS[kind]]: [term.slug] },
    exclude: EMPTY_SELECTION,
    count: DERIVED_COUNT,
    content: 'full',
    copyright,
    licence,
    image,
  });
}
