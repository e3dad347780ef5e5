import { StartError } from '../model/problem.ts';

// Primary result codes (https://www.sqlite.org/rescode.html).
const BUSY = 5;
const NO_MEMORY = 7;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const PROTOCOL = 15;
const NOT_A_DATABASE = 26;

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

/** Why SQLite refused any statement: a lock, the disk or the file. `undefined` where the statement itself is the cause. */
export function explainFault(error: unknown): string | undefined {
  switch (primaryCode(error)) {
    case NOT_A_DATABASE:
      return 'is not a SQLite database';
    case CANNOT_OPEN:
      return 'cannot be opened: it is not a file, or this user may not read and write it';
    case READ_ONLY:
      return 'cannot be written: the file or its folder is read-only';
    case BUSY:
    case PROTOCOL:
      return 'is locked by another process';
    case IO_ERROR:
      return 'cannot be read or written: the disk is full or damaged';
    case FULL:
      return 'cannot be written: the disk is full';
    case CORRUPT:
      return 'is damaged: restore a backup';
    case NO_MEMORY:
      return 'cannot be used: the process has no memory left';
    default:
      return undefined;
  }
}

export function toStartError(path: string, error: unknown): StartError {
  if (error instanceof StartError) return error;
  const message = Error.isError(error) ? error.message : String(error);
  return new StartError(`The database ${path} ${explainFault(error) ?? `cannot be used: ${message}`}.`, {
    cause: error,
  });
}

/** The low byte of the extended code. */
function primaryCode(error: unknown): number | undefined {
  return Error.isError(error) && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}
