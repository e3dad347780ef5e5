import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/model/change.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { followChanges, type RunningFollowers } from '../../src/publish/follow-changes.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { draftOf } from '../http/newsroom.ts';

const T0 = Date.parse('2026-11-20T08:00:00Z');

describe('following the change log', () => {
  let now = T0;
  let store: ArticleStore;
  let followers: RunningFollowers;
  const heard: Change[] = [];
  const faults: unknown[] = [];

  beforeEach(async () => {
    now = T0;
    heard.length = 0;
    store = await openStore({ databaseUrl: 'sqlite::memory:', mintId: mintUuidV7 });
    await store.save([draftOf('before the start', { publishedAt: T0 - 60_000 })], now);
    followers = await followChanges({
      store,
      clock: () => now,
      onChange: (change) => heard.push(change),
      onFault: (fault) => faults.push(fault),
      pollMs: 10,
    });
  });

  afterEach(async () => {
    await followers.close();
    await store.close();
    expect(faults).toEqual([]);
  });

  test('hands on what is committed after the start, once, in order', async () => {
    await store.save([draftOf('one', { publishedAt: T0 - 2000 }), draftOf('two', { publishedAt: T0 - 1000 })], now);
    await followers.checkNow();
    await followers.checkNow();
    expect(heard.map(({ seq, kind }) => [seq, kind])).toEqual([
      [2, 'published'],
      [3, 'published'],
    ]);
  });

  test('finds what another process wrote without being told', async () => {
    await store.save([draftOf('from elsewhere', { publishedAt: T0 - 1000 })], now);
    await until(() => heard.length === 1);
    expect(heard[0]?.kind).toBe('published');
  });

  test('announces an embargoed article at its second and not before', async () => {
    await store.save([draftOf('embargoed', { publishedAt: T0 - 1000, embargoUntil: T0 + 5000 })], now);
    now = T0 + 4000;
    await followers.checkNow();
    expect(heard).toEqual([]);
    now = T0 + 5000;
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ kind: 'published', at: T0 + 5000 });
  });

  test('a call during a walk hands on what was written meanwhile before it resolves', async () => {
    const first = followers.checkNow();
    await store.save([draftOf('meanwhile', { publishedAt: T0 - 1000 })], now);
    await Promise.all([first, followers.checkNow()]);
    expect(heard).toHaveLength(1);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
