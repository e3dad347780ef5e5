import type { Article, ArticleDraft, ArticleId } from '../model/article.ts';
import type { Change, Position, SearchMatcher } from '../model/change.ts';
import type { FeedFilter } from '../model/selection.ts';
import type { CountedTerm, Term, TermKind } from '../model/term.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { Tombstone } from '../model/tombstone.ts';

/** What became of one draft. */
export type SaveOutcome = {
  readonly kind: 'created' | 'updated' | 'unchanged';
  readonly id: ArticleId;
  readonly title: string;
};

/** Which articles a feed takes: its selection, and the words that must stand in them. */
export interface ArticleFilter extends FeedFilter {
  readonly search?: string;
  /** Only articles with sound. */
  readonly withAudio?: boolean;
}

/** Which articles, and how many, newest first. */
export interface ArticleQuery extends ArticleFilter {
  readonly limit: number;
  /** Keyset paging: only what stands behind this position. */
  readonly after?: Position;
  /** Only what stands before this position: what is newer than the newest archive page. */
  readonly before?: Position;
}

/** How far a feed's archive reaches. */
export interface ArchiveState {
  /** Pages 1 (the oldest articles) to this one; 0 where nothing is archived yet. */
  readonly pages: number;
  /** The newest archived position: what stands before it belongs to the feed's own document. */
  readonly newest?: Position;
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
  /** Which words stand in an article that the public sees; of any other, none. */
  loadSearchMatcher(id: ArticleId): Promise<SearchMatcher>;
  /** The stone where a public article stood; only of articles that the public had seen. */
  findRetracted(id: ArticleId): Promise<Article | undefined>;
  listVisible(query: ArticleQuery): Promise<readonly Article[]>;
  /** Where the articles of `listVisible` stand, for who needs nothing else of them. */
  listVisiblePositions(query: ArticleQuery): Promise<readonly Position[]>;
  listVisibleCategories(): Promise<readonly CountedTerm[]>;

  /** The newest change that altered what a feed with this window shows (`affects` in model/change.ts decides). */
  findLastChange(feed: FeedFilter, oldestShown: Position | undefined): Promise<Change | undefined>;
  /** The newest change of any of these articles. */
  findLastChangeOf(ids: readonly ArticleId[]): Promise<Change | undefined>;
  /** Which of these articles have changed after `seq`. */
  listChangedSince(ids: readonly ArticleId[], seq: number): Promise<ReadonlySet<ArticleId>>;
  /** Articles that left the public after `since`, that the feed had shown, and that have not come back; newest first. */
  listTombstones(filter: ArticleFilter, since: Timestamp, limit: number): Promise<readonly Tombstone[]>;

  /** A category, tag or author that the public has ever seen, with its latest label. */
  findTerm(kind: TermKind, slug: string): Promise<Term | undefined>;
  /** The visible categories, tags or authors with the most articles, by label. */
  listVisibleTerms(kind: TermKind, limit: number): Promise<readonly CountedTerm[]>;

  /** How far an archive reaches; `key` names the feed and its selection. */
  getArchive(key: string): Promise<ArchiveState>;
  /**
   * Puts the oldest articles that no page holds yet onto new pages of `pageSize`, as long as at least `keep` newer ones remain outside, and at
   * most `limit` articles a call. A page's set of articles never changes afterwards, and no article stands on two. Articles that come
   * in with a date older than the newest archived position go onto a new page of their own, so that who has walked past their date still meets them.
   * While another process or thread is writing nothing is done: a reader may be waiting.
   */
  extendArchive(
    key: string,
    filter: ArticleFilter,
    options: { readonly keep: number; readonly pageSize: number; readonly limit: number },
  ): Promise<ArchiveState & { readonly done: boolean }>;
  /** The articles of a page that the public may see now, newest first, and the ids of all that were put there; `undefined` where no such page is. */
  findArchivePage(
    key: string,
    page: number,
  ): Promise<{ readonly ids: readonly ArticleId[]; readonly articles: readonly Article[] } | undefined>;

  /** Keeps the canonical query of a feed of one's own under a short code, the same one for the same query, for ever. */
  saveCustomFeed(query: string, now: Timestamp): Promise<string>;
  findCustomFeed(code: string): Promise<string | undefined>;

  /** Changes with a greater `seq`, oldest first. */
  listChanges(afterSeq: number, limit: number): Promise<readonly Change[]>;
  /** The `seq` of the newest change; 0 before the first. */
  getLastSeq(): Promise<number>;
  /** The `seq` up to which a follower of the change log is done; `undefined` for a name that was never saved. */
  findFollowerCursor(name: string): Promise<number | undefined>;
  /** Saves how far a follower has come, durably. It never moves back: another node may be ahead. */
  saveFollowerCursor(name: string, seq: number): Promise<void>;

  /** The moment a source was first read, kept for ever: what relative dates count from. */
  getSourceEpoch(sourceId: string, now: Timestamp): Promise<Timestamp>;

  /** Answers when the store can be read; rejects with the reason otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
