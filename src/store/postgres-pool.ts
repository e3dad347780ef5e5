import { Socket } from 'node:net';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { StartError } from '../model/problem.ts';
import { LOCK_WAIT_MS } from './busy.ts';
import { explainFault, isBusy } from './postgres-errors.ts';

export interface PostgresLimits {
  /** Connections per process. Requests for cached documents need none. */
  readonly maxConnections: number;
  /** How long work waits for a connection, whether the server does not answer or all connections are in use. */
  readonly connectMs: number;
  /** A statement that takes longer than this is cut, so that it does not hold its connection. */
  readonly statementMs: number;
  /** A process that hangs in a transaction loses it, and with it the write lock. */
  readonly idleTransactionMs: number;
  /** Without data for so long, longer than any other limit, the network is cut. The system notices that only after a quarter of an hour. */
  readonly silenceMs: number;
  readonly lockWaitMs: number;
  /** How long a migration waits for a table that others use. Those who use it next wait behind the migration. */
  readonly tableLockMs: number;
  /** Until it tries again. */
  readonly tableLockPauseMs: number;
  /** After which it gives up. A backup with `pg_dump` uses all tables until it ends. */
  readonly tableLockTotalMs: number;
}

export const POSTGRES_LIMITS: PostgresLimits = {
  maxConnections: 10,
  connectMs: 5_000,
  statementMs: 30_000,
  idleTransactionMs: 30_000,
  silenceMs: 35_000,
  lockWaitMs: LOCK_WAIT_MS,
  tableLockMs: 1_000,
  tableLockPauseMs: 10_000,
  tableLockTotalMs: 600_000,
};

/** With SQL_ASCII, PostgreSQL stores the bytes that it receives. */
const COMPLETE_ENCODINGS: readonly string[] = ['UTF8', 'SQL_ASCII'];
/** The system then asks whether the other side is still there, so that a listener notices a lost connection. */
const KEEP_ALIVE_MS = 10_000;
/** Numbers beyond JavaScript's safe integers do not occur: times in milliseconds, counts, ordinals. */
const NUMBER_TYPES: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const NUMBER_PARSERS: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text') =>
    NUMBER_TYPES.has(type) ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
};

export function describeConnection(url: string, { connectMs }: Pick<PostgresLimits, 'connectMs'>): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'tidings',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  };
}

/** A pool of connections; without limits, of a single one whose statements may take any time. */
export function openPool(connection: pg.ClientConfig, limits?: PostgresLimits): pg.Pool {
  const pool = new pg.Pool({ ...connection, ...poolLimits(limits), types: NUMBER_PARSERS });
  // Without a listener, a connection that breaks would end the process, whether it is in use or not.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function poolLimits(limits: PostgresLimits | undefined): pg.PoolConfig {
  if (limits === undefined) return { max: 1 };
  return {
    max: limits.maxConnections,
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockWaitMs,
    idle_in_transaction_session_timeout: limits.idleTransactionMs,
    stream: () => openSocket(limits.silenceMs),
    // Not Kysely's `onCreateConnection`: where that fails, the pool has one connection less for ever.
    onConnect: setUp,
  };
}

/**
 * Sets what the database or the user may have set otherwise. Rejects with a `StartError` where the database cannot store every character.
 *
 * - Every statement has an index, but PostgreSQL reads whole tables where it underestimates that: it does not count what it costs to read an
 *   entry's words, and has no statistics during a first import. Compiling a statement takes longer than running it.
 * - A writer that waits for the lock must then read what the writer before it has committed.
 */
async function setUp(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ readonly encoding: string; readonly name: string }>(
    `select set_config('enable_seqscan', 'off', false), set_config('jit', 'off', false),
      set_config('default_transaction_isolation', 'read committed', false),
      current_setting('server_encoding') as encoding, current_database() as name`,
  );
  const { encoding = '', name = '' } = rows[0] ?? {};
  if (COMPLETE_ENCODINGS.includes(encoding)) return;
  throw new StartError(
    `The database ${name} has the encoding ${encoding}, which lacks many characters. Create another one with: create database NAME encoding 'UTF8' template template0.`,
  );
}

/**
 * A server says why it ends a connection before it closes it. The pool itself would give such a connection to the next query, which would
 * fail too.
 */
export function discardBroken(pool: pg.Pool): PostgresPool {
  // Kysely knows a connection by its object.
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? noteBroken(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function noteBroken(client: pg.PoolClient): PostgresPoolClient {
  let isBroken = false;
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      isBroken ||= explainFault(error) !== undefined && !isBusy(error);
      throw error;
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy = false) => client.release(destroy || isBroken),
  };
}

/** Closes itself, and so ends the query that waits for an answer, after this time without data in either direction. */
function openSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('Connection terminated: the server does not answer')));
  return socket;
}
