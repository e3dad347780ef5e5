/** Error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';
const SERIALIZATION = '40001';

const UNUSABLE: Readonly<Record<string, string>> = {
  '42501':
    'refuses to let this user do that: the user needs the rights USAGE and CREATE on the schema, and must own its tables',
  // As while a backup is restored.
  '42P01': 'lacks tables: restore a backup, or restart the server to begin anew',
};

/** Codes of the network (Node.js), such as ECONNREFUSED. */
const CANNOT_CONNECT = /^E[A-Z]{3,}/;

/** Thrown where another writer has the lock, and nobody wants to wait. */
export class LockTaken extends Error {
  readonly code = LOCK_NOT_AVAILABLE;

  constructor() {
    super('Another process writes to the database.');
  }
}

export function isBusy(error: unknown): boolean {
  return [LOCK_NOT_AVAILABLE, DEADLOCK, SERIALIZATION].includes(codeOf(error) ?? '');
}

/** Why PostgreSQL refused any statement: the connection, a limit or the server. `undefined` where the statement itself is the cause. */
export function explainFault(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === undefined) return explainDriverFault(error);
  if (isBusy(error)) return 'is locked by another process';
  if (CANNOT_CONNECT.test(code)) return `cannot be reached: ${code}`;
  switch (code.slice(0, 2)) {
    case '08':
      return 'cannot be reached: the connection was lost';
    case '25':
      return 'cannot be written: it is read-only';
    case '28':
      return 'refuses the user or the password';
    case '3D':
      return 'does not exist';
    case '42':
      return UNUSABLE[code];
    case '53':
      return 'has no disk, memory or connections left';
    case '57':
      return 'is stopping, starting or took too long';
    case '58':
      return 'cannot read or write its files';
    case 'XX':
      return 'is damaged: restore a backup';
    default:
      return undefined;
  }
}

/** The host and the name of a database, without user and password. */
export function describePostgresUrl(text: string): string {
  const url = URL.parse(text);
  return url === null ? 'postgres' : `postgres://${url.host}${url.pathname}`;
}

/** The driver's own errors have no code. */
function explainDriverFault(error: unknown): string | undefined {
  if (!Error.isError(error)) return undefined;
  if (/^timeout (exceeded|expired)/.test(error.message))
    return 'cannot be reached: it does not answer, or all connections are in use';
  if (/^(Connection terminated|Client has encountered)/.test(error.message))
    return 'cannot be reached: the connection was lost';
  return undefined;
}

function codeOf(error: unknown): string | undefined {
  return Error.isError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
