import {
  type Expression,
  expressionBuilder,
  type Selectable,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import type { Article, ArticleId } from '../model/article.ts';
import type { Position } from '../model/change.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { toArticle } from './article-row.ts';
import type { ArticleQuery } from './article-store.ts';
import { listConditions, type TermCondition, type TermKey } from './article-terms.ts';
import { listBySearch } from './list-by-search.ts';
import { planQuery, type QueryPlan } from './query-plan.ts';
import type { ArticleTable, Database, StoreSchema } from './schema.ts';
import type { SearchIndex } from './search-index.ts';

type TermScan = SelectQueryBuilder<
  StoreSchema & { readonly t: Pick<StoreSchema['article_terms'], 'article_id' | 'published_at'> },
  't',
  unknown
>;

export async function listVisible(db: Database, search: SearchIndex, query: ArticleQuery): Promise<readonly Article[]> {
  const rows =
    query.search === undefined
      ? await articleRows(db, query, await planQuery(db, query)).execute()
      : await listRowsOf(db, await listBySearch(db, search, query, { ...query, end: 'newest' }));
  return rows.map(toArticle);
}

export async function listVisiblePositions(
  db: Database,
  search: SearchIndex,
  query: ArticleQuery,
): Promise<readonly Position[]> {
  if (query.search !== undefined) return await listBySearch(db, search, query, { ...query, end: 'newest' });
  const rows = await positionRows(db, query, await planQuery(db, query)).execute();
  return rows.map(({ id, published_at: publishedAt }) => ({ id: id as ArticleId, publishedAt }));
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

/**
 * Without conditions, or with one term, the query reads one index. With several terms of one field it merges the index of each.
 * Every further field, and every exclusion, is a look-up for each article that is read.
 */
function articleRows(db: Database, query: ArticleQuery, plan: QueryPlan) {
  const scan = buildTermScan(db, query, plan);
  return scan === undefined
    ? scanArticles(db, query, plan).selectAll('a')
    : scan.innerJoin('articles as a', 'a.id', 't.article_id').selectAll('a');
}

/** The index holds the positions: no article is read. */
function positionRows(db: Database, query: ArticleQuery, plan: QueryPlan) {
  const scan = buildTermScan(db, query, plan);
  return scan === undefined
    ? scanArticles(db, query, plan).select(['a.id', 'a.published_at'])
    : scan.select(['t.article_id as id', 't.published_at']);
}

function buildTermScan(db: Database, query: ArticleQuery, plan: QueryPlan): TermScan | undefined {
  const { kind, slugs } = plan.scan ?? { kind: 'tag', slugs: [] };
  const scans = slugs.map((slug) => scanTerm(db, query, plan, { kind, slug }));
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

function scanArticles(db: Database, query: ArticleQuery, plan: QueryPlan) {
  return db
    .selectFrom('articles as a')
    .where('a.announced_at', 'is not', null)
    .where((eb) => eb.and(buildConditions(db, query, plan, 'a.published_at', 'a.id')))
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(query.limit);
}

function scanTerm(db: Database, query: ArticleQuery, plan: QueryPlan, { kind, slug }: TermKey): TermScan {
  return db
    .selectFrom('article_terms as t')
    .where('t.kind', '=', kind)
    .where('t.slug', '=', slug)
    .where((eb) => eb.and(buildConditions(db, query, plan, 't.published_at', 't.article_id')))
    .orderBy('t.published_at', 'desc')
    .orderBy('t.article_id', 'desc')
    .limit(query.limit);
}

/** `publishedAt` and `articleId` are columns of the table that is read. */
function buildConditions(
  db: Database,
  { exclude, after, before }: ArticleQuery,
  { filters }: QueryPlan,
  publishedAt: string,
  articleId: string,
): Expression<SqlBool>[] {
  const { exists, not } = expressionBuilder<StoreSchema, never>();
  const id = sql.ref<string>(articleId);
  const date = sql.ref<Timestamp>(publishedAt);
  const hasAny = ({ kind, slugs }: TermCondition) =>
    exists(
      db
        .selectFrom('article_terms as has')
        .select('has.slug')
        .where('has.kind', '=', kind)
        .where('has.slug', 'in', slugs)
        .where('has.published_at', '=', date)
        .where('has.article_id', '=', id),
    );
  return [
    // Row values, which an index on these columns answers as one range.
    ...(after === undefined ? [] : [sql<SqlBool>`(${date}, ${id}) < (${after.publishedAt}, ${after.id})`]),
    ...(before === undefined ? [] : [sql<SqlBool>`(${date}, ${id}) > (${before.publishedAt}, ${before.id})`]),
    ...filters.map(hasAny),
    ...listConditions(exclude).map((condition) => not(hasAny(condition))),
  ];
}
