import type { Article } from '../model/article.ts';
import { StartError, showValue } from '../model/problem.ts';
import type { ArticleStore, EditorQuery } from '../store/article-store.ts';
import { formatArticle } from './format-article.ts';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
/** A shorter beginning is more often a mistake than an id. */
const ID_PREFIX = /^[0-9a-f][0-9a-f-]{3,35}$/i;
/** How many articles a message lists. */
const MAX_LISTED = 10;

/** Finds the one article that the text names: an address of it, its id, or the beginning of its id. Throws a `StartError`. */
export async function findNamedArticle(store: Pick<ArticleStore, 'listForEditors'>, text: string): Promise<Article> {
  const found = await store.listForEditors({ ...parseArticleName(text), limit: MAX_LISTED + 1 });
  const [article] = found;
  if (article === undefined) {
    throw new StartError(
      `No article has the address or id ${showValue(text)}. "npx tidings list WORD" finds articles.`,
    );
  }
  if (found.length === 1) return article;
  const lines = found.slice(0, MAX_LISTED).map((candidate) => `  ${formatArticle(candidate)}`);
  const more = found.length > MAX_LISTED ? '\n  …' : '';
  throw new StartError(
    `More than one article has an id or address like ${showValue(text)}:\n${lines.join('\n')}${more}`,
  );
}

/** An address without an id may be the article's page on the newsroom's own site. */
function parseArticleName(text: string): Omit<EditorQuery, 'limit'> {
  if (/^https?:/i.test(text)) {
    const id = ID.exec(text)?.[0];
    return id === undefined ? { canonicalUrl: text } : { idPrefix: id.toLowerCase() };
  }
  const id = text.replace(/^urn:uuid:/i, '');
  if (ID_PREFIX.test(id)) return { idPrefix: id.toLowerCase() };
  const expected = 'the address of an article, its id, or at least 4 characters of the beginning of its id';
  throw new StartError(`Expected ${expected}, got ${showValue(text)}`);
}
