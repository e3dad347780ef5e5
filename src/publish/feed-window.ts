import type { Article } from '../model/article.ts';
import { affects, type Change, type Position } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';

/** What a feed shows now, when that last changed, and what would change it. */
export interface FeedWindow {
  readonly articles: readonly Article[];
  /** Absent for a feed that never held anything. */
  readonly updated?: Timestamp;
  readonly affectedBy: (change: Change) => boolean;
}

/** Loads the newest articles of a feed, at most `count` of them. */
export async function loadFeedWindow(
  store: Pick<ArticleStore, 'listVisible' | 'findLastChange'>,
  definition: Pick<FeedDefinition, 'select' | 'exclude'>,
  count: number,
): Promise<FeedWindow> {
  const { select, exclude } = definition;
  const articles = await store.listVisible({ select, exclude, limit: count });
  const oldestShown: Position | undefined = articles.length < count ? undefined : articles.at(-1);
  const last = await store.findLastChange(definition, oldestShown);
  return {
    articles,
    ...(last === undefined ? {} : { updated: last.at }),
    affectedBy: (change) => affects(change, definition, oldestShown),
  };
}
