import { Kysely, sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { retryWhileBusy } from './busy.ts';
import type { Engine } from './engine.ts';
import { PostgresSchemaDialect } from './postgres-dialect.ts';
import { describePostgresUrl, explainFault, isBusy, LockTaken } from './postgres-errors.ts';
import { listenForChanges, notifyOfChanges } from './postgres-notices.ts';
import { describeConnection, discardBroken, openPool, POSTGRES_LIMITS, type PostgresLimits } from './postgres-pool.ts';
import { postgresSearch } from './postgres-search.ts';
import type { Database, StoreSchema } from './schema.ts';

/** The class of our advisory locks, so that other programs in the same database do not take them by accident. */
const LOCK_CLASS = 0x74_69_64_69;

/** Opens a pool of connections. Connects when it is first used. */
export function openPostgres(url: string, changed: Partial<PostgresLimits> = {}): Engine {
  const limits = { ...POSTGRES_LIMITS, ...changed };
  const connection = describeConnection(url, limits);
  const pool = openPool(connection, limits);
  return {
    name: describePostgresUrl(url),
    dialect: new PostgresSchemaDialect({ pool: discardBroken(pool) }),
    exactText: sql`text collate "C"`,
    wideInteger: 'bigint',
    autoIncrement: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
    keyOnly: (table) => table,
    clock: sql`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    async takeWriteLock(transaction, { wait }) {
      // A lock for each schema, since each can have a newsroom.
      const key = sql`${sql.lit(LOCK_CLASS)}, hashtext(current_schema())`;
      if (wait) {
        await sql`select pg_advisory_xact_lock(${key})`.execute(transaction);
        return;
      }
      const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${key}) as taken`.execute(
        transaction,
      );
      if (rows[0]?.taken !== true) throw new LockTaken();
    },
    isBusy,
    lockWaitMs: limits.lockWaitMs,
    changeTables: (_db, work) =>
      withUnlimited({ ...connection, lock_timeout: limits.tableLockMs }, (db) =>
        retryWhileBusy({ isBusy, lockWaitMs: limits.tableLockTotalMs, pauseMs: limits.tableLockPauseMs }, () =>
          work(db),
        ),
      ),
    withoutTimeLimits: (_db, work) => withUnlimited(connection, work),
    // The server has the files.
    checkFiles: () => undefined,
    explainFault,
    // The server waits for the disk.
    syncInBackground: (db, write) => write(db),
    writeStatement: (db, write) => write(db),
    notifyOfChanges,
    listenForChanges: (onChange) => listenForChanges(connection, onChange),
    countConnections: () => ({
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      max: limits.maxConnections,
    }),
    async *maintain() {
      // Autovacuum does it.
    },
    async emptyTables(transaction, tables) {
      await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))} restart identity`.execute(transaction);
    },
    async continueCounter(db, table, column) {
      await sql`select setval(pg_get_serial_sequence(${table}, ${column}),
        (select coalesce(max(${sql.ref(column)}), 0) + 1 from ${sql.table(table)}), false)`.execute(db);
    },
    // Autovacuum would do it after a minute.
    async analyze(db) {
      await sql`analyze`.execute(db);
    },
    search: postgresSearch,
  };
}

/** A connection of its own, whose statements may take any time. */
async function withUnlimited<T>(connection: ClientConfig, work: (db: Database) => Promise<T>): Promise<T> {
  const unlimited = new Kysely<StoreSchema>({
    dialect: new PostgresSchemaDialect({ pool: discardBroken(openPool(connection)) }),
  });
  try {
    return await work(unlimited);
  } finally {
    await unlimited.destroy();
  }
}
