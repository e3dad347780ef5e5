import { StartError } from '../model/problem.ts';
import { LOCK_WAIT_MS } from './busy.ts';

// Primary result codes (https://www.sqlite.org/rescode.html).
const BUSY = 5;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

/** Whether SQLite refused a statement: the disk, a lock or the file is the cause, and no code. */
export function isDatabaseFault(error: unknown): boolean {
  return [BUSY, READ_ONLY, IO_ERROR, FULL, CANNOT_OPEN, NOT_A_DATABASE, CORRUPT].includes(primaryCode(error) ?? 0);
}

export function toStartError(path: string, error: unknown): StartError {
  return error instanceof StartError ? error : new StartError(describe(path, error), { cause: error });
}

function describe(path: string, error: unknown): string {
  switch (primaryCode(error)) {
    case NOT_A_DATABASE:
      return `The file ${path} is not a SQLite database.`;
    case CANNOT_OPEN:
      return `The database ${path} cannot be opened: it is not a file, or this user may not read and write it.`;
    case READ_ONLY:
      return `The database ${path} cannot be written: the file or its folder is read-only.`;
    case BUSY:
      return `The database ${path} is locked by another process and was not released within ${LOCK_WAIT_MS / 1000} s.`;
    case IO_ERROR:
      return `The database ${path} cannot be read or written: the disk is full or damaged.`;
    case FULL:
      return `The database ${path} cannot be written: the disk is full.`;
    case CORRUPT:
      return `The database ${path} is damaged: restore a backup.`;
    default:
      return `The database ${path} cannot be used: ${Error.isError(error) ? error.message : String(error)}.`;
  }
}

/** The low byte of the extended code. */
function primaryCode(error: unknown): number | undefined {
  return Error.isError(error) && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}
