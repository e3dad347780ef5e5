import type { Engine } from './engine.ts';
import type { Database, DatabaseTransaction } from './schema.ts';

/** Runs work as the only writer; rolls back if it throws. */
export async function writeTransaction<T>(
  db: Database,
  engine: Engine,
  work: (transaction: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  return await db.transaction().execute(async (transaction) => {
    await engine.takeWriteLock(transaction);
    return await work(transaction);
  });
}
