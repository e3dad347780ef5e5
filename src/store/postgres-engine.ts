import { sql } from 'kysely';
import pg from 'pg';
import { LOCK_WAIT_MS } from './busy.ts';
import type { Engine } from './engine.ts';
import { PostgresSchemaDialect } from './postgres-dialect.ts';
import { describePostgresUrl, explainFault, isBusy, LockTaken } from './postgres-errors.ts';
import { listenForChanges, notifyOfChanges } from './postgres-notices.ts';
import { postgresSearch } from './postgres-search.ts';

/** Per process. Requests for cached documents need none. */
const MAX_CONNECTIONS = 10;
/** How long a request for a connection waits, for the server or for the pool. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Far more than any statement takes. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** A process that hangs in a transaction loses it, and with it the write lock. */
const IDLE_TRANSACTION_TIMEOUT_MS = 30_000;
/** Numbers beyond JavaScript's safe integers do not occur: times in milliseconds, counts, ordinals. */
const NUMBER_TYPES: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
/** The class of our advisory locks, so that other programs in the same database do not take them by accident. */
const LOCK_CLASS = 0x74_69_64_69;

/** Opens a pool of connections. Connects when it is first used. */
export function openPostgres(url: string, lockWaitMs: number = LOCK_WAIT_MS): Engine {
  const connection = {
    connectionString: url,
    application_name: 'tidings',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  };
  const pool = new pg.Pool({
    ...connection,
    max: MAX_CONNECTIONS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: lockWaitMs,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    types: {
      getTypeParser: ((type: number, format?: 'text') =>
        NUMBER_TYPES.has(type) ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
    },
  });
  // Without a listener, a connection that breaks while nobody uses it would end the process. The next query gets another one.
  pool.on('error', () => undefined);
  return {
    name: describePostgresUrl(url),
    dialect: new PostgresSchemaDialect({ pool }),
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
    lockWaitMs,
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
      max: MAX_CONNECTIONS,
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
