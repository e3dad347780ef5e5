import type { ArticleId } from './article.ts';
import type { Timestamp } from './timestamp.ts';

/** What a feed says about an article that it had shown and that is not public any more (RFC 6721). */
export interface Tombstone {
  readonly id: ArticleId;
  readonly at: Timestamp;
  /** Plain text; absent where the article became a draft again. */
  readonly reason?: string;
}
