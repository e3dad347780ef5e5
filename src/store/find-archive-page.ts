import type { Article, ArticleId } from '../model/article.ts';
import { toArticle } from './article-row.ts';
import type { Database } from './schema.ts';

/** The ids of all articles of a page, and those that are public now, newest first; `undefined` for a page that does not exist. */
export async function findArchivePage(
  db: Database,
  key: string,
  page: number,
): Promise<{ readonly ids: readonly ArticleId[]; readonly articles: readonly Article[] } | undefined> {
  // Page 0 holds late articles that have no page yet.
  if (page < 1) return undefined;
  const rows = await db
    .selectFrom('archives')
    .innerJoin('archive_entries as e', 'e.archive_id', 'archives.id')
    .innerJoin('ordinals as o', 'o.ordinal', 'e.ordinal')
    .innerJoin('articles as a', 'a.id', 'o.article_id')
    .selectAll('a')
    .where('archives.key', '=', key)
    .where('e.page', '=', page)
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .execute();
  if (rows.length === 0) return undefined;
  return {
    ids: rows.map((row) => row.id as ArticleId),
    articles: rows.filter((row) => row.announced_at !== null).map(toArticle),
  };
}
