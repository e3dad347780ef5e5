import type { Generated, Kysely, Transaction } from 'kysely';
import type { ArticleState } from '../model/article.ts';
import type { ChangeKind } from '../model/change.ts';
import type { TermKind } from '../model/term.ts';
import type { Timestamp } from '../model/timestamp.ts';

/**
 * The kinds of terms that select articles. A language has one term for each range that matches it: `es` and `es-mx` for `es-MX`. Articles with
 * audio have the term `audio`, whose slug is empty.
 */
export type IndexedTermKind = TermKind | 'language' | 'audio';

/** The tables after the newest migration. Times are in milliseconds, booleans are 1 and 0, JSON is text. */
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

/** Fields that are queried have columns; the rest of an article is one JSON document (`article-row.ts`). */
export interface ArticleTable {
  readonly id: string;
  readonly source_id: string;
  readonly external_id: string;
  /** The path of the file that has the article, where that is not its external id. */
  readonly file: string | null;
  readonly state: ArticleState;
  readonly published_at: Timestamp;
  readonly updated_at: Timestamp;
  /** The result of `visibleFrom` (model/visibility.ts) when the article was last written. */
  readonly visible_from: Timestamp | null;
  readonly embargo_until: Timestamp | null;
  /** Set exactly while the article is public. */
  readonly announced_at: Timestamp | null;
  readonly was_public: 0 | 1;
  readonly language: string;
  readonly version: number;
  readonly input_hash: string;
  readonly document: string;
}

/** The terms of public articles. The primary key (kind, slug, date, id) lists a term newest first and answers whether an article has it. */
interface ArticleTermTable {
  readonly kind: IndexedTermKind;
  readonly slug: string;
  readonly published_at: Timestamp;
  readonly article_id: string;
}

/** Terms that an article had while it was public and then lost; `all` where it stopped being public. */
interface LostTermTable {
  readonly kind: IndexedTermKind | 'all';
  readonly slug: string;
  readonly published_at: Timestamp;
  readonly article_id: string;
}

/** Every term that a public article has or had, its latest label, and how many public articles have it now. */
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
  /** Changes up to this one have been searched for late articles. */
  readonly seq: number;
}

/** The page of an article in an archive. Page 0 holds late articles that have no page yet. */
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
  /** The position up to which the source has been read, in its own terms. */
  readonly cursor: string | null;
}

/** The last change that each follower of the change log has handled. */
interface FollowerTable {
  readonly name: string;
  readonly seq: number;
}
