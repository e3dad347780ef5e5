import { StartError } from '../model/problem.ts';

// Primary result codes (https://www.sqlite.org/rescode.html).
const BUSY = 5;
const READ_ONLY = 8;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

export function toStartError(path: string, error: unknown, busyTimeoutMs: number): StartError {
  return error instanceof StartError ? error : new StartError(describe(path, error, busyTimeoutMs), { cause: error });
}

function describe(path: string, error: unknown, busyTimeoutMs: number): string {
  switch (primaryCode(error)) {
    case NOT_A_DATABASE:
      return `The file ${path} is not a SQLite database.`;
    case CANNOT_OPEN:
      return `The database ${path} cannot be opened: it is not a file, or this user may not read and write it.`;
    case READ_ONLY:
      return `The database ${path} cannot be written: the file or its folder is read-only.`;
    case BUSY:
      return `The database ${path} is locked by another process and was not released within ${busyTimeoutMs / 1000} s.`;
    default:
      return `The database ${path} cannot be opened: ${Error.isError(error) ? error.message : String(error)}.`;
  }
}

/** The low byte of the extended code. */
function primaryCode(error: unknown): number | undefined {
  return Error.isError(error) && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}
