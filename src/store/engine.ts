import type { ColumnBuilderCallback, ColumnDataType, CreateTableBuilder, Dialect, Expression } from 'kysely';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { SearchIndex } from './search-index.ts';

/** All differences between databases. Everything else is the same SQL on each of them. */
export interface Engine {
  /** The name of the database in messages to the operator, without a password. */
  readonly name: string;
  readonly dialect: Dialect;
  /** Column type of ids and slugs: compared by code point, whatever the locale of the database. */
  readonly exactText: ColumnDataType | Expression<unknown>;
  /** Column type of times in milliseconds, which do not fit into 32 bits. */
  readonly wideInteger: ColumnDataType;
  /** Makes a primary key count 1, 2, 3 … in the order of commit, without a gap, and never use a number twice. */
  readonly autoIncrement: ColumnBuilderCallback;
  /** For a table that is only its primary key: stores the key once where the database can. */
  readonly keyOnly: <T extends string, C extends string>(table: CreateTableBuilder<T, C>) => CreateTableBuilder<T, C>;
  /** Called first in a transaction: makes it the only writer, so that nothing it reads changes before it commits. */
  readonly takeWriteLock: (transaction: DatabaseTransaction) => Promise<void>;
  /** Runs work that may write; `undefined` at once where it would have to wait for another writer. */
  readonly unlessBusy: <T>(db: Database, work: (db: Database) => Promise<T>) => Promise<T | undefined>;
  /** Does the maintenance that is due after a write, in steps of a few milliseconds; ends after a bounded number of steps. */
  readonly maintain: (db: Database) => AsyncIterable<void>;
  /** The full-text index of public articles. */
  readonly search: SearchIndex;
}
