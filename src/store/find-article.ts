import type { Article, ArticleId } from '../model/article.ts';
import type { SearchMatcher } from '../model/change.ts';
import { toArticle } from './article-row.ts';
import type { Database } from './schema.ts';
import { createSearchMatcher } from './search-text.ts';

/** Any article, in any state. */
export async function findArticle(db: Database, id: ArticleId): Promise<Article | undefined> {
  const row = await articleById(db, id).executeTakeFirst();
  return row && toArticle(row);
}

/** An article that is public now. */
export async function findVisible(db: Database, id: ArticleId): Promise<Article | undefined> {
  const row = await articleById(db, id).where('announced_at', 'is not', null).executeTakeFirst();
  return row && toArticle(row);
}

/** Which searches find a public article. No search finds any other article. */
export async function loadSearchMatcher(db: Database, id: ArticleId): Promise<SearchMatcher> {
  const article = await findVisible(db, id);
  return article === undefined ? () => false : createSearchMatcher(article);
}

/** A retracted article that had been public before. */
export async function findRetracted(db: Database, id: ArticleId): Promise<Article | undefined> {
  const row = await articleById(db, id).where('state', '=', 'retracted').where('was_public', '=', 1).executeTakeFirst();
  return row && toArticle(row);
}

function articleById(db: Database, id: ArticleId) {
  return db.selectFrom('articles').selectAll().where('id', '=', id);
}
