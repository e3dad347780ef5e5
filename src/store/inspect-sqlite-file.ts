import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { isBusy, toStartError } from './sqlite-errors.ts';

/** How long a lock may last that is no problem, such as that of a commit. */
const LOCK_WAIT_MS = 1_000;

/**
 * Opens a file for reading only, and creates no other file beside it: without a write-ahead log nobody uses it, and it is read as a file that
 * does not change (https://www.sqlite.org/uri.html).
 */
export function openReadOnly(path: string): DatabaseSync {
  const file = pathToFileURL(resolve(path));
  if (!hasLog(path)) file.searchParams.set('immutable', '1');
  return new DatabaseSync(file, { readOnly: true, timeout: LOCK_WAIT_MS });
}

/** What is wrong inside the file, in the words of SQLite. Takes seconds for each gigabyte. */
export function findDamage(path: string): string | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = openReadOnly(path);
    const found = database.prepare('pragma quick_check(1)').get()?.quick_check;
    return found === 'ok' ? undefined : String(found);
  } catch (error) {
    return Error.isError(error) ? error.message : String(error);
  } finally {
    database?.close();
  }
}

/** Whether another process writes for longer than a commit takes. */
export function isLocked(path: string): boolean {
  if (!hasLog(path)) return false;
  // The last connection that may write empties the log when it closes. This one remains.
  const reader = openReadOnly(path);
  let writer: DatabaseSync | undefined;
  try {
    reader.prepare('select 1 from sqlite_schema').get();
    writer = new DatabaseSync(resolve(path), { timeout: LOCK_WAIT_MS });
    writer.exec('begin immediate; rollback');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw toStartError(path, error);
  } finally {
    writer?.close();
    reader.close();
  }
}

function hasLog(path: string): boolean {
  return statSync(`${path}-wal`, { throwIfNoEntry: false }) !== undefined;
}
