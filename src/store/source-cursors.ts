import type { Timestamp } from '../model/timestamp.ts';
import type { Database } from './schema.ts';

/** The position up to which a source has been read, in the source's own terms; `undefined` if none was saved. */
export async function findSourceCursor(db: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('sources').select('cursor').where('id', '=', id).executeTakeFirst();
  return row?.cursor ?? undefined;
}

/** Saves the position up to which a source has been read. `now` is the source's epoch if it has none. */
export async function saveSourceCursor(db: Database, id: string, cursor: string, now: Timestamp): Promise<void> {
  await db
    .insertInto('sources')
    .values({ id, first_read_at: now, cursor })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ cursor }))
    .execute();
}
