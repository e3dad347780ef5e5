import type { Article } from '../model/article.ts';
import { affects, type Change, type Position, type SearchMatcher } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { ArticleFilter, ArticleStore } from '../store/article-store.ts';
import { tagsOfFeed } from './cache-tags.ts';

export interface FeedWindow {
  readonly articles: readonly Article[];
  /** The last of the articles, if an older one follows. */
  readonly endsAt?: Position;
  readonly updated?: Timestamp;
  /** Of the newest change that altered what is shown; 0 if there is none. */
  readonly seq: number;
  readonly affectedBy: (change: Change, matchesSearch: SearchMatcher) => boolean;
  readonly tags: readonly string[];
}

export function filterOf({ select, also, exclude, search, podcast }: FeedDefinition): ArticleFilter {
  return omitUndefined({ select, exclude, also, search, withAudio: podcast && true });
}

/** Loads the newest `count` articles of a feed, or those older than a position. */
export async function loadFeedWindow(
  store: Pick<ArticleStore, 'listVisible' | 'findLastChange'>,
  definition: FeedDefinition,
  count: number,
  after?: Position,
): Promise<FeedWindow> {
  const found = await store.listVisible({ ...filterOf(definition), limit: count + 1, ...omitUndefined({ after }) });
  const articles = found.slice(0, count);
  // The document tells whether an older article follows, so changes of that article count too.
  const next = positionOf(found[count]);
  const endsAt = next && positionOf(articles.at(-1));
  const { search } = definition;
  const tags = tagsOfFeed(definition);
  if (search === undefined) {
    const last = await store.findLastChange(definition, next);
    const affectedBy = (change: Change): boolean => affects(change, definition, next);
    return { articles, seq: last?.seq ?? 0, affectedBy, tags, ...omitUndefined({ endsAt, updated: last?.at }) };
  }
  // The change log has no texts, so the date is the newest of what is shown.
  const updated = articles.length === 0 ? undefined : Math.max(...articles.map(({ updatedAt }) => updatedAt));
  const shown = new Set(found.map(({ id }) => id));
  return {
    articles,
    seq: 0,
    tags,
    affectedBy: (change, matchesSearch) =>
      affects(change, definition, next) && (shown.has(change.articleId) || matchesSearch(search)),
    ...omitUndefined({ endsAt, updated }),
  };
}

/** The position alone: a reference to the article would keep its text in memory. */
function positionOf(article: Article | undefined): Position | undefined {
  return article && { publishedAt: article.publishedAt, id: article.id };
}
