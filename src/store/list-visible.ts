import { type Expression, type Selectable, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Article, ArticleId } from '../model/article.ts';
import type { Position } from '../model/change.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { toArticle } from './article-row.ts';
import type { ArticleQuery } from './article-store.ts';
import { listConditions, listFilterConditions, type TermCondition, type TermKey } from './article-terms.ts';
import { listBySearch } from './list-by-search.ts';
import type { ArticleTable, Database, StoreSchema } from './schema.ts';
import type { SearchIndex } from './search-index.ts';

type TermScan = SelectQueryBuilder<
  StoreSchema & { readonly t: Pick<StoreSchema['article_terms'], 'article_id' | 'published_at'> },
  't',
  unknown
>;

/** With more slugs, the index of words is read. */
const MAX_MERGED_SLUGS = 50;

/**
 * Without conditions, or with one term, the query reads one index in order. With several terms of one field it merges the index of each.
 * Everything else is a search for words and terms: SQLite would look up every article of the first term where few have the second.
 */
export async function listVisible(db: Database, search: SearchIndex, query: ArticleQuery): Promise<readonly Article[]> {
  const conditions = findSimpleConditions(query);
  const rows =
    conditions === undefined
      ? await listRowsOf(db, await listBySearch(db, search, query, { ...query, end: 'newest' }))
      : await articleRows(db, query, conditions).execute();
  return rows.map(toArticle);
}

export async function listVisiblePositions(
  db: Database,
  search: SearchIndex,
  query: ArticleQuery,
): Promise<readonly Position[]> {
  const conditions = findSimpleConditions(query);
  if (conditions === undefined) return await listBySearch(db, search, query, { ...query, end: 'newest' });
  const rows = await positionRows(db, query, conditions).execute();
  return rows.map(({ id, published_at: publishedAt }) => ({ id: id as ArticleId, publishedAt }));
}

/** None or one; `undefined` where the query needs the index of words. */
function findSimpleConditions(query: ArticleQuery): readonly TermCondition[] | undefined {
  const conditions = listFilterConditions(query);
  const isSimple =
    query.search === undefined &&
    listConditions(query.exclude).length === 0 &&
    conditions.length <= 1 &&
    conditions.every(({ slugs }) => slugs.length <= MAX_MERGED_SLUGS);
  return isSimple ? conditions : undefined;
}

async function listRowsOf(db: Database, positions: readonly Position[]): Promise<readonly Selectable<ArticleTable>[]> {
  if (positions.length === 0) return [];
  return await db
    .selectFrom('articles as a')
    .selectAll('a')
    .where('a.announced_at', 'is not', null)
    .where(
      'a.id',
      'in',
      positions.map((position) => position.id),
    )
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .execute();
}

function articleRows(db: Database, query: ArticleQuery, conditions: readonly TermCondition[]) {
  const scan = buildTermScan(db, query, conditions);
  return scan === undefined
    ? scanArticles(db, query).selectAll('a')
    : scan.innerJoin('articles as a', 'a.id', 't.article_id').selectAll('a');
}

/** The index holds the positions: no article is read. */
function positionRows(db: Database, query: ArticleQuery, conditions: readonly TermCondition[]) {
  const scan = buildTermScan(db, query, conditions);
  return scan === undefined
    ? scanArticles(db, query).select(['a.id', 'a.published_at'])
    : scan.select(['t.article_id as id', 't.published_at']);
}

function buildTermScan(db: Database, query: ArticleQuery, conditions: readonly TermCondition[]): TermScan | undefined {
  const scans = conditions.flatMap(({ kind, slugs }) => slugs.map((slug) => scanTerm(db, query, { kind, slug })));
  return scans.length > 1 ? mergeScans(db, query, scans) : scans[0];
}

/** In a UNION, only a subquery of a FROM clause may have its own ORDER BY. */
function mergeScans(db: Database, query: ArticleQuery, scans: readonly TermScan[]): TermScan {
  const merged = scans
    .map((scan) => db.selectFrom(scan.select(['t.article_id', 't.published_at']).as('part')).selectAll())
    .reduce((all, part) => all.union(part));
  return db
    .selectFrom(merged.as('t'))
    .orderBy('t.published_at', 'desc')
    .orderBy('t.article_id', 'desc')
    .limit(query.limit);
}

function scanArticles(db: Database, query: ArticleQuery) {
  return db
    .selectFrom('articles as a')
    .where('a.announced_at', 'is not', null)
    .where((eb) => eb.and(buildRange(query, 'a.published_at', 'a.id')))
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(query.limit);
}

function scanTerm(db: Database, query: ArticleQuery, { kind, slug }: TermKey): TermScan {
  return db
    .selectFrom('article_terms as t')
    .where('t.kind', '=', kind)
    .where('t.slug', '=', slug)
    .where((eb) => eb.and(buildRange(query, 't.published_at', 't.article_id')))
    .orderBy('t.published_at', 'desc')
    .orderBy('t.article_id', 'desc')
    .limit(query.limit);
}

/** Row values, which an index on these columns answers as one range. The names are columns of the table that is read. */
function buildRange({ after, before }: ArticleQuery, publishedAt: string, articleId: string): Expression<SqlBool>[] {
  const id = sql.ref<string>(articleId);
  const date = sql.ref<Timestamp>(publishedAt);
  return [
    ...(after === undefined ? [] : [sql<SqlBool>`(${date}, ${id}) < (${after.publishedAt}, ${after.id})`]),
    ...(before === undefined ? [] : [sql<SqlBool>`(${date}, ${id}) > (${before.publishedAt}, ${before.id})`]),
  ];
}
