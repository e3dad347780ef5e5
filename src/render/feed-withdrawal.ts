import { guidOf } from '../model/addresses.ts';
import type { ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { type FeedItem, isSayable } from './feed-item.ts';
import { toText } from './plain-text.ts';

/** An article that the feed had shown and that its readers may no longer see. */
export interface Withdrawn {
  readonly id: ArticleId;
  readonly at: Timestamp;
  /** Plain text, for readers. */
  readonly reason?: string;
}

/** A withdrawal as a document says it. */
export interface FeedWithdrawal extends Omit<Withdrawn, 'id'> {
  readonly guid: string;
}

/** Builds what a document says of withdrawn articles. What it shows is not withdrawn, and what has no date cannot be said. */
export function buildFeedWithdrawals(
  withdrawn: readonly Withdrawn[],
  shown: readonly Pick<FeedItem, 'id'>[],
): readonly FeedWithdrawal[] {
  if (withdrawn.length === 0) return [];
  const ids = new Set(shown.map((item) => item.id));
  return withdrawn
    .filter(({ id, at }) => isSayable(at) && !ids.has(id))
    .map(({ id, at, reason }) => omitUndefined({ guid: guidOf(id), at, reason: toText(reason ?? '') || undefined }));
}
