import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mintUuidV7 } from '../../src/model/ids.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { hasEnded, nameHolder } from '../../src/store/lease-holder.ts';
import { openStore } from '../../src/store/open-store.ts';
import { until } from '../commands/until.ts';
import { createSchema } from '../postgres/create-schema.ts';
import { createSqliteFile, type TestDatabase } from './databases.ts';

const LONG_MS = 1_000_000;

describe.each<[string, () => Promise<TestDatabase>]>([
  ['SQLite', createSqliteFile],
  ['PostgreSQL', createSchema],
])('on %s, of two nodes', (_, create) => {
  let database: TestDatabase;
  let one: ArticleStore;
  let two: ArticleStore;

  beforeAll(async () => {
    database = await create();
    one = await openStore({ database: database.location, mintId: mintUuidV7 });
    two = await openStore({ database: database.location, mintId: mintUuidV7 });
  });

  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await database.drop();
  });

  test('only one has a lease, and keeps it until it gives it back', async () => {
    expect(await one.acquireLease('sources', LONG_MS)).toBe(true);
    expect(await two.acquireLease('sources', LONG_MS)).toBe(false);
    expect(await two.acquireLease('polls', LONG_MS)).toBe(true);
    await two.releaseLease('sources');
    expect(await one.acquireLease('sources', LONG_MS)).toBe(true);
    await one.releaseLease('sources');
    expect(await two.acquireLease('sources', LONG_MS)).toBe(true);
    expect(await one.acquireLease('sources', LONG_MS)).toBe(false);
  });

  test('only one gets a lease for which both ask at once', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const got = await Promise.all([one, two, one, two].map((store) => store.acquireLease(name, LONG_MS)));
      expect([got[0] === got[2], got[1] === got[3], got[0] === got[1]]).toEqual([true, true, false]);
    }
  });

  test('one takes over a lease that the other no longer renews', async () => {
    await one.acquireLease('expires', 20);
    await until('the lease expires', async () => (await two.acquireLease('expires', LONG_MS)) || undefined);
    expect(await one.acquireLease('expires', LONG_MS)).toBe(false);
  });

  test('one takes over a lease that was written before the clock was set back', async () => {
    await one.acquireLease('clock', LONG_MS);
    expect(await two.acquireLease('clock', LONG_MS / 2)).toBe(true);
  });
});

test('a lease whose process has ended is free at once, where that can be seen', async () => {
  const { location, path, drop } = await createSqliteFile();
  const store = await openStore({ database: location, mintId: mintUuidV7 });
  await store.acquireLease('sources', LONG_MS);
  await store.close();
  const own = nameHolder();
  // No system has so many processes.
  const ended = own.replace(` ${process.pid} `, ' 999999999 ');
  const elsewhere = ended.replace(/^\S+/, 'another-machine');
  expect([own, ended, elsewhere].map(hasEnded)).toEqual([false, true, false]);
  const next = await openStore({ database: location, mintId: mintUuidV7 });
  const got: boolean[] = [];
  for (const holder of [own, elsewhere, ended]) {
    const database = new DatabaseSync(path);
    database.prepare('update leases set holder = ?').run(holder);
    database.close();
    got.push(await next.acquireLease('sources', LONG_MS));
  }
  expect(got).toEqual([false, false, true]);
  await next.close();
  await drop();
});
