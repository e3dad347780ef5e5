import type { FeedDefinition } from '../model/feed-definition.ts';
import { EMPTY_SELECTION } from '../model/feed-definition.ts';
import type { Term, TermKind } from '../model/term.ts';

/** Items in a feed that nobody defined. */
export const DERIVED_COUNT = 50;

/** The field of a selection that a kind stands for. */
const SELECTION_FIELDS = { category: 'categories', tag: 'tags', author: 'authors' } as const;

/** The feed of one category, tag or author: in full, in the manner of the newsroom's main feed. */
export function deriveFeed(kind: TermKind, term: Term, newsroom: string, main: FeedDefinition): FeedDefinition {
  const { copyright, licence, image } = main;
  return {
    id: `${kind}/${term.slug}`,
    title: `${newsroom}: ${term.label}`,
    description: kind === 'author' ? `Articles by ${term.label}` : `Articles about ${term.label}`,
    language: main.language,
    select: { ...EMPTY_SELECTION, [SELECTION_FIELDS[kind]]: [term.slug] },
    exclude: EMPTY_SELECTION,
    count: DERIVED_COUNT,
    content: 'full',
    ...(copyright === undefined ? {} : { copyright }),
    ...(licence === undefined ? {} : { licence }),
    ...(image === undefined ? {} : { image }),
  };
}
