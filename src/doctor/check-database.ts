import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { MediaFiles } from '../media/media-files.ts';
import type { DatabaseLocation } from '../model/database-url.ts';
import { StartError } from '../model/problem.ts';
import { nameDatabase } from '../store/explain-fault.ts';
import type { DatabaseFacts, PostgresFacts } from '../store/inspect-database.ts';
import { findDamage, isLocked } from '../store/inspect-sqlite-file.ts';
import { refuseEmptiedDatabase } from '../watch-storage.ts';
import type { Check, Report } from './check.ts';
import { checkFreeSpace, checkWritable, findExisting } from './check-disk.ts';

interface DatabaseCheckOptions {
  readonly database: DatabaseLocation;
  /** Tell whether there was a database before. */
  readonly media: () => Promise<Pick<MediaFiles, 'what' | 'name' | 'has'>>;
  readonly inspect: () => Promise<DatabaseFacts>;
}

const LIMIT_MS = 18_000;
/** SQLite empties its log when it is longer than 64 MB, unless a program reads all the time. */
const MAX_LOG_BYTES = 256 * 1024 * 1024;
/** Checking a larger file takes long enough to stop it. Only a process can be stopped then. */
const MAX_BYTES_HERE = 50 * 1024 * 1024;
const MAX_DAMAGE_CHECK_MS = 15_000;
const MIN_POSTGRES_VERSION = 140_000;
/** Of one server: its pool, the listener, and the pool of one thread that imports. */
const MIN_CONNECTIONS = 21;

/** Error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const DATABASE_MISSING = '3D000';
const TOO_MANY_CONNECTIONS = '53300';
const MORE_CONNECTIONS =
  'End programs that keep connections, or set max_connections in postgresql.conf and restart PostgreSQL.';

const run = promisify(execFile);

/** Whether the database is there, whole, of this version, and can be written. */
export function checkDatabase({ database, media, inspect }: DatabaseCheckOptions): Check {
  return {
    name: 'database',
    limitMs: LIMIT_MS,
    async run(report) {
      if (database.kind === 'memory') {
        report.note('The database is in memory: a restart loses all articles.', 'Set DATABASE_URL.');
      } else if (database.kind === 'file') {
        await checkFile(report, resolve(database.path), { database, media, inspect });
      } else {
        await checkPostgres(report, database, inspect);
      }
    },
  };
}

async function checkFile(
  report: Report,
  file: string,
  { database, media, inspect }: DatabaseCheckOptions,
): Promise<void> {
  const files = await media();
  const log = { warn: () => undefined, error: (_fields: object, message: string) => lost.push(message) };
  const lost: string[] = [];
  await refuseEmptiedDatabase(database, files, log);
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error);
  if (Error.isError(found)) {
    if (found.code !== 'ENOENT')
      throw new StartError(
        `The database ${file} cannot be reached (${found.code}). Give its folder to the user of the server.`,
      );
    for (const message of lost) report.problem(`${message.charAt(0).toUpperCase()}${message.slice(1)}.`);
    if (lost.length === 0)
      report.note(
        `There is no database ${file} yet.`,
        'The first start of the server creates it. If it did start, check NEWSROOM_DIR and DATABASE_URL.',
      );
    await checkWritable(report, 'folder of the database', await findExisting(dirname(file)));
    await checkFreeSpace(report, 'database', file);
    return;
  }
  // First, since most other faults follow from these.
  const names = [
    ['folder of the database', dirname(file)],
    ['database', file],
    ['log of the database', `${file}-wal`],
    ['index of that log', `${file}-shm`],
  ] as const;
  let isWritable = true;
  for (const [name, path] of names) isWritable = isWritable && (await checkWritable(report, name, path));
  await inspect();
  const logBytes = await stat(`${file}-wal`).then(
    ({ size }) => size,
    () => 0,
  );
  if (logBytes > MAX_LOG_BYTES)
    report.problem(
      `The log ${file}-wal has ${Math.round(logBytes / 1e6)} MB: a program that reads for very long keeps it from being emptied.`,
      'End programs that have the database open, such as sqlite3 or a backup ("fuser FILE" lists them). Otherwise restart the server.',
    );
  if (isWritable && isLocked(file))
    report.problem(
      `The database ${file} is locked by another process: nothing can be saved.`,
      'End the program that has it open for writing, such as sqlite3 with an open transaction ("fuser FILE" lists them).',
    );
  await checkFreeSpace(report, 'database', file);
  await checkDamage(report, file, found.size);
}

