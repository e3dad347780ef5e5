import type { Database } from './schema.ts';

/** The `seq` up to which a follower of the change log is done; `undefined` for a name that was never saved. */
export async function findFollowerCursor(db: Database, name: string): Promise<number | undefined> {
  const row = await db.selectFrom('followers').select('seq').where('name', '=', name).executeTakeFirst();
  return row?.seq;
}

/** Saves how far a follower has come. A smaller `seq` than the saved one changes nothing: another node may be ahead. */
export async function saveFollowerCursor(db: Database, name: string, seq: number): Promise<void> {
  await db
    .insertInto('followers')
    .values({ name, seq })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq }).where('followers.seq', '<', seq))
    .execute();
}
