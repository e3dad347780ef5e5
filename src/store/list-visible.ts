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

type ArticleRow = Selectable<ArticleTable>;

/** A walk of positions under one or several terms, from which nothing is selected yet. */
type TermWalk = SelectQueryBuilder<
  StoreSchema & { readonly t: Pick<StoreSchema['article_terms'], 'article_id' | 'published_at'> },
  't',
  unknown
>;

/**
 * The visible articles that a query asks for, newest first: exactly those that `matchesFilter` (model/selection.ts) takes, and of these those with
 * the words or the sound asked for.
 */
export async function listVisible(db: Database, search: SearchIndex, query: ArticleQuery): Promise<readonly Article[]> {
  const rows =
    query.search === undefined
      ? await visibleRows(db, query, await planQuery(db, query)).execute()
      : await foundRows(db, await listBySearch(db, search, query, { ...query, end: 'newest' }));
  return rows.map(toArticle);
}

/** Where the articles of `listVisible` stand. */
export async function listVisiblePositions(
  db: Database,
  search: SearchIndex,
  query: ArticleQuery,
): Promise<readonly Position[]> {
  if (query.search !== undefined) return await listBySearch(db, search, query, { ...query, end: 'newest' });
  const rows = await positionRows(db, query, await planQuery(db, query)).execute();
  return rows.map(({ id, published_at: publishedAt }) => ({ id: id as ArticleId, publishedAt }));
}

/** The articles at some positions, in their order; those that the public no longer sees are left out. */
async function foundRows(db: Database, positions: readonly Position[]): Promise<readonly ArticleRow[]> {
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
 * The query behind a list. With nothing selected, or one term, it walks one index from the newest article on and stops at
 * the limit or at the position that it has to stay before. With several terms of one field it takes that many from the walk of each and merges them. Every further field,
 * and every exclusion, is a look-up per article that is passed.
 */
function visibleRows(db: Database, query: ArticleQuery, plan: QueryPlan) {
  const [first, ...others] = walkTerms(db, query, plan);
  if (first === undefined) return walkArticles(db, query, plan).selectAll('a');
  const walk = others.length === 0 ? first : mergeWalks(db, query, [first, ...others]);
  return walk.innerJoin('articles as a', 'a.id', 't.article_id').selectAll('a');
}

/** The same walk for positions alone: the index that is walked holds them, and no article is looked up. */
function positionRows(db: Database, query: ArticleQuery, plan: QueryPlan) {
  const [first, ...others] = walkTerms(db, query, plan);
  if (first === undefined) return walkArticles(db, query, plan).select(['a.id', 'a.published_at']);
  const walk = others.length === 0 ? first : mergeWalks(db, query, [first, ...others]);
  return walk.select(['t.article_id as id', 't.published_at']);
}

function walkTerms(db: Database, query: ArticleQuery, plan: QueryPlan) {
  const { kind, slugs } = plan.walk ?? { kind: 'tag', slugs: [] };
  return slugs.map((slug) => walkTerm(db, query, plan, { kind, slug }));
}

/** A part of a union may have an order of its own only as a query in FROM. */
function mergeWalks(db: Database, query: ArticleQuery, parts: readonly TermWalk[]): TermWalk {
  const merged = parts
    .map((part) => db.selectFrom(part.select(['t.article_id', 't.published_at']).as('part')).selectAll())
    .reduce((all, part) => all.union(part));
  return db
    .selectFrom(merged.as('t'))
    .orderBy('t.published_at', 'desc')
    .orderBy('t.article_id', 'desc')
    .limit(query.limit);
}

function walkArticles(db: Database, query: ArticleQuery, plan: QueryPlan) {
  return db
    .selectFrom('articles as a')
    .where('a.announced_at', 'is not', null)
    .where((eb) => eb.and(conditions(db, query, plan, 'a.published_at', 'a.id')))
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(query.limit);
}

function walkTerm(db: Database, query: ArticleQuery, plan: QueryPlan, { kind, slug }: TermKey): TermWalk {
  return db
    .selectFrom('article_terms as t')
    .where('t.kind', '=', kind)
    .where('t.slug', '=', slug)
    .where((eb) => eb.and(conditions(db, query, plan, 't.published_at', 't.article_id')))
    .orderBy('t.published_at', 'desc')
    .orderBy('t.article_id', 'desc')
    .limit(query.limit);
}

/** What else an article has to answer to, given the columns that hold its position in the table that is walked. */
function conditions(
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
    // Comparisons of rows, which an index of the same columns answers as one range.
    ...(after === undefined ? [] : [sql<SqlBool>`(${date}, ${id}) < (${after.publishedAt}, ${after.id})`]),
    ...(before === undefined ? [] : [sql<SqlBool>`(${date}, ${id}) > (${before.publishedAt}, ${before.id})`]),
    ...filters.map(hasAny),
    ...listConditions(exclude).map((asked) => not(hasAny(asked))),
  ];
}
