import type { Article, ArticleId } from '../model/article.ts';
import type { SearchMatcher } from '../model/change.ts';
import { toArticle } from './article-row.ts';
import type { Database } from './schema.ts';
import { createSearchMatcher } from './search-text.ts';

export async function findArticle(db: Database, id: ArticleId): Promise<Article | undefined> {
  const row = await articleById(db, id).executeTakeFirst();
  return row && toArticle(row);
}

export async function findVisible(db: Database, id: ArticleId): Promise<Article | undefined> {
  const row = await articleById(db, id).where('announced_at', 'is not', null).executeTakeFirst();
  return row && toArticle(row);
}

/** In any state, by id. */
export async function findArticles(db: Database, ids: readonly ArticleId[]): Promise<ReadonlyMap<ArticleId, Article>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('articles').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id as ArticleId, toArticle(row)]));
}

export async function loadSearchMatcher(db: Database, id: ArticleId): Promise<SearchMatcher> {
  const article = await findVisible(db, id);
  return article === undefined ? () => false : createSearchMatcher(article);
}

export async function findRetracted(db: Database, id: ArticleId): Promise<Article | undefined> {
  const row = await articleById(db, id).where('state', '=', 'retracted').where('was_public', '=', 1).executeTakeFirst();
  return row && toArticle(row);
}

function articleById(db: Database, id: ArticleId) {
  return db.selectFrom('articles').selectAll().where('id', '=', id);
}
