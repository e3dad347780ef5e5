import type { ArticleId } from './article.ts';
import { type Facets, type FeedFilter, matchesFilter } from './selection.ts';
import type { Timestamp } from './timestamp.ts';

export type ChangeKind = 'published' | 'updated' | 'corrected' | 'retracted' | 'restored';

/** Lists have the newest article first; of two with the same date, the greater id. */
export interface Position {
  readonly publishedAt: Timestamp;
  readonly id: ArticleId;
}

/** An entry of the change log: a change of what the public sees. */
export interface Change {
  /** 1, 2, 3 … without a gap, in the order of commit. */
  readonly seq: number;
  readonly articleId: ArticleId;
  readonly kind: ChangeKind;
  readonly at: Timestamp;
  readonly publishedAt: Timestamp;
  /** `before` and `after` are absent where the article was or is not public. */
  readonly before?: Facets;
  readonly after?: Facets;
}

/** Whether an article, as it is public now, has all the words of a search. */
export type SearchMatcher = (search: string) => boolean;

export function isOlder(a: Position, b: Position): boolean {
  return a.publishedAt < b.publishedAt || (a.publishedAt === b.publishedAt && a.id < b.id);
}

/** Whether a change can alter what a feed shows. `oldestShown` is its last article; absent where the feed has room for more. */
export function affects(change: Change, filter: FeedFilter, oldestShown: Position | undefined): boolean {
  if (oldestShown !== undefined && isOlder({ publishedAt: change.publishedAt, id: change.articleId }, oldestShown)) {
    return false;
  }
  return (
    (change.before !== undefined && matchesFilter(filter, change.before)) ||
    (change.after !== undefined && matchesFilter(filter, change.after))
  );
}
