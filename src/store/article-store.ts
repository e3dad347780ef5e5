import type { Article, ArticleDraft, ArticleId } from '../model/article.ts';
import type { Change, Position } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Term } from '../model/term.ts';
import type { Timestamp } from '../model/timestamp.ts';

/** What became of one draft. */
export type SaveOutcome = {
  readonly kind: 'created' | 'updated' | 'unchanged';
  readonly id: ArticleId;
  readonly title: string;
};

/** Which articles, and how many, newest first. */
export interface ArticleQuery extends Pick<FeedDefinition, 'select' | 'exclude'> {
  readonly limit: number;
  /** Keyset paging: only what stands behind this position. */
  readonly after?: Position;
}

/** A category, tag or author that the public can see, and how many visible articles have it. */
export interface TermCount extends Term {
  readonly articles: number;
}

/**
 * Keeps articles and, in the same transaction, the change log. Everything that reads for the public reads through the
 * `Visible` methods and sees exactly what the change log has announced.
 */
export interface ArticleStore {
  /**
   * Creates or updates articles by (sourceId, externalId), all in one transaction; one outcome per draft, in order. A draft
   * equal to the last one saved under its key changes nothing, whatever an editor has done to the article since.
   */
  save(drafts: readonly ArticleDraft[], now: Timestamp): Promise<readonly SaveOutcome[]>;

  /** Sets the correction that readers are told of. `undefined` where no article has this id. */
  correct(id: ArticleId, text: string, now: Timestamp): Promise<Article | undefined>;
  /** Takes an article back. Retracting twice changes the reason only. */
  retract(id: ArticleId, reason: string, now: Timestamp): Promise<Article | undefined>;
  /** Undoes a retraction; an article that is not retracted stays as it is. */
  restore(id: ArticleId, now: Timestamp): Promise<Article | undefined>;

  /** Announces every article whose moment has come: one `published` (or, where it had been public before, `restored`) each. */
  announceDue(now: Timestamp): Promise<readonly Change[]>;
  /** When the next article is due to be announced. */
  findNextDue(): Promise<Timestamp | undefined>;

  /** Any article, in whatever state: for the newsroom's own eyes. */
  find(id: ArticleId): Promise<Article | undefined>;
  findVisible(id: ArticleId): Promise<Article | undefined>;
  /** The stone where a public article stood; only of articles that the public had seen. */
  findRetracted(id: ArticleId): Promise<Article | undefined>;
  listVisible(query: ArticleQuery): Promise<readonly Article[]>;
  listVisibleCategories(): Promise<readonly TermCount[]>;

  /** The newest change that altered what a feed with this window shows (`affects` in model/change.ts decides). */
  findLastChange(
    feed: Pick<FeedDefinition, 'select' | 'exclude'>,
    oldestShown: Position | undefined,
  ): Promise<Change | undefined>;
  /** Changes with a greater `seq`, oldest first. */
  listChanges(afterSeq: number, limit: number): Promise<readonly Change[]>;
  /** The `seq` of the newest change; 0 before the first. */
  getLastSeq(): Promise<number>;

  /** The moment a source was first read, kept for ever: what relative dates count from. */
  getSourceEpoch(sourceId: string, now: Timestamp): Promise<Timestamp>;

  /** Answers when the store can be read; rejects with the reason otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
