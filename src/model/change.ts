import type { ArticleId } from './article.ts';
import { type Facets, type FeedFilter, matchesFilter } from './selection.ts';
import type { Timestamp } from './timestamp.ts';

export type ChangeKind = 'published' | 'updated' | 'corrected' | 'retracted' | 'restored';

/** The position of an article in every list: newest first; of two with the same date, the greater id first. */
export interface Position {
  readonly publishedAt: Timestamp;
  readonly id: ArticleId;
}

/** An entry of the change log: a change of what the public can see. */
export interface Change {
  /** 1, 2, 3 … without a gap, in the order of commit. */
  readonly seq: number;
  readonly articleId: ArticleId;
  readonly kind: ChangeKind;
  readonly at: Timestamp;
  readonly publishedAt: Timestamp;
  /** The facets of the article before the change; absent where it was not public. */
  readonly before?: Facets;
  /** The facets of the article now; absent where it is no longer public. */
  readonly after?: Facets;
}

/** Whether an article, as it is public now, has all the words of a search. */
export type SearchMatcher = (search: string) => boolean;

/** Whether `a` comes after `b` in a list of articles. */
export function isOlder(a: Position, b: Position): boolean {
  return a.publishedAt < b.publishedAt || (a.publishedAt === b.publishedAt && a.id < b.id);
}

/**
 * Whether a change can alter what a feed shows. `oldestShown` is the last article of the feed's window: changes of older articles do not
 * alter the document. Absent where the window has room for more articles.
 */
export function affects(change: Change, filter: FeedFilter, oldestShown: Position | undefined): boolean {
  if (oldestShown !== undefined && isOlder({ publishedAt: change.publishedAt, id: change.articleId }, oldestShown)) {
    return false;
  }
  return (
    (change.before !== undefined && matchesFilter(filter, change.before)) ||
    (change.after !== undefined && matchesFilter(filter, change.after))
  );
}
