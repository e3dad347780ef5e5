import { loadConfig } from '../config.ts';
import type { Article, ArticleId } from '../model/article.ts';
import { mintUuidV7, parseArticleId } from '../model/ids.ts';
import { StartError, showValue } from '../model/problem.ts';
import { systemClock, type Timestamp } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { openStore } from '../store/open-store.ts';

/** One edit of one article, from the command line; says what became of it. A running server notices by the change log. */
export async function editArticle(
  idText: string,
  edit: (store: ArticleStore, id: ArticleId, now: Timestamp) => Promise<Article | undefined>,
): Promise<void> {
  const id = parseArticleId(idText.replace(/^urn:uuid:/i, ''));
  if (id === undefined) {
    throw new StartError(`expected the id of an article (a UUID, as in its address), got ${showValue(idText)}`);
  }
  const config = loadConfig(process.env);
  const store = await openStore({ database: config.DATABASE_URL, mintId: mintUuidV7 });
  try {
    const article = await edit(store, id, systemClock());
    if (article === undefined) throw new StartError(`no article has the id ${id}`);
    process.stdout.write(`${article.id}  ${article.state}, version ${article.version}  ${article.title}\n`);
  } finally {
    await store.close();
  }
}
