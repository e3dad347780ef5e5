import type { Config } from '../config.ts';
import type { Article, ArticleId } from '../model/article.ts';
import { escapeControls, StartError, showValue } from '../model/problem.ts';
import { systemClock, type Timestamp } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { findNamedArticle } from './find-named-article.ts';
import { loadOptions } from './load-options.ts';
import { useExistingStore } from './open-existing-store.ts';

/** What the commands that change an article take. */
export const ARTICLE_ARGUMENT =
  'the address of the article, its id, or the beginning of its id ("tidings list" finds it)';

/** Prints the article's new state. A running server finds the change in the change log. */
export async function editArticle(
  name: string,
  edit: (store: ArticleStore, id: ArticleId, now: Timestamp, config: Config) => Promise<Article | undefined>,
): Promise<void> {
  const config = loadOptions();
  await useExistingStore(config, async (store) => {
    const found = await findNamedArticle(store, name);
    const article = (await edit(store, found.id, systemClock(), config)) ?? found;
    const title = escapeControls(article.title);
    process.stdout.write(`${article.id}  ${article.state}, version ${article.version}  ${title}\n`);
  });
}

/** Refuses an empty text for readers: it is a mistake, such as a variable of the shell without a value. */
export function requireText(text: string): void {
  if (text.trim() === '') throw new StartError(`Expected a text for readers, got ${showValue(text)}`);
}
