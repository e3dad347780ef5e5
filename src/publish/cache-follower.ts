import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeFollower } from './follow-changes.ts';
import type { RepresentationCache } from './representation-cache.ts';

/** This many changes at once are an import: then the text of each article is not searched, and a search feed counts as changed. */
const MAX_TEXTS = 20;

/** Invalidates the documents that a change alters. The cache is empty at start, so no cursor is kept. */
export function createCacheFollower(
  cache: RepresentationCache,
  store: Pick<ArticleStore, 'loadSearchMatcher'>,
): ChangeFollower {
  return {
    name: 'cache',
    async onChanges(changes) {
      for (const change of changes) {
        const isImport = changes.length >= MAX_TEXTS;
        cache.apply(change, isImport ? () => true : await store.loadSearchMatcher(change.articleId));
      }
    },
  };
}
