import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/model/change.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { type ChangeFollower, followChanges, type RunningFollowers } from '../../src/publish/follow-changes.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { draftOf } from '../http/newsroom.ts';

const T0 = Date.parse('2026-11-20T08:00:00Z');

let now = T0;
let store: ArticleStore;
let running: RunningFollowers | undefined;
let errors: string[] = [];

beforeEach(async () => {
  now = T0;
  errors = [];
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
  running = await followChanges({
    store,
    followers,
    clock: () => now,
    onError: (_error, message) => errors.push(message),
    pollMs: 10,
  });
  return running;
}

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
    expect(errors).toEqual(['follower unlucky could not process changes after 1; it tries again']);
    await checkNow();
    expect(received).toEqual([2]);
  });
});

describe('a follower with a cursor', () => {
  test('begins at the end of the log, and goes on after a restart where it stopped', async () => {
    const before = recorder({ name: 'hub', keepsCursor: true });
    await follow(before);
    await save('one');
    await until(() => before.received.length === 1);
    await running?.close();
    await save('two');
    const after = recorder({ name: 'hub', keepsCursor: true });
    await follow(after);
    await until(() => after.received.length > 0);
    expect([seqsOf(before), seqsOf(after)]).toEqual([[2], [3]]);
  });

  test('that failed before a restart receives the same changes after it', async () => {
    await follow({ name: 'hub', keepsCursor: true, onChanges: () => Promise.reject(new Error('no connection')) });
    await save('one');
    await until(() => errors.length > 0);
    await running?.close();
    const after = recorder({ name: 'hub', keepsCursor: true });
    await follow(after);
    await until(() => after.received.length > 0);
    expect(seqsOf(after)).toEqual([2]);
  });
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
    const slow: ChangeFollower = { name: 'slow', keepsCursor: true, onChanges: () => answer.promise };
    const other = recorder();
    const { checkNow } = await follow(slow, other);
    await save('one');
    await checkNow();
    await save('two');
    await checkNow();
    expect(seqsOf(other)).toEqual([2, 3]);
    answer.resolve();
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
