import type { CountedTerm, Term, TermKind } from '../model/term.ts';
import type { Database } from './schema.ts';

export async function findTerm(db: Database, kind: TermKind, slug: string): Promise<Term | undefined> {
  return await db
    .selectFrom('terms')
    .select(['slug', 'label'])
    .where('kind', '=', kind)
    .where('slug', '=', slug)
    .executeTakeFirst();
}

export async function listVisibleCategories(db: Database): Promise<readonly CountedTerm[]> {
  return sortByLabel(await visibleTerms(db, 'category').execute());
}

/** A term without a slug has no feed and is left out. */
export async function listVisibleTerms(db: Database, kind: TermKind, limit: number): Promise<readonly CountedTerm[]> {
  const rows = await visibleTerms(db, kind)
    .where('slug', '!=', '')
    .orderBy('articles', 'desc')
    .orderBy('slug')
    .limit(limit)
    .execute();
  return sortByLabel(rows);
}

function visibleTerms(db: Database, kind: TermKind) {
  return db
    .selectFrom('terms')
    .select(['slug', 'label', 'articles'])
    .where('kind', '=', kind)
    .where('articles', '>', 0);
}

/** By code unit: every node and database has the same order. */
function sortByLabel(terms: readonly CountedTerm[]): readonly CountedTerm[] {
  return terms.toSorted((a, b) => (`${a.label}\n${a.slug}` < `${b.label}\n${b.slug}` ? -1 : 1));
}
