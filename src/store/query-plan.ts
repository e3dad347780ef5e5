import { omitUndefined } from '../model/omit-undefined.ts';
import type { ArticleFilter } from './article-store.ts';
import { listFilterConditions, type TermCondition } from './article-terms.ts';
import type { Database } from './schema.ts';

/** Where every field has more slugs, all articles are read. */
const MAX_MERGED_SLUGS = 50;

export interface QueryPlan {
  /** The condition whose index is read; absent where all articles are read. */
  readonly scan?: TermCondition;
  readonly filters: readonly TermCondition[];
}

/** Reads the index of the condition that the fewest public articles meet: a rare tag rather than a common language. */
export async function planQuery(db: Database, filter: Omit<ArticleFilter, 'exclude'>): Promise<QueryPlan> {
  const conditions = listFilterConditions(filter);
  const candidates = conditions.filter(({ slugs }) => slugs.length <= MAX_MERGED_SLUGS);
  const scan = candidates.length > 1 ? await findRarest(db, candidates) : candidates[0];
  return omitUndefined({ scan, filters: conditions.filter((condition) => condition !== scan) });
}

async function findRarest(db: Database, conditions: readonly TermCondition[]): Promise<TermCondition | undefined> {
  const counts = await Promise.all(conditions.map((condition) => countArticles(db, condition)));
  return conditions[counts.indexOf(Math.min(...counts))];
}

/** An article with two of the terms counts twice. */
export async function countArticles(db: Database, { kind, slugs }: TermCondition): Promise<number> {
  const rows = await db
    .selectFrom('terms')
    .select('articles')
    .where('kind', '=', kind)
    .where('slug', 'in', slugs)
    .execute();
  return rows.reduce((sum, row) => sum + row.articles, 0);
}
