import type { Article, ArticleDraft, ArticleId, ArticleState } from '../model/article.ts';
import type { Change, Position, SearchMatcher } from '../model/change.ts';
import type { StoreMetrics } from '../model/newsroom-metrics.ts';
import type { FeedFilter } from '../model/selection.ts';
import type { CountedTerm, SelectedTermKind, Term } from '../model/term.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { Tombstone } from '../model/tombstone.ts';

export type SaveOutcome = {
  readonly kind: 'created' | 'updated' | 'unchanged';
  readonly id: ArticleId;
  readonly title: string;
  /** What an editor did with the article: the update is stored, and nobody sees it. */
  readonly hidden?: 'withdrawn' | 'retracted';
};

/** An article with nearly the content of a draft. */
export interface AlikeArticle {
  readonly externalId: string;
  readonly isWithdrawn: boolean;
}

/** A draft that was not saved, because another file has the article with its external id. */
export interface DuplicateDraft {
  readonly kind: 'duplicate';
  readonly id: ArticleId;
  readonly title: string;
  /** The path of the other file. */
  readonly file: string;
}

export interface WithdrawalRequest {
  /** For editors only. */
  readonly reason?: string;
  /** How long ago the article may have been published at most, in milliseconds. */
  readonly maxPublicMs: number;
  readonly now: Timestamp;
}

export type WithdrawOutcome =
  | { readonly kind: 'withdrawn'; readonly article: Article }
  /** It has been public for longer. */
  | { readonly kind: 'public'; readonly since: Timestamp }
  /** Feeds tell readers already that it is no longer public. */
  | { readonly kind: 'told' };

export interface ArticleFilter extends FeedFilter {
  readonly search?: string;
  readonly withAudio?: boolean;
}

/** The newest articles are first. */
export interface ArticleQuery extends ArticleFilter {
  readonly limit: number;
  /** Only articles after this position: the next page. */
  readonly after?: Position;
  /** Only articles before this position: newer than the newest archive page. */
  readonly before?: Position;
}

/** What an editor looks for. Conditions that are absent match every article. */
export interface EditorQuery {
  /** In lower case. */
  readonly idPrefix?: string;
  /** Parts of the title; case and accents do not count. */
  readonly titleWords?: readonly string[];
  /** The slug of a category. */
  readonly category?: string;
  readonly canonicalUrl?: string;
  readonly externalIds?: readonly string[];
  readonly state?: ArticleState;
  /** Articles with this date or a later one. */
  readonly since?: Timestamp;
  readonly limit: number;
}

export interface NoticeQuery extends ArticleFilter {
  readonly since: Timestamp;
  /** Only articles that are older than this one are returned as articles; none if absent. */
  readonly olderThan?: Position;
  readonly maxArticles: number;
}

/** A retraction, correction or restoration of an article that a feed has or once had. */
export interface Notice {
  readonly articleId: ArticleId;
  readonly at: Timestamp;
  /** The newest change of the article, of any kind. */
  readonly lastChange: Pick<Change, 'seq' | 'at'>;
  /** Present if the article is not public now. */
  readonly tombstone?: Tombstone;
  /** Present if the feed has the article now. */
  readonly article?: Article;
}

/** A public article whose only page is on this server. */
export interface OwnPage extends Position {
  readonly updatedAt: Timestamp;
}

/** Own pages, the oldest first. */
export interface OwnPageQuery {
  readonly after?: Position | undefined;
  readonly limit: number;
}

export interface OwnPageBlock {
  /** When one of its articles was last changed or announced. */
  readonly changedAt: Timestamp;
  /** The last of `limit` pages; absent where there are fewer. */
  readonly last?: Position;
}

export interface ArchiveState {
  /** The number of the newest page, or 0. Page 1 has the oldest articles. */
  readonly pages: number;
  readonly newest?: Position;
}

/** How many articles stay outside the archive, how many are on a page, and how many a call moves. */
export interface ArchiveOptions {
  readonly keep: number;
  readonly pageSize: number;
  readonly limit: number;
}

export interface ArchivePage {
  readonly ids: readonly ArticleId[];
  /** The public ones, newest first. */
  readonly articles: readonly Article[];
}

/** The public reads only through the `Visible` methods, which show exactly what the change log has announced. */
export interface ArticleStore {
  /**
   * Creates or updates articles by (sourceId, externalId) in one transaction; one outcome for each draft, in order. A draft that equals
   * the last one under its key changes nothing, even if an editor has changed the article since. A draft whose external id is new takes
   * over the article that its file had under its path, and a draft with `movedFrom` the one that has that path.
   */
  save(drafts: readonly ArticleDraft[], now: Timestamp): Promise<readonly (SaveOutcome | DuplicateDraft)[]>;
  /**
   * The articles that a draft with a new path is like, by draft: the same title, and nothing else changed; or the same date and
   * four fifths of the words; or, of a draft that its file dates, the same text. If the file is moved, it has the article of one of them.
   */
  findAlike(drafts: readonly ArticleDraft[]): Promise<ReadonlyMap<ArticleDraft, readonly AlikeArticle[]>>;
  /** Those of the external ids that articles of the source have. */
  listKnown(sourceId: string, externalIds: readonly string[]): Promise<ReadonlySet<string>>;

  /** `undefined` where no article has this id. */
  correct(id: ArticleId, text: string, now: Timestamp): Promise<Article | undefined>;
  /** A second retraction changes the reason only. */
  retract(id: ArticleId, reason: string, now: Timestamp): Promise<Article | undefined>;
  /** Undoes a retraction or a withdrawal. */
  restore(id: ArticleId, now: Timestamp): Promise<Article | undefined>;
  /** `undefined` where no article has this id. An article that was never public can always be withdrawn. */
  withdraw(id: ArticleId, withdrawal: WithdrawalRequest): Promise<WithdrawOutcome | undefined>;

