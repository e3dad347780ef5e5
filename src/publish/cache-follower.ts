import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeFollower } from './follow-changes.ts';
import type { RepresentationCache } from './representation-cache.ts';

/** More changes than this at once are an import: then a feed of a search counts as changed without a look at the text of each article. */
const MAX_TEXTS = 20;

/** Marks the cached documents that a change alters. The cache is empty at start, so this follower needs no cursor. */
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
