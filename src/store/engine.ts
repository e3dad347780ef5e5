import type { ColumnBuilderCallback, ColumnDataType, CreateTableBuilder, Dialect, Expression } from 'kysely';
import type { ConnectionMetrics } from '../model/newsroom-metrics.ts';
import { StorageFault } from '../model/storage-fault.ts';
import { retryWhileBusy } from './busy.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { SearchIndex } from './search-index.ts';

/** All differences between databases. */
export interface Engine {
  /** For messages to the operator, without a password. */
  readonly name: string;
  readonly dialect: Dialect;
  /** Column type of ids and slugs: compared by code point, whatever the locale of the database. */
  readonly exactText: ColumnDataType | Expression<unknown>;
  /** Column type of times in milliseconds, which do not fit into 32 bits. */
  readonly wideInteger: ColumnDataType;
  /** A primary key that counts 1, 2, 3 … in the order of commit, without a gap. */
  readonly autoIncrement: ColumnBuilderCallback;
  /** For a table that is only its primary key: stores the key once. */
  readonly keyOnly: <T extends string, C extends string>(table: CreateTableBuilder<T, C>) => CreateTableBuilder<T, C>;
  /** The time in milliseconds, by the clock that all processes share. */
  readonly clock: Expression<number>;
  /** Called first in a transaction: nothing that it reads changes before it commits. `wait` says whether it waits for another writer. */
  readonly takeWriteLock: (transaction: DatabaseTransaction, options: { readonly wait: boolean }) => Promise<void>;
  /** Whether work failed because another writer had the lock: it has changed nothing, and can be run again. */
  readonly isBusy: (error: unknown) => boolean;
  /** How long a write waits for another writer. */
  readonly lockWaitMs: number;
  /** Runs a migration, again while others use its tables: on PostgreSQL, readers would queue behind it. */
  readonly changeTables: <T>(db: Database, work: (db: Database) => Promise<T>) => Promise<T>;
  /** For work that may take minutes: on PostgreSQL, a connection whose statements are never cut. */
  readonly withoutTimeLimits: <T>(db: Database, work: (db: Database) => Promise<T>) => Promise<T>;
  /** Throws a `StorageFault` where the files of the database were deleted or replaced since it was opened. */
  readonly checkFiles: () => void;
  /** Why no statement can succeed at the moment; `undefined` for an error of the statement itself. */
  readonly explainFault: (error: unknown) => string | undefined;
  /** Runs a write that others see at its commit, and that is safe from a power cut when this resolves. The thread does not wait for the disk. */
  readonly syncInBackground: <T>(db: Database, write: (db: Database) => Promise<T>) => Promise<T>;
  /** Runs one statement that writes. It needs no other writer to end, where the database can do that. A power cut may undo it. */
  readonly writeStatement: <T>(db: Database, write: (db: Database) => Promise<T>) => Promise<T>;
  /** Called in a transaction that appends to the change log: those who listen are told when it commits. */
  readonly notifyOfChanges: (transaction: DatabaseTransaction) => Promise<void>;
  /** Calls `onChange` when a transaction of any process has appended to the change log. It may miss some, as while it has no connection. */
  readonly listenForChanges: (onChange: () => void) => { close(): Promise<void> };
  /** The connections of the pool; absent where the database is a file. */
  readonly countConnections?: () => ConnectionMetrics;
  /** Maintenance after a write, in a few steps of some milliseconds. */
  readonly maintain: (db: Database) => AsyncIterable<void>;
  /** Deletes all rows of tables that are listed after those that they refer to. */
  readonly emptyTables: (transaction: DatabaseTransaction, tables: readonly string[]) => Promise<void>;
  /** After rows were copied into a table: the column that the database counts goes on after its greatest value. */
  readonly continueCounter: (db: Database, table: string, column: string) => Promise<void>;
  /** After many rows were written, so that the next queries are planned well. */
  readonly analyze: (db: Database) => Promise<void>;
  readonly search: SearchIndex;
}

/**
 * Runs work as the only writer; rolls back if it throws. While it waits for another writer, the connection is free for readers. Where the
 * lock is found taken later, the work runs again. Rejects with a `StorageFault` where no write can succeed.
 */
export async function writeTransaction<T>(
  db: Database,
  engine: Engine,
  work: (transaction: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  try {
    return await retryWhileBusy(engine, () => runAsWriter(db, engine, work, { wait: true }));
  } catch (cause) {
    throw toStorageFault(engine, cause);
  }
}

/** A `StorageFault` where the database is the cause, otherwise the error itself. */
export function toStorageFault({ explainFault }: Pick<Engine, 'explainFault'>, cause: unknown): unknown {
  const reason = explainFault(cause);
  return reason === undefined ? cause : new StorageFault(`The database ${reason}.`, { cause });
}

/** Like `writeTransaction`, but fails at once where another writer has the lock. */
export async function tryWriteTransaction<T>(
  db: Database,
  engine: Engine,
  work: (transaction: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  return await runAsWriter(db, engine, work, { wait: false });
}

async function runAsWriter<T>(
  db: Database,
  engine: Engine,
  work: (transaction: DatabaseTransaction) => Promise<T>,
  options: { readonly wait: boolean },
): Promise<T> {
  engine.checkFiles();
  return await db.transaction().execute(async (transaction) => {
    await engine.takeWriteLock(transaction, options);
    return await work(transaction);
  });
}
