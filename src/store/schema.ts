import type { Generated, Kysely, Transaction } from 'kysely';
import type { ArticleState } from '../model/article.ts';
import type { ChangeKind } from '../model/change.ts';
import type { TermKind } from '../model/term.ts';
import type { Timestamp } from '../model/timestamp.ts';

/**
 * By what an article can be chosen. A language stands once for each range that takes it: `es-MX` as `es` and `es-mx`. There is one term `audio`,
 * without a slug, which articles with sound have.
 */
export type IndexedTermKind = TermKind | 'language' | 'audio';

/** The tables, as the newest migration leaves them. Times are milliseconds, yes and no are 1 and 0, JSON is text. */
export interface StoreSchema {
  readonly articles: ArticleTable;
  readonly article_terms: ArticleTermTable;
  readonly lost_terms: LostTermTable;
  readonly terms: TermTable;
  readonly ordinals: OrdinalTable;
  readonly changes: ChangeTable;
  readonly archives: ArchiveTable;
  readonly archive_entries: ArchiveEntryTable;
  readonly custom_feeds: CustomFeedTable;
  readonly sources: SourceTable;
  readonly followers: FollowerTable;
}

export type Database = Kysely<StoreSchema>;
export type DatabaseTransaction = Transaction<StoreSchema>;

/** What is queried has a column; the rest of an article is one JSON document (`article-row.ts`). */
export interface ArticleTable {
  readonly id: string;
  readonly source_id: string;
  readonly external_id: string;
  readonly state: ArticleState;
  readonly published_at: Timestamp;
  readonly updated_at: Timestamp;
  /** What `visibleFrom` (model/visibility.ts) answered when the article was last written. */
  readonly visible_from: Timestamp | null;
  readonly embargo_until: Timestamp | null;
  /** Set exactly while the public may see the article. */
  readonly announced_at: Timestamp | null;
  readonly was_public: 0 | 1;
  readonly language: string;
  readonly version: number;
  readonly input_hash: string;
  readonly document: string;
}

/**
 * The terms of the articles that the public may see, and of no others. Newest first under a term by its key alone, which whoever knows
 * an article's date can also ask whether the article has the term.
 */
interface ArticleTermTable {
  readonly kind: IndexedTermKind;
  readonly slug: string;
  readonly published_at: Timestamp;
  readonly article_id: string;
}

/** Under which terms the public once saw an article and then no longer did; `all` where it no longer saw it at all. */
interface LostTermTable {
  readonly kind: IndexedTermKind | 'all';
  readonly slug: string;
  readonly published_at: Timestamp;
  readonly article_id: string;
}

/** Every term that the public has ever seen, its latest label, and how many visible articles have it now. */
interface TermTable {
  readonly kind: IndexedTermKind;
  readonly slug: string;
  readonly label: string;
  readonly articles: number;
}

/** One integer for each article that was ever public, in the order of their dates (`ordinal.ts`). It never changes. */
interface OrdinalTable {
  readonly ordinal: number;
  readonly article_id: string;
  readonly published_at: Timestamp;
}

export interface ChangeTable {
  readonly seq: Generated<number>;
  readonly article_id: string;
  readonly kind: ChangeKind;
  readonly at: Timestamp;
  readonly published_at: Timestamp;
  readonly facets_before: string | null;
  readonly facets_after: string | null;
}

/** How far an archive reaches. */
interface ArchiveTable {
  readonly id: Generated<number>;
  readonly key: string;
  readonly pages: number;
  /** The newest archived position; both are null before the first page. */
  readonly newest_published_at: Timestamp | null;
  readonly newest_id: string | null;
  /** Changes up to this one have been looked through for articles with an old date. */
  readonly seq: number;
}

/** On which page of an archive an article is. Page 0 holds what has been found and has no page yet. */
interface ArchiveEntryTable {
  readonly archive_id: number;
  readonly ordinal: number;
  readonly page: number;
}

interface CustomFeedTable {
  readonly code: string;
  readonly query: string;
  readonly saved_at: Timestamp;
}

interface SourceTable {
  readonly id: string;
  readonly first_read_at: Timestamp;
}

/** How far each follower of the change log has come. */
interface FollowerTable {
  readonly name: string;
  readonly seq: number;
}
