import { sql } from 'kysely';
import type { DatabaseLocation } from '../model/database-url.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { openDatabase } from './open-database.ts';
import type { Database } from './schema.ts';

/** What a database tells of itself to somebody who changes nothing. */
export interface DatabaseFacts {
  /** The time, by the clock of the database. */
  readonly clock: Timestamp;
  /** When the newest change of the change log was made. */
  readonly newestChangeAt: Timestamp | undefined;
  /** The newest public articles, as they are stored. */
  readonly documents: readonly string[];
  /** Of PostgreSQL only. */
  readonly postgres?: PostgresFacts;
}

export interface PostgresFacts {
  /** 140005 is 14.5. */
  readonly version: number;
  readonly isReadOnly: boolean;
  readonly mayWrite: boolean;
  readonly mayCreateTables: boolean;
  readonly connections: number;
  readonly maxConnections: number;
}

const NEWEST_DOCUMENTS = 50;

/** Opens the database for reading. Rejects with a `StartError` where it cannot be used, or is of another version. */
export async function inspectDatabase(database: DatabaseLocation): Promise<DatabaseFacts> {
  const { db, engine } = await openDatabase({ database, asItIs: true, readOnly: true });
  try {
    const clock = await sql<{ now: number }>`select ${engine.clock} as now`.execute(db);
    const change = await db.selectFrom('changes').select('at').orderBy('seq', 'desc').limit(1).executeTakeFirst();
    const articles = await db
      .selectFrom('articles')
      .select('document')
      .where('announced_at', 'is not', null)
      .orderBy('published_at', 'desc')
      .limit(NEWEST_DOCUMENTS)
      .execute();
    return {
      clock: Number(clock.rows[0]?.now),
      newestChangeAt: change?.at,
      documents: articles.map(({ document }) => document),
      ...(database.kind === 'postgres' && { postgres: await inspectPostgres(db) }),
    };
  } finally {
    await db.destroy();
  }
}

async function inspectPostgres(db: Database): Promise<PostgresFacts> {
  const { rows } = await sql<PostgresFacts>`select
    current_setting('server_version_num')::int as "version",
    pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean as "isReadOnly",
    has_table_privilege('articles', 'insert') and has_table_privilege('articles', 'update')
      and has_table_privilege('changes', 'insert') as "mayWrite",
    has_schema_privilege(current_schema(), 'create') as "mayCreateTables",
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as "connections",
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as "maxConnections"`.execute(
    db,
  );
  const [facts] = rows;
  if (facts === undefined) throw new Error('expected the facts of the database, got nothing');
  return facts;
}