  /** Announces every article that is due: `published`, or `restored` where it had been public before. */
  announceDue(now: Timestamp): Promise<readonly Change[]>;
  findNextDue(): Promise<Timestamp | undefined>;

  /** In any state: for editors only. */
  find(id: ArticleId): Promise<Article | undefined>;
  /** In any state, newest first: for editors only. Reads every document if it has to. */
  listForEditors(query: EditorQuery): Promise<readonly Article[]>;
  findVisible(id: ArticleId): Promise<Article | undefined>;
  /** No search finds an article that is not public. */
  loadSearchMatcher(id: ArticleId): Promise<SearchMatcher>;
  /** A retracted article that had been public before. */
  findRetracted(id: ArticleId): Promise<Article | undefined>;
  listVisible(query: ArticleQuery): Promise<readonly Article[]>;
  listVisiblePositions(query: ArticleQuery): Promise<readonly Position[]>;
  listVisibleCategories(): Promise<readonly CountedTerm[]>;
  listOwnPages(query: OwnPageQuery): Promise<readonly OwnPage[]>;
  /** Describes the pages that `listOwnPages` lists, without reading each; `undefined` where there is none. */
  findOwnPageBlock(query: OwnPageQuery): Promise<OwnPageBlock | undefined>;

  /** The newest change that `affects` (model/change.ts) the feed. */
  findLastChange(feed: FeedFilter, oldestShown: Position | undefined): Promise<Change | undefined>;
  findLastChangeOf(ids: readonly ArticleId[]): Promise<Change | undefined>;
  listChangedSince(ids: readonly ArticleId[], seq: number): Promise<ReadonlySet<ArticleId>>;
  /**
   * Articles of the feed with a notice (`isNotice`) at `since` or later, at most 10,000; the newest notice is first. The log has neither
   * words nor audio, so a search or podcast gets every tombstone that its other conditions match.
   */
  listNotices(query: NoticeQuery): Promise<readonly Notice[]>;

  /** A term that a public article has or had, with its latest label. */
  findTerm(kind: SelectedTermKind, slug: string): Promise<Term | undefined>;
  /** The terms with the most public articles, most first. */
  listVisibleTerms(kind: SelectedTermKind, limit: number): Promise<readonly CountedTerm[]>;

  /** `key` names the feed and its selection. */
  getArchive(key: string): Promise<ArchiveState>;
  /**
   * Moves the oldest articles onto new pages. The articles of a page never change, and no article is on two pages. Articles that arrive
   * with a date older than `newest` get new pages: clients that have read past their date still receive them.
   * Does nothing while another process or thread is writing. `done` is true when nothing is left to do.
   */
  extendArchive(
    key: string,
    filter: ArticleFilter,
    options: ArchiveOptions,
  ): Promise<ArchiveState & { readonly done: boolean }>;
  findArchivePage(key: string, page: number): Promise<ArchivePage | undefined>;

  /** Saves a canonical query under a short code. The same query always has the same code. `undefined` where too many feeds are in use. */
  saveCustomFeed(query: string, now: Timestamp): Promise<string | undefined>;
  /** Feeds that are used are not deleted. Unknown codes are ignored. */
  keepCustomFeeds(codes: readonly string[], now: Timestamp): Promise<void>;
  findCustomFeed(code: string): Promise<string | undefined>;

  /** Changes with a greater `seq`, oldest first. */
  listChanges(afterSeq: number, limit: number): Promise<readonly Change[]>;
  /** 0 before the first change. */
  getLastSeq(): Promise<number>;
  /** Calls `onChange` soon after changes were appended. A poll is needed too: SQLite tells nothing, and a connection can be lost. */
  listenForChanges(onChange: () => void): { close(): Promise<void> };
  findFollowerCursor(name: string): Promise<number | undefined>;
  /** The cursor never moves back: another node may be ahead. */
  saveFollowerCursor(name: string, seq: number): Promise<void>;

  /**
   * Takes a lease for this store, or renews it, unless another store has it. Returns whether this store has it, for `ttlMs` from the call.
   * A lease whose process has ended is free, at the latest after its `ttlMs`.
   */
  acquireLease(name: string, ttlMs: number): Promise<boolean>;
  /** Gives a lease back. Does nothing if another store has it. */
  releaseLease(name: string): Promise<void>;

  /** When a source was first read; it never changes. Relative dates count from it. */
  getSourceEpoch(sourceId: string, now: Timestamp): Promise<Timestamp>;
  /** The position up to which a source has been read, in the source's own terms. */
  findSourceCursor(sourceId: string): Promise<string | undefined>;
  saveSourceCursor(sourceId: string, cursor: string, now: Timestamp): Promise<void>;

  /** How often the database could not be used since the store was opened, and the connections to it. */
  readMetrics(): StoreMetrics;
  /** Rejects with the reason where the store cannot be read. */
  ping(): Promise<void>;
  /** Rejects with a `StorageFault` where the files of the database were deleted or replaced: no write succeeds. */
  checkFiles(): Promise<void>;
  close(): Promise<void>;
}

/** The store without what changes articles or what they announce: all that serving may use. */
export type ReadingStore = Omit<
  ArticleStore,
  | 'save'
  | 'findAlike'
  | 'listKnown'
  | 'correct'
  | 'retract'
  | 'restore'
  | 'withdraw'
  | 'listForEditors'
  | 'announceDue'
  | 'keepCustomFeeds'
  | 'saveFollowerCursor'
  | 'saveSourceCursor'
  | 'acquireLease'
  | 'releaseLease'
  | 'close'
>;
