import type { Article, ArticleDraft, ArticleId } from '../model/article.ts';
import type { Change, Position, SearchMatcher } from '../model/change.ts';
import type { FeedFilter } from '../model/selection.ts';
import type { CountedTerm, Term, TermKind } from '../model/term.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { Tombstone } from '../model/tombstone.ts';

/** What happened to one draft. */
export type SaveOutcome = {
  readonly kind: 'created' | 'updated' | 'unchanged';
  readonly id: ArticleId;
  readonly title: string;
};

/** A draft that was not saved, because another file has the article with its external id. */
export interface DuplicateDraft {
  readonly kind: 'duplicate';
  readonly id: ArticleId;
  readonly title: string;
  /** The path of the other file. */
  readonly file: string;
}

/** Which articles a feed takes: by its selections, its search and whether they have audio. */
export interface ArticleFilter extends FeedFilter {
  /** Only articles that contain all of these words. */
  readonly search?: string;
  /** Only articles with audio. */
  readonly withAudio?: boolean;
}

/** Which articles to list, newest first, and how many. */
export interface ArticleQuery extends ArticleFilter {
  readonly limit: number;
  /** Only articles that come after this position: the next page. */
  readonly after?: Position;
  /** Only articles that come before this position: those newer than the newest archive page. */
  readonly before?: Position;
}

/** How far a feed's archive reaches. */
export interface ArchiveState {
  /** The number of the newest page; page 1 has the oldest articles. 0 where nothing is archived yet. */
  readonly pages: number;
  /** The newest archived position. Newer articles belong to the feed's own document. */
  readonly newest?: Position;
}

/**
 * Stores articles and, in the same transaction, the change log. The public reads only through the `Visible` methods, which show
 * exactly what the change log has announced.
 */
export interface ArticleStore {
  /**
   * Creates or updates articles by (sourceId, externalId), all in one transaction; one outcome for each draft, in order. A draft
   * that equals the last one saved under its key changes nothing, even if an editor has changed the article since. A draft whose external
   * id is new takes over the article that its file had under its path.
   */
  save(drafts: readonly ArticleDraft[], now: Timestamp): Promise<readonly (SaveOutcome | DuplicateDraft)[]>;

  /** Sets the correction that readers see. `undefined` where no article has this id. */
  correct(id: ArticleId, text: string, now: Timestamp): Promise<Article | undefined>;
  /** Retracts an article. A second retraction changes the reason only. */
  retract(id: ArticleId, reason: string, now: Timestamp): Promise<Article | undefined>;
  /** Undoes a retraction; an article that is not retracted stays as it is. */
  restore(id: ArticleId, now: Timestamp): Promise<Article | undefined>;

  /** Announces every article that is due: one `published` change each, or `restored` where it had been public before. */
  announceDue(now: Timestamp): Promise<readonly Change[]>;
  /** When the next article is due to be announced. */
  findNextDue(): Promise<Timestamp | undefined>;

  /** Any article, in any state: for editors only. */
  find(id: ArticleId): Promise<Article | undefined>;
  findVisible(id: ArticleId): Promise<Article | undefined>;
  /** Which searches find a public article. No search finds any other article. */
  loadSearchMatcher(id: ArticleId): Promise<SearchMatcher>;
  /** A retracted article that had been public before. */
  findRetracted(id: ArticleId): Promise<Article | undefined>;
  listVisible(query: ArticleQuery): Promise<readonly Article[]>;
  /** The positions of the articles of `listVisible`, without loading the articles. */
  listVisiblePositions(query: ArticleQuery): Promise<readonly Position[]>;
  listVisibleCategories(): Promise<readonly CountedTerm[]>;

  /** The newest change that altered what a feed with this window shows (`affects` in model/change.ts decides). */
  findLastChange(feed: FeedFilter, oldestShown: Position | undefined): Promise<Change | undefined>;
  /** The newest change of any of these articles. */
  findLastChangeOf(ids: readonly ArticleId[]): Promise<Change | undefined>;
  /** Which of these articles have changed after `seq`. */
  listChangedSince(ids: readonly ArticleId[], seq: number): Promise<ReadonlySet<ArticleId>>;
  /** Articles that the feed had shown, that stopped being public after `since` and are still not public; newest first. */
  listTombstones(filter: ArticleFilter, since: Timestamp, limit: number): Promise<readonly Tombstone[]>;

  /** A category, tag or author that a public article has or had, with its latest label. */
  findTerm(kind: TermKind, slug: string): Promise<Term | undefined>;
  /** The categories, tags or authors with the most public articles, by label. */
  listVisibleTerms(kind: TermKind, limit: number): Promise<readonly CountedTerm[]>;

  /** How far an archive reaches; `key` names the feed and its selection. */
  getArchive(key: string): Promise<ArchiveState>;
  /**
   * Moves the oldest articles that are on no page yet onto new pages of `pageSize`, as long as at least `keep` newer articles remain
   * outside; at most `limit` articles a call. The articles of a page never change, and no article is on two pages. Articles that arrive
   * with a date older than the newest archived position get new pages, so that clients that have read past their date still receive them.
   * Does nothing while another process or thread is writing, because a reader may be waiting. `done` is true when nothing is left to do.
   */
  extendArchive(
    key: string,
    filter: ArticleFilter,
    options: { readonly keep: number; readonly pageSize: number; readonly limit: number },
  ): Promise<ArchiveState & { readonly done: boolean }>;
  /** The ids of all articles of a page, and those that are public now, newest first; `undefined` for a page that does not exist. */
  findArchivePage(
    key: string,
    page: number,
  ): Promise<{ readonly ids: readonly ArticleId[]; readonly articles: readonly Article[] } | undefined>;

  /** Saves the canonical query of a custom feed under a short code. The same query always has the same code. */
  saveCustomFeed(query: string, now: Timestamp): Promise<string>;
  findCustomFeed(code: string): Promise<string | undefined>;

  /** Changes with a greater `seq`, oldest first. */
  listChanges(afterSeq: number, limit: number): Promise<readonly Change[]>;
  /** The `seq` of the newest change; 0 before the first. */
  getLastSeq(): Promise<number>;
  /** The last change that a follower of the change log has handled; `undefined` for a name that was never saved. */
  findFollowerCursor(name: string): Promise<number | undefined>;
  /** Saves the last change that a follower has handled. The cursor never moves back: another node may be ahead. */
  saveFollowerCursor(name: string, seq: number): Promise<void>;

  /** When a source was first read; it never changes. Relative dates count from it. */
  getSourceEpoch(sourceId: string, now: Timestamp): Promise<Timestamp>;
  /** The position up to which a source has been read, in the source's own terms; `undefined` if none was saved. */
  findSourceCursor(sourceId: string): Promise<string | undefined>;
  saveSourceCursor(sourceId: string, cursor: string, now: Timestamp): Promise<void>;

  /** Resolves when the store can be read; rejects with the reason otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
