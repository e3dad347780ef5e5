import type { ColumnBuilderCallback, ColumnDataType, CreateTableBuilder, Dialect, Expression } from 'kysely';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { SearchIndex } from './search-index.ts';

/** Everything in which one database differs from another. What is not here is the same SQL for all of them. */
export interface Engine {
  /** What the operator calls the database, without a password. */
  readonly name: string;
  readonly dialect: Dialect;
  /** The type of ids and slugs: compared by code point, in whatever locale the database runs. */
  readonly exactText: ColumnDataType | Expression<unknown>;
  /** The type of a time in milliseconds, which 32 bits do not hold. */
  readonly wideInteger: ColumnDataType;
  /** Makes a primary key count 1, 2, 3 … in the order of commit, without a gap and never using a number twice. */
  readonly autoIncrement: ColumnBuilderCallback;
  /** Finishes a table that is nothing but its primary key, so that the key is stored once where the database can. */
  readonly keyOnly: <T extends string, C extends string>(table: CreateTableBuilder<T, C>) => CreateTableBuilder<T, C>;
  /** Makes a transaction the only one that writes, at its very start: what it reads cannot change before it commits. */
  readonly takeWriteLock: (transaction: DatabaseTransaction) => Promise<void>;
  /** Does some work that may write, but gives `undefined` at once where another connection is writing and it would have to wait. */
  readonly unlessBusy: <T>(db: Database, work: (db: Database) => Promise<T>) => Promise<T | undefined>;
  /** Does what a write has left to be done, off everybody's path, in steps of a few milliseconds and not without end. */
  readonly maintain: (db: Database) => AsyncIterable<void>;
  /** The index of the words and terms of what the public may see. */
  readonly search: SearchIndex;
}
