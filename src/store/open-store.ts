import { Kysely } from 'kysely';
import type { DatabaseLocation } from '../model/database-url.ts';
import type { MintId } from '../model/ids.ts';
import { StartError } from '../model/problem.ts';
import type { ArticleStore } from './article-store.ts';
import { buildStore } from './build-store.ts';
import { requireDatabase } from './database-files.ts';
import type { Engine } from './engine.ts';
import { explainFault } from './explain-fault.ts';
import { migrate } from './migrations/migrate.ts';
import type { StoreSchema } from './schema.ts';
import { openSqlite } from './sqlite-engine.ts';

/** Opens the store, and migrates its schema where it may. Rejects with a `StartError` where the database cannot be used. */
export async function openStore({
  database,
  mintId,
  asItIs = false,
  lockWaitMs,
}: {
  readonly database: DatabaseLocation;
  readonly mintId: MintId;
  /** Rejects where there is no database or an older one, instead of creating or migrating it: a running server may be as old. */
  readonly asItIs?: boolean;
  /** How long a write waits for another writer; tests set it. */
  readonly lockWaitMs?: number;
}): Promise<ArticleStore> {
  if (asItIs && database.kind === 'file') requireDatabase(database.path);
  const engine = await openEngine(database, lockWaitMs);
  const db = new Kysely<StoreSchema>({ dialect: engine.dialect });
  try {
    await migrate(db, engine, { asItIs });
  } catch (error) {
    await db.destroy();
    const cause = error instanceof StartError ? error.cause : error;
    const reason = explainFault(database, cause);
    throw reason === undefined ? error : new StartError(reason, { cause });
  }
  return buildStore(db, engine, mintId);
}

async function openEngine(location: DatabaseLocation, lockWaitMs?: number): Promise<Engine> {
  switch (location.kind) {
    case 'file':
      return await openSqlite(location.path, lockWaitMs);
    case 'memory':
      return await openSqlite(':memory:');
    case 'postgres':
      // Imported here: the driver is loaded only where it is used.
      return (await import('./postgres-engine.ts')).openPostgres(location.url, lockWaitMs);
  }
}
