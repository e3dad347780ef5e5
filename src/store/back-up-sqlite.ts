import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LOCK_WAIT_MS } from './busy.ts';
import { requireDatabase } from './database-files.ts';
import { openDatabase } from './open-database.ts';
import { summarizeTable, type TableSummary } from './read-rows.ts';
import { isBusy, toStartError } from './sqlite-errors.ts';
import { COPIED_TABLES } from './tables.ts';

/** Writes the state of one moment into a new file, while others read and write. Rejects with a `StartError`. */
export function copySqliteFile(from: string, to: string): void {
  requireDatabase(from);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(resolve(from), { timeout: LOCK_WAIT_MS });
    // The backup API of SQLite begins again whenever another process writes: beside a busy server it might never end.
    database.prepare('vacuum into ?').run(resolve(to));
  } catch (error) {
    throw toStartError(from, error);
  } finally {
    database?.close();
  }
}

/** The tables of a file that nobody else uses. Rejects with a `StartError` where it is damaged or of another version. */
export async function summarizeSqliteFile(
  file: string,
): Promise<readonly (TableSummary & { readonly name: string })[]> {
  const { db } = await openDatabase({ database: { kind: 'file', path: file }, asItIs: true });
  try {
    const tables: (TableSummary & { readonly name: string })[] = [];
    for (const table of COPIED_TABLES) tables.push({ name: table.name, ...(await summarizeTable(db, table)) });
    return tables;
  } finally {
    await db.destroy();
  }
}

/** Brings a file up to date. Rejects with a `StartError` where it is damaged or of a newer version. */
export async function updateSqliteFile(file: string): Promise<void> {
  const { db } = await openDatabase({ database: { kind: 'file', path: file } });
  await db.destroy();
}

/** Whether a process has the file open. Afterwards the file has everything that its write-ahead log had. */
export function isInUse(file: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(resolve(file));
    // Leaving the mode needs the only connection (https://www.sqlite.org/wal.html, section 3.3).
    return database.prepare('pragma journal_mode = delete').get()?.journal_mode !== 'delete';
  } catch (error) {
    return isBusy(error);
  } finally {
    database?.close();
  }
}