async function checkDamage(report: Report, file: string, bytes: number): Promise<void> {
  let damage: string | undefined;
  if (bytes <= MAX_BYTES_HERE) damage = findDamage(file);
  else {
    const program = fileURLToPath(new URL('find-damage.ts', import.meta.url));
    try {
      damage = (await run(process.execPath, [program, file], { timeout: MAX_DAMAGE_CHECK_MS, killSignal: 'SIGKILL' }))
        .stdout;
    } catch (error) {
      if ((error as { readonly killed?: boolean }).killed !== true) throw error;
      report.unknown(
        `The database ${file} is large: looking for damage takes longer than ${MAX_DAMAGE_CHECK_MS / 1000} s.`,
        `If in doubt, run: sqlite3 ${file} "pragma quick_check"`,
      );
      return;
    }
  }
  if (damage === undefined || damage === '') report.ok(`The database ${file} is whole and of this version.`);
  else
    report.problem(
      `The database ${file} is damaged: ${damage.replace(/\s+/g, ' ')}.`,
      'Stop the server, restore a backup, and start it.',
    );
}

async function checkPostgres(
  report: Report,
  database: DatabaseLocation,
  inspect: () => Promise<DatabaseFacts>,
): Promise<void> {
  const { postgres } = await inspect().catch((error: unknown) => {
    if (!(error instanceof StartError)) throw error;
    report.problem(error.message, adviseOnPostgres(error.cause));
    return { postgres: undefined };
  });
  if (postgres !== undefined) reportPostgres(report, nameDatabase(database), postgres);
}

function reportPostgres(report: Report, name: string, facts: PostgresFacts): void {
  const version = `${Math.floor(facts.version / 10_000)}.${facts.version % 10_000}`;
  report.ok(`The database ${name} is of this version, on PostgreSQL ${version}.`);
  if (facts.version < MIN_POSTGRES_VERSION)
    report.problem(`PostgreSQL ${version} is too old.`, 'Upgrade it to 14 or newer.');
  if (facts.isReadOnly)
    report.problem(
      `The database ${name} is read-only.`,
      'DATABASE_URL must name the primary server, not a replica. Check default_transaction_read_only.',
    );
  else if (!facts.mayWrite || !facts.mayCreateTables)
    report.problem(
      `The user of DATABASE_URL may not ${facts.mayWrite ? 'create tables' : 'write the tables'} of ${name}.`,
      facts.mayWrite
        ? 'The next upgrade needs it. As the owner of the schema: grant create on schema public to USER.'
        : 'Use the user who started the server first, who owns the tables.',
    );
  const left = facts.maxConnections - facts.connections;
  const text = `PostgreSQL has ${left} of ${facts.maxConnections} connections left`;
  if (left < MIN_CONNECTIONS)
    report.problem(`${text}. A server uses up to 11, and 10 more for each thread that imports.`, MORE_CONNECTIONS);
  else report.ok(`${text}.`);
}

/** By the error of the driver or of PostgreSQL. There is none where the database is of another version, which the message explains. */
function adviseOnPostgres(cause: unknown): string | undefined {
  if (!Error.isError(cause)) return undefined;
  const code = 'code' in cause ? String(cause.code) : '';
  if (code.startsWith('28')) return 'Check user and password in DATABASE_URL, and pg_hba.conf of PostgreSQL.';
  if (code === DATABASE_MISSING) return 'Check the name in DATABASE_URL, or create the database: createdb NAME';
  if (code === TOO_MANY_CONNECTIONS) return MORE_CONNECTIONS;
  if (code.startsWith('E') || code === '')
    return 'Check host and port in DATABASE_URL, whether PostgreSQL runs, and whether it accepts connections from this machine (listen_addresses, firewall).';
  return undefined;
}
