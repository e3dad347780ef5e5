import type { Article, ArticleId } from '../model/article.ts';
import type { ArticleRecord, ArticleUpdate } from './article-record.ts';
import type { WriteArticles } from './article-writer.ts';

/** Writes the update that `build` makes of an article. `undefined` where no article has this id. */
export async function editArticle(
  writeArticles: WriteArticles,
  id: ArticleId,
  build: (record: ArticleRecord) => ArticleUpdate | undefined,
): Promise<Article | undefined> {
  return await writeArticles(async (writer) => {
    const record = await writer.find(id);
    if (record === undefined) return undefined;
    const update = build(record);
    if (update === undefined) return record.article;
    await writer.write(record, update);
    return update.record.article;
  });
}
