import { type SqlBool, sql } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import { isOlder, type Position } from '../model/change.ts';
import { type Facets, matchesFilter } from '../model/selection.ts';
import type { Archive } from './archive-rows.ts';
import type { ArticleFilter } from './article-store.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { OrdinalPosition, SearchIndex } from './search-index.ts';
import { buildSearchExpression } from './search-text.ts';

/**
 * Articles that arrived, were restored or got a term when they were already as old as the newest archived position, and are on no page.
 * Searches the changes after the archive's `seq`, up to and including `seq`.
 */
export async function findLateArticles(
  transaction: DatabaseTransaction,
  search: SearchIndex,
  archive: Archive & { readonly newest: Position },
  filter: ArticleFilter,
  seq: number,
): Promise<readonly OrdinalPosition[]> {
  const expression = buildSearchExpression(filter);
  if (expression === undefined) return [];
  const rows = await transaction
    .selectFrom('changes as c')
    .innerJoin('ordinals as o', 'o.article_id', 'c.article_id')
    .leftJoin('archive_entries as e', (join) =>
      join.on('e.archive_id', '=', archive.id).onRef('e.ordinal', '=', 'o.ordinal'),
    )
    .select(['c.facets_after', 'o.ordinal', 'o.article_id', 'o.published_at'])
    .where('c.seq', '>', archive.seq)
    .where('c.seq', '<=', seq)
    .where('c.facets_after', 'is not', null)
    .where('e.ordinal', 'is', null)
    .execute();
  const candidates = new Map<number, OrdinalPosition>();
  for (const { facets_after: facets, ordinal, article_id: id, published_at: publishedAt } of rows) {
    const position = { ordinal, id: id as ArticleId, publishedAt };
    if (facets === null || isOlder(archive.newest, position)) continue;
    if (matchesFilter(filter, JSON.parse(facets) as Facets)) candidates.set(ordinal, position);
  }
  const found: OrdinalPosition[] = [];
  for (const position of candidates.values()) {
    // Only the index says whether the article is still public, matches the search and has audio.
    const [match] = await search.list(transaction, expression, {
      from: position.ordinal,
      to: position.ordinal,
      end: 'newest',
    });
    if (match !== undefined) found.push(position);
  }
  return found;
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
