import { type Kysely, type Migration, Migrator } from 'kysely';
import { StartError } from '../../model/problem.ts';
import type { Engine } from '../engine.ts';
import { createTables } from './0001-create-tables.ts';
import { indexWhatIsPublic } from './0002-index-what-is-public.ts';
import { addFollowerCursors } from './0003-follower-cursors.ts';

/** The table that remembers which steps have been taken. */
export const MIGRATION_TABLE = 'tidings_migrations';
const LOCK_TABLE = 'tidings_migrations_lock';

/**
 * Brings a database to the newest schema, in one transaction; one that is there already is left alone. Safe from several
 * processes at once. Rejects with a `StartError` where the schema is newer than this program, or a step fails.
 */
export async function migrate<Schema>(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const steps: Record<string, Migration> = {
    '0001-create-tables': createTables(engine),
    '0002-index-what-is-public': indexWhatIsPublic(engine),
    '0003-follower-cursors': addFollowerCursors(engine),
  };
  await refuseNewer(db, engine.name, Object.keys(steps));
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => steps },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: LOCK_TABLE,
  }).migrateToLatest();
  if (error === undefined) return;
  // Another process with a newer program may have come between.
  await refuseNewer(db, engine.name, Object.keys(steps));
  const reason = Error.isError(error) ? error.message : String(error);
  throw new StartError(`The database ${engine.name} cannot be brought to this program's schema: ${reason}.`, {
    cause: error,
  });
}

async function refuseNewer<Schema>(db: Kysely<Schema>, name: string, known: readonly string[]): Promise<void> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return;
  const taken = await (db as unknown as Kysely<Record<string, { name: string }>>)
    .selectFrom(MIGRATION_TABLE)
    .select('name')
    .orderBy('name')
    .execute();
  const unknown = taken.map((step) => step.name).filter((step) => !known.includes(step));
  if (unknown.length === 0) return;
  throw new StartError(
    `The database ${name} was written by a newer version of this program, which took the step ${unknown.join(', ')}: start that version, or go back to a backup.`,
  );
}
