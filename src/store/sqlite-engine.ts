import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { StartError } from '../model/problem.ts';
import { LOCK_WAIT_MS, retryWhileBusy, unlessBusy } from './busy.ts';
import { refuseEmptied, rememberFiles } from './database-files.ts';
import type { Engine } from './engine.ts';
import { openReadOnly } from './inspect-sqlite-file.ts';
import { MIGRATION_TABLE } from './migrations/migrate.ts';
import type { Database } from './schema.ts';
import { NodeSqliteDialect } from './sqlite-dialect.ts';
import { explainFault, isBusy, toStartError } from './sqlite-errors.ts';
import { mergeSome, sqliteSearch } from './sqlite-search.ts';

const RETRY_MS = 20;
const PAGE_CACHE_KIB = 4_096;
/** The write-ahead log is truncated to this size after a checkpoint. */
const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** Merge steps after a write: more than a few articles need. A large import leaves work for many writes. */
const MAX_MERGE_STEPS = 4;
/** An article writes 40 to 90 pages. */
const WRITES_PER_CHECKPOINT = 4;

/** Opens a SQLite file (creating its folder) or `:memory:`, or rejects with a `StartError`. With `readOnly`, nothing is created or changed. */
export async function openSqlite(path: string, lockWaitMs = LOCK_WAIT_MS, readOnly = false): Promise<Engine> {
  const database = readOnly ? openForReading(path) : await openDatabase(path);
  return {
    name: path,
    dialect: new NodeSqliteDialect(database),
    exactText: 'text',
    wideInteger: 'integer',
    autoIncrement: (column) => column.primaryKey().autoIncrement(),
    keyOnly: (table) => table.modifyEnd(sql`without rowid`),
    clock: sql`cast(unixepoch('subsec') * 1000 as integer)`,
    // Every transaction begins IMMEDIATE (`sqlite-dialect.ts`), so it has the lock when it starts.
    takeWriteLock: async () => undefined,
    isBusy,
    lockWaitMs,
    changeTables: (db, work) => retryWhileBusy({ isBusy, lockWaitMs }, () => work(db)),
    // No statement has a time limit.
    withoutTimeLimits: (db, work) => work(db),
    checkFiles: path === ':memory:' ? () => undefined : rememberFiles(resolve(path)),
    explainFault,
    syncInBackground: (db, write) => syncInBackground(db, path, write),
    writeStatement: (db, write) =>
      retryWhileBusy({ isBusy, lockWaitMs }, () =>
        db.connection().execute((connection) => withoutSync(connection, (one) => one.transaction().execute(write))),
      ),
    // SQLite tells other processes nothing. They read the log again and again.
    notifyOfChanges: async () => undefined,
    listenForChanges: () => ({ close: async () => undefined }),
    maintain: createMaintain(),
    async emptyTables(transaction, tables) {
      for (const table of tables.toReversed()) await sql`delete from ${sql.table(table)}`.execute(transaction);
    },
    // It goes on after the greatest value by itself, and queries are planned without statistics.
    continueCounter: async () => undefined,
    analyze: async () => undefined,
    search: sqliteSearch,
  };
}

async function openDatabase(path: string): Promise<DatabaseSync> {
  const inMemory = path === ':memory:';
  let database: DatabaseSync | undefined;
  try {
    if (!inMemory) {
      mkdirSync(dirname(resolve(path)), { recursive: true });
      refuseEmptied(path);
    }
    // An absolute path, because SQLite would read a leading `file:` as a URI.
    database = new DatabaseSync(inMemory ? path : resolve(path), {
      timeout: LOCK_WAIT_MS,
      enableForeignKeyConstraints: true,
    });
    if (!inMemory) await useWriteAheadLog(database);
    // With NORMAL, a power cut can lose the last commits. Another change would then get a `seq` that subscribers have received.
    database.exec('pragma synchronous = full');
    database.exec(`pragma cache_size = -${PAGE_CACHE_KIB}`);
    database.exec(`pragma journal_size_limit = ${MAX_LOG_BYTES}`);
    refuseForeign(database, path);
    // From now on `retryWhileBusy` waits, and the thread does other work meanwhile.
    database.exec('pragma busy_timeout = 0');
    return database;
  } catch (error) {
    database?.close();
    throw toStartError(path, error);
  }
}

function openForReading(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    refuseEmptied(path);
    database = openReadOnly(path);
    refuseForeign(database, path);
    return database;
  } catch (error) {
    database?.close();
    throw toStartError(path, error);
  }
}

/**
 * SQLite itself would copy the write-ahead log in the commit that makes it longer than 1000 pages: one article in fifty would wait
 * 10 to 40 ms. Copying it after each write would write the same pages again and again.
 */
function createMaintain(): Engine['maintain'] {
  let writes = 0;
  return async function* maintain(db) {
    const merge = () =>
      db.connection().execute((connection) => unlessBusy({ isBusy }, () => withoutSync(connection, mergeSome)));
    for (let steps = 0; steps < MAX_MERGE_STEPS && (await merge()); steps += 1) yield;
    // Also after the first write: the log may already be long.
    if (writes % WRITES_PER_CHECKPOINT === 0) await sql`pragma wal_checkpoint(passive)`.execute(db);
    writes += 1;
  };
}

/** Only the thread pool waits for the disk. No lock depends on the log, so closing it here releases none. */
async function syncInBackground<T>(db: Database, path: string, write: (db: Database) => Promise<T>): Promise<T> {
  const result = await db.connection().execute((connection) => withoutSync(connection, write));
  if (path !== ':memory:') {
    await using log = await open(`${resolve(path)}-wal`);
    await log.datasync();
  }
  return result;
}

/** For work that a power cut may undo. The next commit syncs the whole log. */
async function withoutSync<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  await sql`pragma synchronous = normal`.execute(db);
  try {
    return await work(db);
  } finally {
    await sql`pragma synchronous = full`.execute(db);
  }
}

/** The file keeps the mode, so only the first process sets it. */
async function useWriteAheadLog(database: DatabaseSync): Promise<void> {
  const deadline = performance.now() + LOCK_WAIT_MS;
  for (;;) {
    try {
      if (database.prepare('pragma journal_mode').get()?.journal_mode === 'wal') return;
      database.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      // The busy timeout does not apply when two processes change the mode at once (https://www.sqlite.org/wal.html, section 9).
      if (!isBusy(error) || performance.now() > deadline) throw error;
      await setTimeout(RETRY_MS);
    }
  }
}

function refuseForeign(database: DatabaseSync, path: string): void {
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  if (tables.length > 0 && !tables.some((table) => table.name === MIGRATION_TABLE)) {
    throw new StartError(`The database ${path} belongs to another program: it has tables, but none of Tidings.`);
  }
}
