import type { Timestamp } from '../model/timestamp.ts';
import type { Engine } from './engine.ts';
import type { Database } from './schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** When a source was first read: `now` on the first call, and the same time ever after. */
export async function getSourceEpoch(db: Database, engine: Engine, id: string, now: Timestamp): Promise<Timestamp> {
  const existing = await findEpoch(db, id);
  if (existing !== undefined) return existing;
  return await writeTransaction(db, engine, async (transaction) => {
    await transaction
      .insertInto('sources')
      .values({ id, first_read_at: now, cursor: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await findEpoch(transaction, id)) ?? now;
  });
}

async function findEpoch(db: Database, id: string): Promise<Timestamp | undefined> {
  const row = await db.selectFrom('sources').select('first_read_at').where('id', '=', id).executeTakeFirst();
  return row?.first_read_at;
}
