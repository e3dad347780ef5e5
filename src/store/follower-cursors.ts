import type { Database } from './schema.ts';

/** The last change that a follower of the change log has handled; `undefined` for a name that was never saved. */
export async function findFollowerCursor(db: Database, name: string): Promise<number | undefined> {
  const row = await db.selectFrom('followers').select('seq').where('name', '=', name).executeTakeFirst();
  return row?.seq;
}

/** Saves the last change that a follower has handled. The cursor never moves back: another node may be ahead. */
export async function saveFollowerCursor(db: Database, name: string, seq: number): Promise<void> {
  await db
    .insertInto('followers')
    .values({ name, seq })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq }).where('followers.seq', '<', seq))
    .execute();
}
