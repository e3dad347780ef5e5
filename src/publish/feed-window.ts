import type { Article } from '../model/article.ts';
import { affects, type Change, type Position, type SearchMatcher } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { ArticleFilter, ArticleStore } from '../store/article-store.ts';

/** The articles that a document of a feed shows, their last change, and which changes alter them. */
export interface FeedWindow {
  readonly articles: readonly Article[];
  /** Whether older articles follow. */
  readonly hasMore: boolean;
  /** Absent for a feed that never had an article. */
  readonly updated?: Timestamp;
  /** The `seq` of the newest change that altered what is shown; 0 if there is none. */
  readonly seq: number;
  readonly affectedBy: (change: Change, matchesSearch: SearchMatcher) => boolean;
}

/** What a window is loaded from. */
export type WindowStore = Pick<ArticleStore, 'listVisible' | 'findLastChange'>;

/** The filter of the store for the articles of a feed. */
export function filterOf({ select, also, exclude, search, podcast }: FeedDefinition): ArticleFilter {
  return omitUndefined({ select, exclude, also, search, withAudio: podcast && true });
}

/** Loads the newest `count` articles of a feed, or those older than a position. */
export async function loadFeedWindow(
  store: WindowStore,
  definition: FeedDefinition,
  count: number,
  after?: Position,
): Promise<FeedWindow> {
  const found = await store.listVisible({ ...filterOf(definition), limit: count + 1, ...omitUndefined({ after }) });
  const articles = found.slice(0, count);
  // The document tells whether an older article follows, so that article belongs to what is shown.
  const next = positionOf(found[count]);
  const hasMore = next !== undefined;
  const { search } = definition;
  if (search === undefined) {
    const last = await store.findLastChange(definition, next);
    const affectedBy = (change: Change): boolean => affects(change, definition, next);
    return { articles, hasMore, seq: last?.seq ?? 0, affectedBy, ...omitUndefined({ updated: last?.at }) };
  }
  // The change log does not have the words of articles, so the date is the newest of what is shown.
  const updated = articles.length === 0 ? undefined : Math.max(...articles.map(({ updatedAt }) => updatedAt));
  const shown = new Set(found.map(({ id }) => id));
  return {
    articles,
    hasMore,
    seq: 0,
    affectedBy: (change, matchesSearch) =>
      affects(change, definition, next) && (shown.has(change.articleId) || matchesSearch(search)),
    ...omitUndefined({ updated }),
  };
}

/** The position alone: a reference to the article would keep its text in memory. */
function positionOf(article: Article | undefined): Position | undefined {
  return article && { publishedAt: article.publishedAt, id: article.id };
}
