import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { StartError } from '../model/problem.ts';
import { StorageFault } from '../model/storage-fault.ts';

/** The database, its write-ahead log and the index of that log. They exist as long as a connection is open. */
const SUFFIXES = ['', '-wal', '-shm'] as const;

/**
 * Remembers the files of an open database. The function that it returns throws a `StorageFault` where one of them was deleted or
 * replaced: the connection still has the old file, and what it writes would be lost.
 */
export function rememberFiles(path: string): () => void {
  const opened = SUFFIXES.map((suffix) => ({ file: `${path}${suffix}`, id: identify(`${path}${suffix}`) }));
  return () => {
    const lost = opened.find(({ file, id }) => identify(file) !== id);
    if (lost === undefined) return;
    const what = existsSync(lost.file) ? 'was replaced' : 'was deleted';
    const remedy =
      lost.file === path ? 'Put it back or restore a backup, and restart the server' : 'Restart the server';
    throw new StorageFault(`The file ${basename(lost.file)} ${what} while it was in use. ${remedy}.`);
  };
}

function identify(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}

/** SQLite takes an empty file for a new database, and deletes the log that still has articles. */
export function refuseEmptied(path: string): void {
  if (sizeOf(path) === 0 && (sizeOf(`${path}-wal`) ?? 0) > 0) {
    throw new StartError(`The database ${path} is empty, but its log ${path}-wal is not: restore a backup.`);
  }
}

/** For callers that must not create a database. */
export function requireDatabase(path: string): void {
  const size = sizeOf(path);
  if (size === undefined) throw new StartError(`There is no database ${path}.`);
  if (size === 0) throw new StartError(`The database ${path} is an empty file: restore a backup.`);
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}
