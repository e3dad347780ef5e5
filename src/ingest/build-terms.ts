import { type Term, toTerm } from '../model/term.ts';

/** The terms of labels, without duplicates, in the same order. */
export function buildTerms(labels: readonly string[]): readonly Term[] {
  const bySlug = new Map<string, Term>();
  for (const term of labels.map(toTerm)) {
    if (!bySlug.has(term.slug)) bySlug.set(term.slug, term);
  }
  return [...bySlug.values()];
}
