import type { Timestamp } from '../model/timestamp.ts';
import { type Engine, writeTransaction } from './engine.ts';
import type { Database } from './schema.ts';

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

export async function findSourceCursor(db: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('sources').select('cursor').where('id', '=', id).executeTakeFirst();
  return row?.cursor ?? undefined;
}

/** `now` becomes the source's epoch if it has none. */
export async function saveSourceCursor(
  db: Database,
  engine: Engine,
  id: string,
  cursor: string,
  now: Timestamp,
): Promise<void> {
  await writeTransaction(db, engine, (transaction) =>
    transaction
      .insertInto('sources')
      .values({ id, first_read_at: now, cursor })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ cursor }))
      .execute(),
  );
}

async function findEpoch(db: Database, id: string): Promise<Timestamp | undefined> {
  const row = await db.selectFrom('sources').select('first_read_at').where('id', '=', id).executeTakeFirst();
  return row?.first_read_at;
}
