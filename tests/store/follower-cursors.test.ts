import { expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open-store.ts';
import { countingIds, createSqliteFile, overDatabases } from './databases.ts';

overDatabases((open) => {
  test('a follower that never saved its cursor has none', async () => {
    const store = await open();
    expect(await store.findFollowerCursor('hub')).toBeUndefined();
  });

  test('each follower has its own cursor', async () => {
    const store = await open();
    await store.saveFollowerCursor('hub', 3);
    await store.saveFollowerCursor('webhooks', 0);
    await store.saveFollowerCursor('hub', 12);
    expect(await store.findFollowerCursor('hub')).toBe(12);
    expect(await store.findFollowerCursor('webhooks')).toBe(0);
  });

  test('a cursor never moves back', async () => {
    const store = await open();
    await store.saveFollowerCursor('hub', 12);
    await store.saveFollowerCursor('hub', 11);
    expect(await store.findFollowerCursor('hub')).toBe(12);
  });
});

test('a cursor survives a restart', async () => {
  const { location, drop } = await createSqliteFile();
  const first = await openStore({ database: location, mintId: countingIds() });
  await first.saveFollowerCursor('hub', 5);
  await first.close();
  const second = await openStore({ database: location, mintId: countingIds() });
  expect(await second.findFollowerCursor('hub')).toBe(5);
  await second.close();
  await drop();
});
