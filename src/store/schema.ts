import type { Generated, Kysely, Transaction } from 'kysely';
import type { ArticleState } from '../model/article.ts';
import type { ChangeKind } from '../model/change.ts';
import type { TermKind } from '../model/term.ts';
import type { Timestamp } from '../model/timestamp.ts';

/** The language `es-MX` has two terms, `es` and `es-mx`. Articles with audio have the term `audio`, whose slug is empty. */
export type IndexedTermKind = TermKind | 'language' | 'audio';

/** The tables after the newest migration. Times are in milliseconds, booleans are 1 and 0, JSON is text. */
export interface StoreSchema {
  readonly articles: ArticleTable;
  /** The terms of public articles. The primary key (kind, slug, date, id) lists a term newest first. */
  readonly article_terms: {
    readonly kind: IndexedTermKind;
    readonly slug: string;
    readonly published_at: Timestamp;
    readonly article_id: string;
  };
  /** Terms that an article had while it was public and then lost; `all` where it stopped being public. */
  readonly lost_terms: {
    readonly kind: IndexedTermKind | 'all';
    readonly slug: string;
    readonly published_at: Timestamp;
    readonly article_id: string;
  };
  /** Every term that a public article has or had, its latest label, and how many public articles have it now. */
  readonly terms: {
    readonly kind: IndexedTermKind;
    readonly slug: string;
    readonly label: string;
    readonly articles: number;
  };
  /** One integer for each article that was ever public, in the order of their dates (`ordinal.ts`). It never changes. */
  readonly ordinals: {
    readonly ordinal: number;
    readonly article_id: string;
    readonly published_at: Timestamp;
  };
  readonly changes: ChangeTable;
  readonly archives: {
    readonly id: Generated<number>;
    readonly key: string;
    readonly pages: number;
    /** With `newest_id` the newest archived position; null before the first page. */
    readonly newest_published_at: Timestamp | null;
    readonly newest_id: string | null;
    readonly seq: number;
  };
  /** Page 0 holds late articles that have no page yet. */
  readonly archive_entries: {
    readonly archive_id: number;
    readonly ordinal: number;
    readonly page: number;
  };
  readonly custom_feeds: {
    readonly code: string;
    readonly query: string;
    readonly saved_at: Timestamp;
    /** From then on it is deleted if there are too many. Later after each use. */
    readonly expires_at: Timestamp;
  };
  readonly sources: {
    readonly id: string;
    readonly first_read_at: Timestamp;
    readonly cursor: string | null;
  };
  readonly followers: {
    readonly name: string;
    readonly seq: number;
  };
  readonly leases: {
    readonly name: string;
    readonly holder: string;
    /** By the database's clock. */
    readonly expires_at: Timestamp;
  };
}

export type Database = Kysely<StoreSchema>;
export type DatabaseTransaction = Transaction<StoreSchema>;

export interface ArticleTable {
  readonly id: string;
  readonly source_id: string;
  readonly external_id: string;
  /** The path of the file that has the article, where that is not its external id. */
  readonly file: string | null;
  readonly state: ArticleState;
  readonly published_at: Timestamp;
  readonly updated_at: Timestamp;
  /** The result of `visibleFrom` when the article was last written. */
  readonly visible_from: Timestamp | null;
  readonly embargo_until: Timestamp | null;
  /** Set exactly while the article is public. */
  readonly announced_at: Timestamp | null;
  readonly was_public: 0 | 1;
  readonly language: string;
  readonly version: number;
  readonly input_hash: string;
  readonly document: string;
  /** Also in the document: the newsroom's own page of the article. */
  readonly canonical_url: string | null;
  /** `hashOfTitle` */
  readonly title_hash: string;
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
