import type { CountedTerm, Term, TermKind } from '../model/term.ts';
import type { Database } from './schema.ts';

/** A term that the public has ever seen, with its latest label. */
export async function findTerm(db: Database, kind: TermKind, slug: string): Promise<Term | undefined> {
  return await db
    .selectFrom('terms')
    .select(['slug', 'label'])
    .where('kind', '=', kind)
    .where('slug', '=', slug)
    .executeTakeFirst();
}

/** The visible categories, by label. */
export async function listVisibleCategories(db: Database): Promise<readonly CountedTerm[]> {
  return inOrder(await visibleTerms(db, 'category').execute());
}

/** The visible terms of a kind with the most articles, by label. One without a slug has no feed and is left out. */
export async function listVisibleTerms(db: Database, kind: TermKind, limit: number): Promise<readonly CountedTerm[]> {
  const rows = await visibleTerms(db, kind)
    .where('slug', '!=', '')
    .orderBy('articles', 'desc')
    .orderBy('slug')
    .limit(limit)
    .execute();
  return inOrder(rows);
}

function visibleTerms(db: Database, kind: TermKind) {
  return db
    .selectFrom('terms')
    .select(['slug', 'label', 'articles'])
    .where('kind', '=', kind)
    .where('articles', '>', 0);
}

/** In the order of their labels, by code unit, so that it is the same on every node and database. */
function inOrder(terms: readonly CountedTerm[]): readonly CountedTerm[] {
  return terms.toSorted((a, b) => (`${a.label}\n${a.slug}` < `${b.label}\n${b.slug}` ? -1 : 1));
}
