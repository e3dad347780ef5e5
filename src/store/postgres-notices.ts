import { sql } from 'kysely';
import pg from 'pg';
import type { DatabaseTransaction } from './schema.ts';

/** Databases have channels, schemas do not: the schema is in the payload. */
const CHANNEL = 'tidings_changes';
const MIN_PAUSE_MS = 50;
const MAX_PAUSE_MS = 5_000;

/** PostgreSQL sends it at the commit, once for each transaction (https://www.postgresql.org/docs/current/sql-notify.html). */
export async function notifyOfChanges(transaction: DatabaseTransaction): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, current_schema())`.execute(transaction);
}

/** Listens on a connection of its own, and connects again when that is lost. */
export function listenForChanges(config: pg.ClientConfig, onChange: () => void): { close(): Promise<void> } {
  let closed = false;
  let pauseMs = MIN_PAUSE_MS;
  let client: pg.Client;
  let timer: NodeJS.Timeout | undefined;

  const connectLater = (): void => {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => {
      connected = connect();
    }, pauseMs);
    timer.unref();
    pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
  };

  const connect = async (): Promise<void> => {
    const connecting = new pg.Client(config);
    client = connecting;
    connecting.on('error', () => undefined);
    try {
      await connecting.connect();
      const { rows } = await connecting.query<{ schema: string }>('select current_schema() as schema');
      connecting.on('notification', ({ payload }) => {
        if (payload === rows[0]?.schema) onChange();
      });
      await connecting.query(`listen ${CHANNEL}`);
      connecting.once('end', connectLater);
      pauseMs = MIN_PAUSE_MS;
      // Whatever was committed before.
      if (!closed) onChange();
    } catch {
      void connecting.end().catch(() => undefined);
      connectLater();
    }
  };

  let connected = connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await connected;
      await client.end().catch(() => undefined);
    },
  };
}
