import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Change } from '../../src/model/change.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { type ChangeFollower, followChanges, type RunningFollowers } from '../../src/publish/follow-changes.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { draftOf } from '../http/newsroom.ts';
import { createSchema } from '../postgres/create-schema.ts';

const T0 = Date.parse('2026-11-20T08:00:00Z');

let now = T0;
let store: ArticleStore;
let running: RunningFollowers | undefined;
let errors: string[] = [];
let mended: string[] = [];

beforeEach(async () => {
  now = T0;
  errors = [];
  mended = [];
  store = await openStore({ database: { kind: 'memory' }, mintId: mintUuidV7 });
  await save('before the start');
});

afterEach(async () => {
  await running?.close();
  await store.close();
});

async function save(...titles: readonly string[]): Promise<void> {
  const drafts = titles.map((title, index) => draftOf(title, { publishedAt: T0 - 60_000 + index }));
  await store.save(drafts, now);
}

async function follow(...followers: readonly ChangeFollower[]): Promise<RunningFollowers> {
  return followWith({}, ...followers);
}

async function followWith(
  options: Partial<Parameters<typeof followChanges>[0]>,
  ...followers: readonly ChangeFollower[]
): Promise<RunningFollowers> {
  running = await followChanges({
    store,
    followers,
    clock: () => now,
    faults: { failed: (task) => void errors.push(task), succeeded: (task) => void mended.push(task) },
    pollMs: 10,
    ...options,
  });
  return running;
}

const NO_POLL = { pollMs: 1_000_000 };

/** A follower that keeps what it receives. */
function recorder(options: Partial<ChangeFollower> = {}): ChangeFollower & { readonly received: Change[] } {
  const received: Change[] = [];
  return { name: 'recorder', received, onChanges: (changes) => void received.push(...changes), ...options };
}

function seqsOf({ received }: { readonly received: readonly Change[] }): readonly number[] {
  return received.map(({ seq }) => seq);
}

