import { randomUUID } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { Kysely, sql } from 'kysely';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { acquireLease } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openPostgres } from '../../src/store/postgres-engine.ts';
import type { PostgresLimits } from '../../src/store/postgres-pool.ts';
import type { Database, StoreSchema } from '../../src/store/schema.ts';
import { until } from '../commands/until.ts';
import { draftOf, T0 } from '../http/newsroom.ts';
import { createSchema, serverUrl } from '../postgres/create-schema.ts';

let opened = new AsyncDisposableStack();

afterEach(async () => {
  await opened.disposeAsync();
  opened = new AsyncDisposableStack();
});

test('a statement that takes too long is cut, but not that of a migration', async () => {
  const { db, engine, explain } = open({ statementMs: 20 });
  expect(await explain(sleep(db, 5))).toBe('is stopping, starting or took too long');
  await engine.withoutTimeLimits(db, (unlimited) => sleep(unlimited, 0.04));
});

test('a table that is missing, as while a backup is restored, is a fault of the database', async () => {
  const { db, explain } = open({});
  expect(await explain(sql`select from no_table`.execute(db))).toBe(
    'lacks tables: restore a backup, or restart the server to begin anew',
  );
});

test('a migration waits until nobody uses its table, and readers do not wait for it', async () => {
  const schema = await createSchema();
  opened.defer(schema.drop);
  const { db, engine } = open({ tableLockMs: 10, tableLockPauseMs: 5 }, schema.location.url);
  await sql`create table notes (text text)`.execute(db);
  let changing: Promise<unknown> | undefined;
  await db.transaction().execute(async (backup) => {
    await sql`select from notes`.execute(backup);
    changing = engine.changeTables(db, (writer) => sql`alter table notes add column mood text`.execute(writer));
    await until(
      'the migration waits for the table',
      async () => {
        const { rows } = await sql`select from pg_locks where relation = 'notes'::regclass and not granted`.execute(db);
        return rows[0];
      },
      1,
    );
    await sql`select from notes`.execute(db);
  });
  await changing;
  await sql`select mood from notes`.execute(db);
});

test('a lease that another node takes while a statement waits is not taken from it', async () => {
  const schema = await createSchema();
  opened.defer(schema.drop);
  await (await openStore({ database: schema.location, mintId: mintUuidV7 })).close();
  const { db, engine } = open({}, schema.location.url);
  let asking: Promise<boolean> | undefined;
  await db.transaction().execute(async (other) => {
    const expires_at = sql<number>`${engine.clock} + 60000`;
    await other.insertInto('leases').values({ name: 'sources', holder: 'other', expires_at }).execute();
    asking = acquireLease(db, engine, { name: 'sources', holder: 'me' }, 60_000);
    await until(
      'the statement waits',
      async () =>
        (await sql`select from pg_locks where not granted and locktype = 'transactionid'`.execute(db)).rows[0],
      1,
    );
    await sleep(other, 0.005);
    await other.updateTable('leases').set({ expires_at }).execute();
  });
  expect(await asking).toBe(false);
});

test('writers that wait for each other read what the other has written, also where the database sets another isolation', async () => {
  const schema = await createSchema();
  const url = new URL(schema.location.url);
  const options = `${url.searchParams.get('options')} -c default_transaction_isolation=repeatable\\ read`;
  url.searchParams.set('options', options);
  const database = { kind: 'postgres', url: url.href } as const;
  const stores = await Promise.all([1, 2].map(() => openStore({ database, mintId: mintUuidV7 })));
  opened.defer(schema.drop);
  for (const store of stores) opened.adopt(store, (one) => one.close());
  const titles = ['one', 'two', 'three', 'four', 'five', 'six'];
  await Promise.all(titles.map((title, nth) => stores[nth % 2]?.save([draftOf(title)], T0)));
  expect(await stores[0]?.getLastSeq()).toBe(titles.length);
});

test('a database that cannot store every character is refused', async () => {
  const name = `latin_${randomUUID().replaceAll('-', '')}`;
  const { db } = open({});
  await sql`create database ${sql.ref(name)} encoding 'LATIN1' locale 'C' template template0`.execute(db);
  opened.defer(async () => void (await sql`drop database ${sql.ref(name)} with (force)`.execute(db)));
  const url = new URL(serverUrl());
  url.pathname = name;
  await expect(openStore({ database: { kind: 'postgres', url: url.href }, mintId: mintUuidV7 })).rejects.toThrow(
    `The database ${name} has the encoding LATIN1, which lacks many characters.`,
  );
  // Each refused connection is given back.
  const { explain, db: latin } = open({ maxConnections: 1, connectMs: 500 }, url.href);
  for (const _ of [1, 2]) expect(await explain(sleep(latin, 0))).toBeUndefined();
});

test('work waits for a connection for a limited time, and gets one when another has ended', async () => {
  const { db, explain } = open({ maxConnections: 1, connectMs: 500 });
  await db.connection().execute(async (used) => {
    await sleep(used, 0);
    expect(await explain(sleep(db, 0))).toBe('cannot be reached: it does not answer, or all connections are in use');
  });
  await sleep(db, 0);
});

test('a statement whose connection is lost fails, and the next one gets a new connection', async () => {
  const { db, explain } = open({ maxConnections: 1 });
  const cut = sql`select pg_terminate_backend(pg_backend_pid())`.execute(db);
  expect(await explain(cut)).toBe('is stopping, starting or took too long');
  await sleep(db, 0);
});

test('a network that delivers nothing any more is a lost connection', async () => {
  const { hostname, port } = new URL(serverUrl());
  const sockets: Socket[] = [];
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    sockets.push(client, server);
    for (const socket of [client, server]) socket.on('error', () => undefined);
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  opened.defer(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const url = new URL(serverUrl());
  url.port = String(address.port);
  const { db, explain } = open({ silenceMs: 50 }, url.href);
  await sleep(db, 0);
  for (const socket of sockets) socket.unpipe().pause();
  expect(await explain(sleep(db, 0))).toBe('cannot be reached: the connection was lost');
  await sleep(db, 0);
});

function open(limits: Partial<PostgresLimits>, url = serverUrl()) {
  const engine = openPostgres(url, limits);
  const db = new Kysely<StoreSchema>({ dialect: engine.dialect });
  opened.defer(() => db.destroy());
  const explain = async (failing: Promise<unknown>): Promise<string | undefined> =>
    engine.explainFault(
      await failing.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
  return { db, engine, explain };
}

async function sleep(db: Database, seconds: number): Promise<void> {
  await sql`select pg_sleep(${seconds})`.execute(db);
}
