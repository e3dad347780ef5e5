import { type SqlBool, sql } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import type { Position } from '../model/change.ts';
import { type Facets, matchesFilter } from '../model/selection.ts';
import type { Archive } from './archive-rows.ts';
import type { ArticleFilter } from './article-store.ts';
import { findArticles } from './find-article.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { matchesContent } from './search-text.ts';

/** Some milliseconds, also where their texts are searched. */
const MAX_LATE_ARTICLES = 50;

/**
 * Articles that arrived, were restored or got a term when they were already as old as the newest archived position, and are on no page.
 * Searches the changes after the archive's `seq`, at most up to `seq`; the result says up to which one.
 */
export async function findLateArticles(
  transaction: DatabaseTransaction,
  archive: Archive & { readonly newest: Position },
  filter: ArticleFilter,
  seq: number,
): Promise<{ readonly articles: readonly { readonly ordinal: number }[]; readonly seq: number }> {
  const { publishedAt, id } = archive.newest;
  const rows = await transaction
    .selectFrom('changes as c')
    .innerJoin('ordinals as o', 'o.article_id', 'c.article_id')
    .leftJoin('archive_entries as e', (join) =>
      join.on('e.archive_id', '=', archive.id).onRef('e.ordinal', '=', 'o.ordinal'),
    )
    .select(['c.seq', 'c.article_id', 'c.facets_after', 'o.ordinal'])
    .where('c.seq', '>', archive.seq)
    .where('c.seq', '<=', seq)
    .where('c.facets_after', 'is not', null)
    .where(sql<SqlBool>`(c.published_at, c.article_id) <= (${publishedAt}, ${id})`)
    .where('e.ordinal', 'is', null)
    // Only the newest change of an article says what it is now. If that is after `seq`, a later call finds it.
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('changes as later')
            .select('later.seq')
            .whereRef('later.article_id', '=', 'c.article_id')
            .whereRef('later.seq', '>', 'c.seq'),
        ),
      ),
    )
    .orderBy('c.seq')
    .limit(MAX_LATE_ARTICLES)
    .execute();
  const matching = rows.filter(({ facets_after: facets }) => matchesFilter(filter, JSON.parse(facets ?? '') as Facets));
  return {
    articles: await filterByContent(transaction, filter, matching),
    seq: rows.length < MAX_LATE_ARTICLES ? seq : (rows.at(-1)?.seq ?? seq),
  };
}

/** The change log has neither words nor audio. */
async function filterByContent<Row extends { readonly article_id: string }>(
  transaction: DatabaseTransaction,
  filter: ArticleFilter,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  if (filter.search === undefined && filter.withAudio !== true) return rows;
  const articles = await findArticles(
    transaction,
    rows.map((row) => row.article_id as ArticleId),
  );
  return rows.filter((row) => {
    const article = articles.get(row.article_id as ArticleId);
    return article !== undefined && matchesContent(filter, article);
  });
}

/** Whether a change after `seq` left an article public at this position or an older one. */
export async function hasLateChange(db: Database, seq: number, { publishedAt, id }: Position): Promise<boolean> {
  const row = await db
    .selectFrom('changes')
    .select('seq')
    .where('seq', '>', seq)
    .where('facets_after', 'is not', null)
    .where(sql<SqlBool>`(published_at, article_id) <= (${publishedAt}, ${id})`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
