import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { SqliteAdapter, SqliteDialect, sql } from 'kysely';
import { StartError } from '../model/problem.ts';
import type { Engine } from './engine.ts';
import { MIGRATION_TABLE } from './migrations/migrate.ts';
import { adaptNodeSqlite } from './node-sqlite-adapter.ts';
import type { Database } from './schema.ts';
import { mergeSome, sqliteSearch } from './sqlite-search.ts';

/** How long a statement waits for another process's lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;
const RETRY_MS = 20;
/** Page cache, in KiB (a negative `cache_size` is a size and not a count of pages). */
const CACHE_KIB = 4_096;
/** The write-ahead log is cut to this many bytes after a checkpoint, so that one large import does not keep the disk. */
const LOG_BYTES = 64 * 1024 * 1024;

/** More than a few articles add to the index, in the long run; a great merge, of what a large import left, takes many times as many. */
const MERGE_STEPS = 4;
/** Writes after which the log is brought into the database: an article writes 40 to 90 pages. */
const WRITES_A_CHECKPOINT = 4;

// https://www.sqlite.org/rescode.html: the low byte is the primary code.
const BUSY = 5;
const READ_ONLY = 8;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** Opens a SQLite file (its folder is made) or `:memory:`. Rejects with a `StartError` where that cannot be. */
export async function openSqlite(path: string): Promise<Engine> {
  const database = await openDatabase(path);
  return {
    name: path,
    dialect: new TransactionalSqliteDialect({ database: adaptNodeSqlite(database) }),
    exactText: 'text',
    wideInteger: 'integer',
    autoIncrement: (column) => column.primaryKey().autoIncrement(),
    keyOnly: (table) => table.modifyEnd(sql`without rowid`),
    // Every transaction here begins IMMEDIATE (`node-sqlite-adapter.ts`): it has the lock when it starts.
    takeWriteLock: async () => undefined,
    unlessBusy,
    maintain: createMaintain(),
    search: sqliteSearch,
  };
}

/**
 * SQLite can undo a CREATE TABLE like anything else. Saying so makes Kysely run all migrations in one transaction, which
 * begins IMMEDIATE: a second process that starts at the same moment waits, and then finds them done.
 */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

async function openDatabase(path: string): Promise<DatabaseSync> {
  const inMemory = path === ':memory:';
  let database: DatabaseSync | undefined;
  try {
    if (!inMemory) mkdirSync(dirname(resolve(path)), { recursive: true });
    // An absolute path, because SQLite would read a leading `file:` as a URI.
    database = new DatabaseSync(inMemory ? path : resolve(path), {
      timeout: BUSY_TIMEOUT_MS,
      enableForeignKeyConstraints: true,
    });
    if (!inMemory) await useWriteAheadLog(database);
    // What may be lost: SIGKILL loses nothing in either mode, since a commit has reached the operating system's cache. With
    // NORMAL a power cut may take the last commits back, and then a `seq` that subscribers were already told of would be
    // given to another change. FULL syncs the log before a commit returns; a newsroom's few commits can pay for that.
    database.exec('pragma synchronous = full');
    database.exec(`pragma cache_size = -${CACHE_KIB}`);
    database.exec(`pragma journal_size_limit = ${LOG_BYTES}`);
    refuseForeign(database, path);
    return database;
  } catch (fault) {
    database?.close();
    throw fault instanceof StartError ? fault : new StartError(explain(path, fault), { cause: fault });
  }
}

/** A statement that waits for a lock keeps its whole thread waiting. */
async function unlessBusy<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T | undefined> {
  return await db.connection().execute(async (connection) => {
    const waitAtMost = (ms: number) => sql.raw(`pragma busy_timeout = ${ms}`).execute(connection);
    await waitAtMost(0);
    try {
      return await work(connection);
    } catch (fault) {
      if (primaryCode(fault) === BUSY) return undefined;
      throw fault;
    } finally {
      await waitAtMost(BUSY_TIMEOUT_MS);
    }
  });
}

/**
 * Merges the index of words after each write, and after some brings what the log holds into the database. Left to itself SQLite does the latter in the
 * commit that makes the log longer than 1000 pages: one article in fifty would wait for it, 10 to 40 ms. After each write it would be done over and over for
 * pages that change with each, and the next commit would wait for the disk.
 */
function createMaintain(): Engine['maintain'] {
  let writes = 0;
  return async function* maintain(db) {
    const merge = () => unlessBusy(db, (connection) => withoutSync(connection, mergeSome));
    for (let steps = 0; steps < MERGE_STEPS && (await merge()); steps += 1) yield;
    // The first at once: the log may be long from before.
    if (writes % WRITES_A_CHECKPOINT === 0) await sql`pragma wal_checkpoint(passive)`.execute(db);
    writes += 1;
  };
}

/** For work that says nothing new: if the power fails it may be lost, by itself, since the next commit of anybody syncs the log as a whole. */
async function withoutSync<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  await sql`pragma synchronous = normal`.execute(db);
  try {
    return await work(db);
  } finally {
    await sql`pragma synchronous = full`.execute(db);
  }
}

/** Readers go on while somebody writes. The mode is kept in the file, so that only the first process ever sets it. */
async function useWriteAheadLog(database: DatabaseSync): Promise<void> {
  const deadline = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      if (database.prepare('pragma journal_mode').get()?.journal_mode === 'wal') return;
      database.exec('pragma journal_mode = wal');
      return;
    } catch (fault) {
      // Changing the mode does not wait by itself when two processes do it at once (https://www.sqlite.org/wal.html, section 9).
      if (primaryCode(fault) !== BUSY || performance.now() > deadline) throw fault;
      await setTimeout(RETRY_MS);
    }
  }
}

/** Tables of ours must not end up in another program's file. */
function refuseForeign(database: DatabaseSync, path: string): void {
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  if (tables.length > 0 && !tables.some((table) => table.name === MIGRATION_TABLE)) {
    throw new StartError(`The database ${path} belongs to another program: it has tables, and none of them is ours.`);
  }
}

function explain(path: string, fault: unknown): string {
  const reason = Error.isError(fault) ? fault.message : String(fault);
  switch (primaryCode(fault)) {
    case NOT_A_DATABASE:
      return `The file ${path} is not a SQLite database.`;
    case CANNOT_OPEN:
      return `The database ${path} cannot be opened: it is no file, or this user may not read and write it.`;
    case READ_ONLY:
      return `The database ${path} cannot be written: the file or its folder is read-only.`;
    case BUSY:
      return `The database ${path} is locked by another process and was not released within ${BUSY_TIMEOUT_MS / 1000} s.`;
    default:
      return `The database ${path} cannot be opened: ${reason}.`;
  }
}

function primaryCode(fault: unknown): number | undefined {
  return Error.isError(fault) && 'errcode' in fault && typeof fault.errcode === 'number'
    ? fault.errcode & 0xff
    : undefined;
}
