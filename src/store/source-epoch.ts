import type { Timestamp } from '../model/timestamp.ts';
import type { Engine } from './engine.ts';
import type { Database } from './schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** The moment a source was first read: `now` where it never was, and the same for ever after. */
export async function getSourceEpoch(db: Database, engine: Engine, id: string, now: Timestamp): Promise<Timestamp> {
  const known = await findEpoch(db, id);
  if (known !== undefined) return known;
  return await writeTransaction(db, engine, async (transaction) => {
    await transaction
      .insertInto('sources')
      .values({ id, first_read_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await findEpoch(transaction, id)) ?? now;
  });
}

async function findEpoch(db: Database, id: string): Promise<Timestamp | undefined> {
  const row = await db.selectFrom('sources').select('first_read_at').where('id', '=', id).executeTakeFirst();
  return row?.first_read_at;
}
