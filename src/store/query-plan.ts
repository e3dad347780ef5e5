import type { ArticleFilter } from './article-store.ts';
import { listFilterConditions, type TermCondition } from './article-terms.ts';
import type { Database } from './schema.ts';

/** With more slugs than this in every field, walking all articles is simpler than that many walks at once. */
const WALKS = 50;

/** What a filter asks, parted into the field whose index is walked and the fields that then filter what is found. */
export interface QueryPlan {
  readonly walk?: TermCondition;
  readonly filters: readonly TermCondition[];
}

/** Walks the field that the fewest visible articles answer to: a rare tag before a common language. */
export async function planQuery(db: Database, filter: Omit<ArticleFilter, 'exclude'>): Promise<QueryPlan> {
  const asked = listFilterConditions(filter);
  const walkable = asked.filter((field) => field.slugs.length <= WALKS);
  const walk = walkable.length > 1 ? await findRarest(db, walkable) : walkable[0];
  return { ...(walk === undefined ? {} : { walk }), filters: asked.filter((field) => field !== walk) };
}

async function findRarest(db: Database, fields: readonly TermCondition[]): Promise<TermCondition | undefined> {
  const counts = await Promise.all(fields.map((field) => countArticles(db, field)));
  return fields[counts.indexOf(Math.min(...counts))];
}

/** How many visible articles have the terms, counted once for each term that they have. */
export async function countArticles(db: Database, { kind, slugs }: TermCondition): Promise<number> {
  const rows = await db
    .selectFrom('terms')
    .select('articles')
    .where('kind', '=', kind)
    .where('slug', 'in', slugs)
    .execute();
  return rows.reduce((sum, row) => sum + row.articles, 0);
}
