import { type Term, toTerm } from '../model/term.ts';

/** The terms of some labels, each once, in their order. */
export function buildTerms(labels: readonly string[]): readonly Term[] {
  const bySlug = new Map<string, Term>();
  for (const term of labels.map(toTerm)) {
    if (!bySlug.has(term.slug)) bySlug.set(term.slug, term);
  }
  return [...bySlug.values()];
}
