import type { ArticleId } from './article.ts';
import { type Facets, type FeedFilter, matchesFilter } from './selection.ts';
import type { Timestamp } from './timestamp.ts';

export type ChangeKind = 'published' | 'updated' | 'corrected' | 'retracted' | 'restored';

/** Where an article stands in every list of articles: newest first, the later id first where two share a second. */
export interface Position {
  readonly publishedAt: Timestamp;
  readonly id: ArticleId;
}

/** One line of the change log: something that the public can see has changed. */
export interface Change {
  /** 1, 2, 3 … without a gap, in the order of commit. */
  readonly seq: number;
  readonly articleId: ArticleId;
  readonly kind: ChangeKind;
  readonly at: Timestamp;
  readonly publishedAt: Timestamp;
  /** The facets under which the public saw the article before the change; absent where it did not. */
  readonly before?: Facets;
  /** The facets under which it sees the article now; absent where it no longer does. */
  readonly after?: Facets;
}

/** Whether all the words of a search stand in the article of a change, as the public sees it now. */
export type SearchMatcher = (search: string) => boolean;

/** Whether `a` stands behind `b` in a list of articles. */
export function isOlder(a: Position, b: Position): boolean {
  return a.publishedAt < b.publishedAt || (a.publishedAt === b.publishedAt && a.id < b.id);
}

/**
 * Whether a change can alter what a feed shows. `oldestShown` is the last article that the window holds or tells of: what happens
 * behind it leaves the document as it is. Absent where no more follow.
 */
export function affects(change: Change, definition: FeedFilter, oldestShown: Position | undefined): boolean {
  if (oldestShown !== undefined && isOlder({ publishedAt: change.publishedAt, id: change.articleId }, oldestShown)) {
    return false;
  }
  return (
    (change.before !== undefined && matchesFilter(definition, change.before)) ||
    (change.after !== undefined && matchesFilter(definition, change.after))
  );
}
