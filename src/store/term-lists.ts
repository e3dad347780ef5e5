import type { CountedTerm, SelectedTermKind, Term } from '../model/term.ts';
import type { Database } from './schema.ts';

export async function findTerm(db: Database, kind: SelectedTermKind, slug: string): Promise<Term | undefined> {
  return await db
    .selectFrom('terms')
    .select(['slug', 'label'])
    .where('kind', '=', kind)
    .where('slug', '=', slug)
    .executeTakeFirst();
}

export async function listVisibleCategories(db: Database): Promise<readonly CountedTerm[]> {
  return await visibleTerms(db, 'category').orderBy('slug').execute();
}

/** A term without a slug has no feed and is left out. */
export async function listVisibleTerms(
  db: Database,
  kind: SelectedTermKind,
  limit: number,
): Promise<readonly CountedTerm[]> {
  return await visibleTerms(db, kind)
    .where('slug', '!=', '')
    .orderBy('articles', 'desc')
    .orderBy('slug')
    .limit(limit)
    .execute();
}

function visibleTerms(db: Database, kind: SelectedTermKind) {
  return db
    .selectFrom('terms')
    .select(['slug', 'label', 'articles'])
    .where('kind', '=', kind)
    .where('articles', '>', 0);
}
