import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DatabaseLocation } from '../../src/model/database-url.ts';

const EMPTY = `do $$ declare list text; begin
  select string_agg(format('%I.%I', schemaname, tablename), ', ') into list
  from pg_tables where schemaname = 'SCHEMA' and tablename not like '%migrations%';
  execute 'truncate ' || list || ' restart identity';
end $$`;

/** A schema of the test run's PostgreSQL server. */
export interface TestSchema {
  readonly location: DatabaseLocation & { readonly url: string };
  /** Deletes all rows. Quicker than a new schema with its migrations. */
  empty(): Promise<void>;
  drop(): Promise<void>;
}

/** An empty schema. Each test has one for itself, so that tests can run at the same time. */
export async function createSchema(): Promise<TestSchema> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(`create schema ${name}`);
  const url = new URL(serverUrl());
  url.searchParams.set('options', `-c search_path=${name}`);
  return {
    location: { kind: 'postgres', url: url.href },
    empty: () => execute(EMPTY.replace('SCHEMA', name)),
    drop: () => execute(`drop schema ${name} cascade`),
  };
}

async function execute(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(`set client_min_messages = warning; ${statement}`);
  } finally {
    await client.end();
  }
}

/** The address of the server, with its default database. */
export function serverUrl(): string {
  const url = process.env.TIDINGS_TEST_POSTGRES;
  if (url === undefined) throw new Error('expected a PostgreSQL server, which tests/postgres/global-setup.ts starts');
  return url;
}
