import type { MintId } from '../model/ids.ts';
import type { ArticleStore } from './article-store.ts';
import { buildStore } from './build-store.ts';
import { type OpenOptions, openDatabase } from './open-database.ts';

/** Opens the store, and migrates its schema where it may. Rejects with a `StartError` where the database cannot be used. */
export async function openStore({
  mintId,
  ...options
}: OpenOptions & { readonly mintId: MintId }): Promise<ArticleStore> {
  const { db, engine } = await openDatabase(options);
  return buildStore(db, engine, mintId);
}
