import { Kysely } from 'kysely';
import type { DatabaseLocation } from '../model/database-url.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { StartError } from '../model/problem.ts';
import { requireDatabase } from './database-files.ts';
import type { Engine } from './engine.ts';
import { explainFault } from './explain-fault.ts';
import { type LaterMigrations, migrate } from './migrations/migrate.ts';
import type { Database, StoreSchema } from './schema.ts';
import { openSqlite } from './sqlite-engine.ts';

export interface OpenOptions {
  readonly database: DatabaseLocation;
  /** Rejects where there is no database or an older one, instead of creating or migrating it: a running server may be as old. */
  readonly asItIs?: boolean;
  /** Which changes of newer versions it may have; additions by default. */
  readonly later?: LaterMigrations;
  /** Opens the unfinished copy of another database too. */
  readonly unfinishedCopy?: boolean;
  /** Together with `asItIs`: a SQLite file is not changed, and no file is made beside it. */
  readonly readOnly?: boolean;
  /** How long a write waits for another writer; tests set it. */
  readonly lockWaitMs?: number;
}

/** Opens a database, and migrates its schema where it may. Rejects with a `StartError` where it cannot be used. */
export async function openDatabase({
  database,
  asItIs = false,
  later = 'additions',
  unfinishedCopy = false,
  readOnly = false,
  lockWaitMs,
}: OpenOptions): Promise<{ readonly db: Database; readonly engine: Engine }> {
  if (asItIs && database.kind === 'file') requireDatabase(database.path);
  const engine = await openEngine(database, lockWaitMs, readOnly);
  const db = new Kysely<StoreSchema>({ dialect: engine.dialect });
  try {
    await migrate(db, engine, { asItIs, later, unfinishedCopy });
  } catch (error) {
    await db.destroy();
    const cause = error instanceof StartError ? error.cause : error;
    const reason = explainFault(database, cause);
    throw reason === undefined ? error : new StartError(reason, { cause });
  }
  return { db, engine };
}

async function openEngine(location: DatabaseLocation, lockWaitMs?: number, readOnly?: boolean): Promise<Engine> {
  switch (location.kind) {
    case 'file':
      return await openSqlite(location.path, lockWaitMs, readOnly);
    case 'memory':
      return await openSqlite(':memory:');
    case 'postgres':
      // Imported here: the driver is loaded only where it is used.
      return (await import('./postgres-engine.ts')).openPostgres(location.url, omitUndefined({ lockWaitMs }));
  }
}