describe('a follower', () => {
  test('receives what is committed after the start, once, in order', async () => {
    const follower = recorder();
    const { checkNow } = await follow(follower);
    await save('one', 'two');
    await checkNow();
    await checkNow();
    expect(seqsOf(follower)).toEqual([2, 3]);
    expect(errors).toEqual([]);
  });

  test('receives what another process wrote without a call', async () => {
    const follower = recorder();
    await follow(follower);
    await save('from elsewhere');
    await until(() => follower.received.length === 1);
    expect(follower.received[0]?.kind).toBe('published');
  });

  test('receives an embargoed article at its second and not before', async () => {
    const follower = recorder();
    const { checkNow } = await follow(follower);
    await store.save([draftOf('embargoed', { publishedAt: T0 - 1000, embargoUntil: T0 + 5000 })], now);
    now = T0 + 4000;
    await checkNow();
    expect(follower.received).toEqual([]);
    now = T0 + 5000;
    await until(() => follower.received.length === 1);
    expect(follower.received[0]).toMatchObject({ kind: 'published', at: T0 + 5000 });
  });

  test('does not ask without a pause for an article that is due by the clock of the system only', async () => {
    let asked = 0;
    const counting: typeof store = {
      ...store,
      findNextDue() {
        asked += 1;
        return store.findNextDue();
      },
    };
    const { checkNow } = await followWith({ ...NO_POLL, store: counting });
    await store.save([draftOf('embargoed', { embargoUntil: T0 + 3_600_000 })], now);
    await checkNow();
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(before);
  });

  test('receives an embargoed article at its second without a poll', async () => {
    const follower = recorder();
    const { checkNow } = await followWith({ ...NO_POLL, clock: Date.now }, follower);
    for (const title of ['one', 'two']) {
      const embargoUntil = Date.now() + 30;
      await store.save([draftOf(title, { embargoUntil })], Date.now());
      await checkNow();
      await until(
        () => follower.received.at(-1)?.at === embargoUntil || (follower.received.at(-1)?.at ?? 0) > embargoUntil,
      );
    }
    expect(seqsOf(follower)).toEqual([2, 3]);
  });

  test('receives more than a batch in one check', async () => {
    const follower = recorder();
    const { checkNow } = await followWith(NO_POLL, follower);
    await save(...Array.from({ length: 1001 }, (_, nth) => `${nth}`));
    await checkNow();
    expect(seqsOf(follower)).toEqual(Array.from({ length: 1001 }, (_, nth) => nth + 2));
  });

  test.each([
    [19, 20],
    [20, 20],
  ])('that received %i changes at once receives the next by a poll soon, or after a pause', async (count, seen) => {
    const follower = recorder();
    await follow(follower);
    await save(...Array.from({ length: count }, (_, nth) => `${nth}`));
    await until(() => follower.received.length === count);
    await save('next');
    if (seen > count) await until(() => follower.received.length === seen);
    else await new Promise((resolve) => setTimeout(resolve, 50));
    expect(follower.received).toHaveLength(seen);
  });

  test('receives nothing after the end, which waits for what it is doing', async () => {
    const done = Promise.withResolvers<void>();
    const seqs: number[] = [];
    const follower = recorder({
      async onChanges(changes) {
        await done.promise;
        seqs.push(...changes.map(({ seq }) => seq));
      },
    });
    const { checkNow, close } = await follow(follower);
    await save('one');
    void checkNow();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const closing = close();
    await save('two');
    setTimeout(done.resolve, 5);
    await closing;
    expect(seqs).toEqual([2]);
    await store.save([draftOf('due', { embargoUntil: now + 1 })], now);
    now += 1;
    await checkNow();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([seqs, await store.findNextDue()]).toEqual([[2], now]);
  });

  test('goes on after a fault of the store, which is reported', async () => {
    let isBroken = false;
    const findNextDue = () => (isBroken ? Promise.reject(new Error('disk')) : store.findNextDue());
    const follower = recorder();
    const { checkNow } = await followWith({ ...NO_POLL, store: { ...store, findNextDue } }, follower);
    isBroken = true;
    await save('one');
    await checkNow();
    expect([errors, seqsOf(follower)]).toEqual([['articles that are due cannot be announced'], [2]]);
    isBroken = false;
    mended = [];
    await store.save([draftOf('due', { embargoUntil: now + 1 })], now);
    now += 1;
    await checkNow();
    expect([errors.length, seqsOf(follower)]).toEqual([1, [2, 3]]);
    expect(mended).toContain('articles that are due cannot be announced');
  });

  test('has received what was written during a check when a second call resolves', async () => {
    const follower = recorder();
    const { checkNow } = await follow(follower);
    const first = checkNow();
    await save('meanwhile');
    await Promise.all([first, checkNow()]);
    expect(seqsOf(follower)).toEqual([2]);
  });

  test('that failed receives the same changes again', async () => {
    let failures = 1;
    const received: number[] = [];
    const { checkNow } = await follow({
      name: 'unlucky',
      onChanges(changes) {
        if (failures-- > 0) throw new Error('not now');
        received.push(...changes.map(({ seq }) => seq));
      },
    });
    await save('one');
    await checkNow();
    expect(errors).toEqual(['follower unlucky cannot process changes']);
    mended = [];
    await checkNow();
    expect(received).toEqual([2]);
    expect(mended).toContain('follower unlucky cannot process changes');
  });

  test('that fails is not called at every poll', async () => {
    await follow(recorder({ onChanges: () => Promise.reject(new Error('not now')) }));
    await save('one');
    await until(() => errors.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(errors).toHaveLength(1);
  });
});

test('a change counts as received when the last follower has it', async () => {
  const done = Promise.withResolvers<void>();
  const slow = recorder({ name: 'slow', onChanges: () => done.promise });
  const other = recorder();
  const { checkNow, waitBeyond } = await followWith(NO_POLL, slow, other);
  const { signal } = new AbortController();
  expect(await waitBeyond(0, signal)).toBe(1);
  let reached = 0;
  const waiting = waitBeyond(1, signal).then((seq) => {
    reached = seq;
  });
  await save('one');
  const checked = checkNow();
  await until(() => other.received.length === 1);
  expect(reached).toBe(0);
  done.resolve();
  await Promise.all([checked, waiting]);
  expect(reached).toBe(2);
  await expect(waitBeyond(2, AbortSignal.abort())).rejects.toThrow('aborted');
});

describe('the other followers are not delayed', () => {
  test('by one that fails', async () => {
    const other = recorder();
    const { checkNow } = await follow({ name: 'broken', onChanges: () => Promise.reject(new Error('broken')) }, other);
    await save('one');
    await checkNow();
    await save('two');
    await checkNow();
    expect(seqsOf(other)).toEqual([2, 3]);
  });

  test('by one that is slow', async () => {
    const answer = Promise.withResolvers<void>();
    const other = recorder();
    await follow({ name: 'slow', onChanges: () => answer.promise }, other);
    await save('one');
    await until(() => other.received.length === 1);
    await save('two');
    await until(() => other.received.length === 2);
    expect(seqsOf(other)).toEqual([2, 3]);
    answer.resolve();
  });
});

test('without a poll, a follower on PostgreSQL receives what another node writes, also after its connection was lost', async () => {
  const schema = await createSchema();
  const open = () => openStore({ database: schema.location, mintId: mintUuidV7 });
  const [own, other] = [await open(), await open()];
  const server = new pg.Client({ connectionString: schema.location.url });
  await server.connect();
  const follower = recorder();
  await followWith({ ...NO_POLL, store: own }, follower);
  await other.save([draftOf('one')], T0);
  await until(() => follower.received.length === 1);
  // Other tests listen at the same time; they connect again too.
  await server.query(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen tidings_changes'`);
  await other.save([draftOf('two')], T0);
  await until(() => follower.received.length === 2);
  await other.save([draftOf('three')], T0);
  await until(() => follower.received.length === 3);
  expect(seqsOf(follower)).toEqual([1, 2, 3]);
  expect(errors).toEqual([]);
  await running?.close();
  await Promise.all([own.close(), other.close(), server.end()]);
  await schema.drop();
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
