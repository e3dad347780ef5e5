import type { ArticleId } from './article.ts';
import { type Facets, type FeedFilter, matchesFilter } from './selection.ts';
import type { Timestamp } from './timestamp.ts';

/** An article that is withdrawn leaves every document without a tombstone: no feed tells of it. */
export type ChangeKind = 'published' | 'updated' | 'corrected' | 'retracted' | 'restored' | 'withdrawn';

/** Kinds of changes that a feed tells of for thirty days, however old the article is. */
export const NOTICE_KINDS = ['retracted', 'corrected', 'restored'] as const satisfies readonly ChangeKind[];

export function isNotice(kind: ChangeKind): boolean {
  return (NOTICE_KINDS as readonly ChangeKind[]).includes(kind);
}

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

/** Whether a change makes an article match that was not public or did not match before. */
export function brings({ before, after }: Change, filter: FeedFilter): boolean {
  return (
    after !== undefined && matchesFilter(filter, after) && !(before !== undefined && matchesFilter(filter, before))
  );
}

/** Whether a change can alter a list of the newest articles of a feed. `oldestShown` is its last article; absent where the feed has room for more. */
export function affects(change: Change, filter: FeedFilter, oldestShown: Position | undefined): boolean {
  if (oldestShown !== undefined && isOlder({ publishedAt: change.publishedAt, id: change.articleId }, oldestShown)) {
    return false;
  }
  return (
    (change.before !== undefined && matchesFilter(filter, change.before)) ||
    (change.after !== undefined && matchesFilter(filter, change.after))
  );
}
