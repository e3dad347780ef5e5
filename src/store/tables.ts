import type { StoreSchema } from './schema.ts';

/** How the rows of a table are copied to another database. */
interface TableCopy<Column extends string = string> {
  /** The primary key, in the order in which rows are read. */
  readonly key: readonly Column[];
  /** The column that the database counts. Its next value is one more than the greatest. */
  readonly counter?: Column;
}

/**
 * All tables, each after those that it refers to. A copy and a backup have every row of them; `undefined` leaves a table out, because its
 * rows are of this database only. The search index is built from the articles.
 */
const TABLES: { readonly [T in keyof StoreSchema]: TableCopy<keyof StoreSchema[T] & string> | undefined } = {
  articles: { key: ['id'] },
  ordinals: { key: ['ordinal'] },
  article_terms: { key: ['kind', 'slug', 'published_at', 'article_id'] },
  lost_terms: { key: ['kind', 'slug', 'published_at', 'article_id'] },
  terms: { key: ['kind', 'slug'] },
  changes: { key: ['seq'], counter: 'seq' },
  archives: { key: ['id'], counter: 'id' },
  archive_entries: { key: ['archive_id', 'ordinal'] },
  custom_feeds: { key: ['code'] },
  sources: { key: ['id'] },
  followers: { key: ['name'] },
  leases: undefined,
};

export const ALL_TABLES: readonly string[] = Object.keys(TABLES);

export interface CopiedTable extends TableCopy {
  readonly name: string;
}

export const COPIED_TABLES: readonly CopiedTable[] = Object.entries(TABLES).flatMap(([name, copy]) =>
  copy === undefined ? [] : [{ name, ...copy }],
);
