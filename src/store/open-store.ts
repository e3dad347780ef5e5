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
import { openPostgres } from './postgres-engine.ts';
import type { StoreSchema } from './schema.ts';
import { openSqlite } from './sqlite-engine.ts';

/** Opens the store and migrates its schema. Rejects with a `StartError` where the database cannot be used. */
export async function openStore({
  database,
  mintId,
  mustExist = false,
  lockWaitMs,
}: {
  readonly database: DatabaseLocation;
  readonly mintId: MintId;
  /** Rejects where there is no database, instead of creating one. */
  readonly mustExist?: boolean;
  /** How long a write waits for another writer; tests set it. */
  readonly lockWaitMs?: number;
}): Promise<ArticleStore> {
  if (mustExist && database.kind === 'file') requireDatabase(database.path);
  const engine = await openEngine(database, lockWaitMs);
  const db = new Kysely<StoreSchema>({ dialect: engine.dialect });
  try {
    await migrate(db, engine, { mustExist });
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
      return openPostgres(location.url, lockWaitMs);
  }
}
