import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StartError } from '../../model/problem.ts';
import { retryWhileBusy } from '../busy.ts';
import type { Engine } from '../engine.ts';
import { createTables } from './0001-create-tables.ts';
import { indexWhatIsPublic } from './0002-index-what-is-public.ts';
import { addCursors } from './0003-add-cursors.ts';
import { addFile } from './0004-add-file.ts';
import { indexNotices } from './0005-index-notices.ts';
import { addCanonicalUrl } from './0006-add-canonical-url.ts';
import { addExpiry } from './0007-add-expiry.ts';
import { indexTitles } from './0008-index-titles.ts';

export const MIGRATION_TABLE = 'tidings_migrations';
const LOCK_TABLE = 'tidings_migrations_lock';

/** Several processes may migrate at once. Rejects with a `StartError` where the schema is newer than this program or a migration fails. */
export async function migrate<Schema>(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const migrations: Record<string, Migration> = {
    '0001-create-tables': createTables(engine),
    '0002-index-what-is-public': indexWhatIsPublic(engine),
    '0003-add-cursors': addCursors(engine),
    '0004-add-file': addFile(),
    '0005-index-notices': indexNotices(),
    '0006-add-canonical-url': addCanonicalUrl(),
    '0007-add-expiry': addExpiry(engine),
    '0008-index-titles': indexTitles(),
  };
  const applied = await listKnown(db, engine.name, Object.keys(migrations));
  // Takes no lock: a reader can open a database that another process writes.
  if (applied.length === Object.keys(migrations).length) return;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: LOCK_TABLE,
  });
  try {
    await retryWhileBusy(engine, async () => {
      const { error } = await migrator.migrateToLatest();
      if (error !== undefined) throw error;
    });
  } catch (cause) {
    // Another process may have migrated it to a newer schema meanwhile.
    await listKnown(db, engine.name, Object.keys(migrations));
    const reason = Error.isError(cause) ? cause.message : String(cause);
    throw new StartError(`The database ${engine.name} cannot be migrated: ${reason}.`, { cause });
  }
}

/** The migrations that the database has. Rejects with a `StartError` where it has others than the known ones. */
async function listKnown<Schema>(
  db: Kysely<Schema>,
  name: string,
  known: readonly string[],
): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return [];
  const rows = await (db as unknown as Kysely<Record<string, { name: string }>>)
    .selectFrom(MIGRATION_TABLE)
    .select('name')
    .orderBy('name')
    .execute();
  const applied = rows.map((migration) => migration.name);
  const unknown = applied.filter((migration) => !known.includes(migration));
  if (unknown.length === 0) return applied;
  throw new StartError(
    `The database ${name} belongs to a newer version of this program (migration ${unknown.join(', ')}): start that version, or restore a backup.`,
  );
}
