import { type Compilable, type Expression, expressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Article } from '../model/article.ts';
import { toArticle } from './article-row.ts';
import type { ArticleQuery } from './article-store.ts';
import { type Plan, planSelection } from './driving-field.ts';
import type { ArticleTable, Database, StoreSchema } from './schema.ts';
import { type Asked, askedOf, type TermKey } from './terms.ts';

type ArticleRow = Selectable<ArticleTable>;

/** A query for rows of articles, to run or to look at. */
interface ArticleRows extends Compilable<ArticleRow> {
  execute(): Promise<ArticleRow[]>;
}

/** The visible articles of a selection, newest first: exactly those that `selects` (model/selection.ts) takes. */
export async function listVisible(db: Database, query: ArticleQuery): Promise<readonly Article[]> {
  const rows = await visibleRows(db, query, await planSelection(db, query.select)).execute();
  return rows.map(toArticle);
}

/**
 * The query behind a list. With nothing selected, or one term, it walks one index from the newest article on and stops at
 * the limit. With several terms of one field it takes that many from the walk of each and merges them. Every further field,
 * and every exclusion, is a look-up per article that is passed.
 */
export function visibleRows(db: Database, query: ArticleQuery, plan: Plan): ArticleRows {
  const { walk } = plan;
  if (walk === undefined) return walkArticles(db, query, plan);
  const [first, ...others] = walk.slugs.map((slug) => walkTerm(db, query, plan, { kind: walk.kind, slug }));
  if (first === undefined) return walkArticles(db, query, plan);
  if (others.length === 0) return first.innerJoin('articles as a', 'a.id', 't.article_id').selectAll('a');

  // A part of a union may have an order of its own only as a query in FROM.
  const merged = [first, ...others]
    .map((part) => db.selectFrom(part.select(['t.article_id', 't.published_at']).as('part')).selectAll())
    .reduce((all, part) => all.union(part));
  return db
    .selectFrom(merged.as('t'))
    .innerJoin('articles as a', 'a.id', 't.article_id')
    .selectAll('a')
    .orderBy('t.published_at', 'desc')
    .orderBy('t.article_id', 'desc')
    .limit(query.limit);
}

function walkArticles(db: Database, query: ArticleQuery, plan: Plan): ArticleRows {
  return db
    .selectFrom('articles as a')
    .selectAll('a')
    .where('a.announced_at', 'is not', null)
    .where((eb) => eb.and(conditions(db, query, plan, 'a.published_at', 'a.id')))
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(query.limit);
}

function walkTerm(db: Database, query: ArticleQuery, plan: Plan, { kind, slug }: TermKey) {
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
  { exclude, after }: ArticleQuery,
  { filters }: Plan,
  publishedAt: string,
  articleId: string,
): Expression<SqlBool>[] {
  const { exists, not } = expressionBuilder<StoreSchema, never>();
  const id = sql.ref<string>(articleId);
  const hasAny = ({ kind, slugs }: Asked) =>
    exists(
      db
        .selectFrom('article_terms as has')
        .select('has.slug')
        .where('has.article_id', '=', id)
        .where('has.kind', '=', kind)
        .where('has.slug', 'in', slugs),
    );
  return [
    // A comparison of rows, which an index of the same columns answers as one range.
    ...(after === undefined
      ? []
      : [sql<SqlBool>`(${sql.ref(publishedAt)}, ${id}) < (${after.publishedAt}, ${after.id})`]),
    ...filters.map(hasAny),
    ...askedOf(exclude).map((asked) => not(hasAny(asked))),
  ];
}
