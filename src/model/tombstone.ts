import type { ArticleId } from './article.ts';
import type { Timestamp } from './timestamp.ts';

/** What is left in a feed of an article that it had shown and that is no longer public (RFC 6721). */
export interface Tombstone {
  readonly id: ArticleId;
  /** When the article stopped being public. */
  readonly at: Timestamp;
  /** Plain text for readers; absent where the article was not retracted, but became a draft again. */
  readonly reason?: string;
}
