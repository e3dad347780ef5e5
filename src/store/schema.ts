import type { Generated, Kysely, Transaction } from 'kysely';
import type { ArticleState } from '../model/article.ts';
import type { ChangeKind } from '../model/change.ts';
import type { Timestamp } from '../model/timestamp.ts';

/** By what an article can be chosen. A language stands once for each range that takes it: `es-MX` as `es` and `es-mx`. */
export type TermKind = 'category' | 'tag' | 'author' | 'language';

/** The tables, as the newest migration leaves them. Times are milliseconds, yes and no are 1 and 0, JSON is text. */
export interface StoreSchema {
  readonly articles: ArticleTable;
  readonly article_terms: ArticleTermTable;
  readonly terms: TermTable;
  readonly changes: ChangeTable;
  readonly change_terms: ChangeTermTable;
  readonly sources: SourceTable;
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

/** The terms of the articles that the public may see, and of no others. */
interface ArticleTermTable {
  readonly article_id: string;
  readonly kind: TermKind;
  readonly slug: string;
  readonly published_at: Timestamp;
}

/** Every term that the public has ever seen, its latest label, and how many visible articles have it now. */
interface TermTable {
  readonly kind: TermKind;
  readonly slug: string;
  readonly label: string;
  readonly articles: number;
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

/** Under which terms a change was seen, before or after it; `all` stands once for every change. */
interface ChangeTermTable {
  readonly kind: TermKind | 'all';
  readonly slug: string;
  readonly published_at: Timestamp;
  readonly seq: number;
}

interface SourceTable {
  readonly id: string;
  readonly first_read_at: Timestamp;
}
