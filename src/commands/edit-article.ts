import { loadConfig } from '../config.ts';
import type { Article, ArticleId } from '../model/article.ts';
import { mintUuidV7, parseArticleId } from '../model/ids.ts';
import { StartError, showValue } from '../model/problem.ts';
import { systemClock, type Timestamp } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { openStore } from '../store/open-store.ts';

/** Prints the article's new state. A running server finds the change in the change log. */
export async function editArticle(
  idText: string,
  edit: (store: ArticleStore, id: ArticleId, now: Timestamp) => Promise<Article | undefined>,
): Promise<void> {
  const id = parseArticleId(idText.replace(/^urn:uuid:/i, ''));
  if (id === undefined) {
    const got = showValue(idText);
    throw new StartError(`Expected the id of an article (a UUID, from the address of its page), got ${got}`);
  }
  const config = loadConfig(process.env);
  const store = await openStore({ database: config.DATABASE_URL, mintId: mintUuidV7 });
  try {
    const article = await edit(store, id, systemClock());
    if (article === undefined) throw new StartError(`No article has the id ${id}.`);
    process.stdout.write(`${article.id}  ${article.state}, version ${article.version}  ${article.title}\n`);
  } finally {
    await store.close();
  }
}

/** The text that readers will see; an empty one is a mistake, such as a variable of the shell without a value. */
export function requireText(text: string): string {
  if (text.trim() === '') throw new StartError(`Expected a text for readers, got ${showValue(text)}`);
  return text;
}
