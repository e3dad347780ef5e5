import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { StartError } from '../model/problem.ts';
import { StorageFault } from '../model/storage-fault.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { explainFault, nameDatabase } from '../store/explain-fault.ts';
import { openStore } from '../store/open-store.ts';

/** Opens the database of the options and names it on standard error. It never creates one: a wrong option would go unnoticed. */
export async function openExistingStore({
  DATABASE_URL: database,
}: Pick<Config, 'DATABASE_URL'>): Promise<ArticleStore> {
  if (database.kind === 'file') {
    const file = path.resolve(database.path);
    if (!existsSync(file)) {
      throw new StartError(
        `There is no database ${file}. Check NEWSROOM_DIR and DATABASE_URL; the first start of the server creates the database.`,
      );
    }
  }
  if (database.kind !== 'memory') process.stderr.write(`database: ${nameDatabase(database)}\n`);
  return await openStore({ database, mintId: mintUuidV7, asItIs: true });
}

/** Opens that database, and closes it after the work. A full disk or a lock becomes a `StartError`. */
export async function useExistingStore<T>(
  config: Pick<Config, 'DATABASE_URL'>,
  work: (store: ArticleStore) => Promise<T>,
): Promise<T> {
  const store = await openExistingStore(config);
  try {
    return await work(store);
  } catch (error) {
    if (error instanceof StorageFault && error.cause === undefined) throw new StartError(error.message);
    const cause = error instanceof StorageFault ? error.cause : error;
    const reason = explainFault(config.DATABASE_URL, cause);
    throw reason === undefined ? error : new StartError(reason, { cause });
  } finally {
    await store.close();
  }
}
