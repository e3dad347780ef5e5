import type { Article, ArticleId } from '../model/article.ts';
import { parseArticleId } from '../model/ids.ts';
import { alteredByArticle, liveDocument } from './build-document.ts';
import type { PublishDependencies } from './publish-dependencies.ts';
import type { Absence, BuiltDocument, Loaded } from './representation-cache.ts';

export interface PublicArticle {
  readonly article: Article;
  readonly isRetracted: boolean;
}

const MISSING: Absence = { kind: 'missing', what: 'article' };

/** Loads a document about one article from the cache; its status is 410 once the article is retracted. */
export async function loadForArticle(
  { cache, store }: PublishDependencies,
  idText: unknown,
  keyOf: (id: ArticleId) => string,
  build: (found: PublicArticle) => Promise<Pick<BuiltDocument, 'body' | 'type' | 'headers'>>,
): Promise<Loaded> {
  const id = parseArticleId(String(idText));
  if (id === undefined) return MISSING;
  return cache.load(keyOf(id), async (): Promise<BuiltDocument | Absence> => {
    const article = await store.findVisible(id);
    const alteredBy = alteredByArticle(id);
    if (article !== undefined) {
      const parts = await build({ article, isRetracted: false });
      return liveDocument({ ...parts, lastModified: article.updatedAt, ...alteredBy });
    }
    const retracted = await store.findRetracted(id);
    if (retracted === undefined) return MISSING;
    return liveDocument({ ...(await build({ article: retracted, isRetracted: true })), status: 410, ...alteredBy });
  });
}
