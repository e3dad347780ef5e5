import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StartError } from '../../model/problem.ts';
import type { Engine } from '../engine.ts';
import type { Database } from '../schema.ts';
import { createTables } from './0001-create-tables.ts';
import { indexWhatIsPublic } from './0002-index-what-is-public.ts';
import { addCursors } from './0003-add-cursors.ts';
import { addFile } from './0004-add-file.ts';
import { indexNotices } from './0005-index-notices.ts';
import { addColumns } from './0006-add-columns.ts';
import { addExpiry } from './0007-add-expiry.ts';
import { addLeases } from './0008-add-leases.ts';

export const MIGRATION_TABLE = 'tidings_migrations';
const LOCK_TABLE = 'tidings_migrations_lock';
/** Exists while rows of another database are copied into this one, and after a copy that did not end. */
export const UNFINISHED_COPY_TABLE = 'tidings_unfinished_copy';

/** A migration with such a name only adds: servers of the version before can use the database. */
const ADDITION = /^\d{4}-add-/;

/** Which migrations of newer versions a database may have. */
export type LaterMigrations = 'none' | 'additions' | 'any';

interface MigrateOptions {
  readonly asItIs?: boolean;
  readonly later?: LaterMigrations;
  readonly unfinishedCopy?: boolean;
  /** Tests give those of a newer version. */
  readonly migrations?: Readonly<Record<string, Migration>>;
}

/** By name, in their order. */
export function listMigrations(engine: Engine): Readonly<Record<string, Migration>> {
  return {
    '0001-create-tables': createTables(engine),
    '0002-index-what-is-public': indexWhatIsPublic(engine),
    '0003-add-cursors': addCursors(engine),
    '0004-add-file': addFile(),
    '0005-index-notices': indexNotices(),
    '0006-add-columns': addColumns(),
    '0007-add-expiry': addExpiry(engine),
    '0008-add-leases': addLeases(engine),
  };
}

/**
 * Several processes may migrate at once. Rejects with a `StartError` where a newer version has changed more than `later` allows or a
 * migration fails, and with `asItIs` also where the schema is older.
 */
export async function migrate<Schema>(
  db: Kysely<Schema>,
  engine: Engine,
  {
    asItIs = false,
    later = 'additions',
    unfinishedCopy = false,
    migrations = listMigrations(engine),
  }: MigrateOptions = {},
): Promise<void> {
  const findApplied = () => listKnown(db, engine.name, Object.keys(migrations), later, unfinishedCopy);
  const applied = await findApplied();
  if (asItIs && applied.length === 0) {
    throw new StartError(
      `The database ${engine.name} has no tables of Tidings. The first start of the server creates them.`,
    );
  }
  // Takes no lock: a reader can open a database that another process writes.
  if (applied.length === Object.keys(migrations).length) return;
  if (asItIs) {
    throw new StartError(
      `The database ${engine.name} belongs to an older version of this program: restart the server, which brings it up to date.`,
    );
  }
  try {
    await engine.changeTables(db as unknown as Database, async (writer) => {
      const migrator = new Migrator({
        db: writer,
        provider: { getMigrations: async () => migrations },
        migrationTableName: MIGRATION_TABLE,
        migrationLockTableName: LOCK_TABLE,
      });
      const { error } = await migrator.migrateToLatest();
      if (error !== undefined) throw error;
    });
  } catch (cause) {
    // Another process may have migrated it to a newer schema meanwhile.
    await findApplied();
    const reason = Error.isError(cause) ? cause.message : String(cause);
    throw new StartError(`The database ${engine.name} cannot be migrated: ${reason}.`, { cause });
  }
}

/** The known migrations that the database has. Rejects with a `StartError` where it has others that it may not have, or is an unfinished copy. */
async function listKnown<Schema>(
  db: Kysely<Schema>,
  name: string,
  known: readonly string[],
  later: LaterMigrations,
  unfinishedCopy: boolean,
): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  const has = (wanted: string): boolean => tables.some((table) => table.name === wanted);
  if (!unfinishedCopy && has(UNFINISHED_COPY_TABLE)) {
    throw new StartError(`The database ${name} is an unfinished copy of another one: run "tidings copy" again.`);
  }
  if (!has(MIGRATION_TABLE)) return [];
  const rows = await (db as unknown as Kysely<Record<string, { name: string }>>)
    .selectFrom(MIGRATION_TABLE)
    .select('name')
    .orderBy('name')
    .execute();
  const applied = rows.map((migration) => migration.name);
  // All known ones first, then newer ones.
  const isAhead = known.every((migration, nth) => migration === applied[nth]);
  const refused = applied.filter((migration) => {
    if (known.includes(migration)) return false;
    return !isAhead || later === 'none' || (later === 'additions' && !ADDITION.test(migration));
  });
  if (refused.length === 0) return applied.filter((migration) => known.includes(migration));
  throw new StartError(
    `The database ${name} belongs to a newer version of this program (migration ${refused.join(', ')}): start that version, or restore a backup.`,
  );
}
