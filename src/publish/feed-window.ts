import type { Article } from '../model/article.ts';
import { affects, type Change, type Position, type SearchMatcher } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { ArticleFilter, ArticleStore } from '../store/article-store.ts';

/** What a feed shows now, when that last changed, and what would change it. */
export interface FeedWindow {
  readonly articles: readonly Article[];
  /** Whether older articles follow. */
  readonly hasMore: boolean;
  /** Absent for a feed that never held anything. */
  readonly updated?: Timestamp;
  /** The newest line of the change log that altered what is shown; 0 where there is none. */
  readonly seq: number;
  readonly affectedBy: (change: Change, matchesSearch: SearchMatcher) => boolean;
}

/** What a window is loaded from. */
export type WindowStore = Pick<ArticleStore, 'listVisible' | 'findLastChange'>;

/** Which articles a definition takes, as the store is asked. */
export function filterOf({ select, also, exclude, search, podcast }: FeedDefinition): ArticleFilter {
  return {
    select,
    exclude,
    ...(also === undefined ? {} : { also }),
    ...(search === undefined ? {} : { search }),
    ...(podcast === undefined ? {} : { withAudio: true }),
  };
}

/** Loads the newest articles of a feed, at most `count`; those behind a position where one is given. */
export async function loadFeedWindow(
  store: WindowStore,
  definition: FeedDefinition,
  count: number,
  after?: Position,
): Promise<FeedWindow> {
  const found = await store.listVisible({
    ...filterOf(definition),
    limit: count + 1,
    ...(after === undefined ? {} : { after }),
  });
  const articles = found.slice(0, count);
  // That it is there is shown as well: the document says whether more follows.
  const firstBehind = positionOf(found[count]);
  const hasMore = firstBehind !== undefined;
  const affectedBy = (change: Change): boolean => affects(change, definition, firstBehind);
  if (definition.search !== undefined) {
    // The log does not know which words an article has, so it cannot say when the window last changed; what is shown can.
    const updated = articles.reduce<number | undefined>(
      (newest, { updatedAt }) => Math.max(newest ?? 0, updatedAt),
      undefined,
    );
    // The log does not know the words either: a change alters what is shown, or brings something that is found.
    const shown = new Set(found.map(({ id }) => id));
    const { search } = definition;
    const alteredBy: FeedWindow['affectedBy'] = (change, matchesSearch) =>
      affectedBy(change) && (shown.has(change.articleId) || matchesSearch(search));
    return { articles, hasMore, seq: 0, affectedBy: alteredBy, ...(updated === undefined ? {} : { updated }) };
  }
  const last = await store.findLastChange(definition, firstBehind);
  return { articles, hasMore, seq: last?.seq ?? 0, affectedBy, ...(last === undefined ? {} : { updated: last.at }) };
}

/** The position alone: who keeps it shall not keep the article's text with it. */
function positionOf(article: Article | undefined): Position | undefined {
  return article && { publishedAt: article.publishedAt, id: article.id };
}
