import { sql } from 'kysely';
import type { Engine } from './engine.ts';
import { hasEnded } from './lease-holder.ts';
import type { Database } from './schema.ts';

export interface Lease {
  readonly name: string;
  readonly holder: string;
}

/** Takes a lease that nobody else has, or renews it. Returns whether the holder has it. All times are those of the database's clock. */
export async function acquireLease(db: Database, engine: Engine, lease: Lease, ttlMs: number): Promise<boolean> {
  if (await takeOrRenew(db, engine, lease, ttlMs)) return true;
  const other = await findHolder(db, lease.name);
  if (other === undefined || !hasEnded(other)) return false;
  await releaseLease(db, engine, { ...lease, holder: other });
  return await takeOrRenew(db, engine, lease, ttlMs);
}

export async function releaseLease(db: Database, engine: Engine, { name, holder }: Lease): Promise<void> {
  await engine.writeStatement(db, (statement) =>
    statement.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute(),
  );
}

/** One statement, so that of two processes that take a free lease at once only one gets it. */
async function takeOrRenew(db: Database, engine: Engine, { name, holder }: Lease, ttlMs: number): Promise<boolean> {
  // A time after the longest one was written before the clock was set back. The clock is read again here: a statement may have waited for
  // another node that took the lease meanwhile, and would take a time after its own for such a one.
  const isFree = sql<boolean>`leases.expires_at not between ${engine.clock} and ${engine.clock} + ${ttlMs}`;
  const row = await engine.writeStatement(db, (statement) =>
    statement
      .insertInto('leases')
      .values({ name, holder, expires_at: sql<number>`${engine.clock} + ${ttlMs}` })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet((to) => ({ holder: to.ref('excluded.holder'), expires_at: to.ref('excluded.expires_at') }))
          .where((is) => is.or([is('leases.holder', '=', holder), isFree])),
      )
      .returning('holder')
      .executeTakeFirst(),
  );
  return row !== undefined;
}

async function findHolder(db: Database, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('leases').select('holder').where('name', '=', name).executeTakeFirst();
  return row?.holder;
}
