import path from 'node:path';
import type { Selection } from '../model/feed-definition.ts';
import { findSimilarName } from '../model/find-similar-name.ts';
import { type Problem, showValue } from '../model/problem.ts';
import type { CountedTerm, SelectedTermKind, Term } from '../model/term.ts';
import type { Catalog } from './catalog.ts';

interface Terms {
  findTerm(kind: SelectedTermKind, slug: string): Promise<Term | undefined>;
  listVisibleTerms(kind: SelectedTermKind, limit: number): Promise<readonly CountedTerm[]>;
}

const KINDS: Readonly<Record<keyof Selection, SelectedTermKind>> = {
  categories: 'category',
  tags: 'tag',
  authors: 'author',
  languages: 'language',
};

/** Terms that are compared with an unknown one: comparing all of a large newsroom would take long. */
const MAX_COMPARED = 1_000;

/** The terms in feed definitions that no public article has or had, each with the one that was probably meant. */
export async function findUnknownTerms(
  { feeds }: Pick<Catalog, 'feeds'>,
  folder: string,
  terms: Terms,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const feed of feeds) {
    for (const part of ['select', 'exclude'] as const) {
      for (const [field, kind] of Object.entries(KINDS) as [keyof Selection, SelectedTermKind][]) {
        for (const written of feed[part][field]) {
          const slug = kind === 'language' ? written.toLowerCase() : written;
          if ((await terms.findTerm(kind, slug)) !== undefined) continue;
          const known = await terms.listVisibleTerms(kind, MAX_COMPARED);
          const similar = findSimilarName(
            slug,
            known.map((term) => term.slug),
          );
          const meant = known.find((term) => term.slug === similar)?.label;
          problems.push({
            file: path.join(folder, `${feed.id}.yaml`),
            field: `${part}.${field}`,
            expected: `${kind === 'author' ? 'an' : 'a'} ${kind} that an article has`,
            got: showValue(written) + (meant === undefined ? '' : ` (did you mean ${showValue(meant)}?)`),
          });
        }
      }
    }
  }
  return problems;
}
