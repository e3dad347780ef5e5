import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { holdConsumers } from '../../src/hold-consumers.ts';
import type { Change } from '../../src/model/change.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { type ChangeFollower, followChanges } from '../../src/publish/follow-changes.ts';
import { type ChangeConsumer, consumeChanges, DeliveryError } from '../../src/push/consume-changes.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { until } from '../commands/until.ts';
import { draftOf, T0 } from '../http/newsroom.ts';
import { createSchema } from '../postgres/create-schema.ts';
import { createSqliteFile, type TestDatabase } from '../store/databases.ts';

interface Node {
  readonly store: ArticleStore;
  readonly followers: Awaited<ReturnType<typeof followChanges>>;
}

let database: TestDatabase;
let opened: { close(): Promise<void> }[];
let events: string[];

const faults = {
  failed: (task: string, error: unknown) => void events.push(`${task}: ${error}`),
  succeeded: () => undefined,
};

async function openNode(...followers: readonly ChangeFollower[]): Promise<Node> {
  const store = await openStore({ database: database.location, mintId: mintUuidV7 });
  const running = await followChanges({
    store,
    followers: [{ name: 'cache', onChanges: () => undefined }, ...followers],
    clock: () => T0,
    faults,
    pollMs: 5,
  });
  opened.push(store, running);
  return { store, followers: running };
}

/** Delivers on a node that has the lease for as long as it is open. */
function hold({ store, followers }: Node, ...consumers: readonly ChangeConsumer[]): { close(): Promise<void> } {
  const held = holdConsumers({ consumers, store, followers, faults, delayMs: 0 });
  opened.push(held);
  return held;
}

/** A consumer that keeps the `seq` of what it receives. */
function recorder(name = 'hub', deliver: ChangeConsumer['deliver'] = async () => undefined) {
  const seqs: number[] = [];
  const keep = async (changes: readonly Change[], signal: AbortSignal): Promise<void> => {
    seqs.push(...changes.map(({ seq }) => seq));
    await deliver(changes, signal);
  };
  return { name, task: 'nobody is told', seqs, deliver: keep };
}

const received = ({ seqs }: { readonly seqs: readonly number[] }, count: number) =>
  until(`${count} changes are delivered`, () => seqs.length >= count || undefined, 2);

const stored = (store: ArticleStore, seq: number) =>
  until(`the cursor ${seq} is stored`, async () => (await store.findFollowerCursor('hub')) === seq || undefined, 2);

beforeEach(() => {
  opened = [];
  events = [];
});

afterEach(async () => {
  for (const part of opened.reverse()) await part.close();
  await database.drop();
});

describe.each([
  ['SQLite', createSqliteFile],
  ['PostgreSQL', createSchema],
])('of two servers on %s', (_name, create) => {
  beforeEach(async () => {
    database = await create();
  });

  test('one delivers, and the next continues where it stopped: nothing is missed, and nothing told twice', async () => {
    const [one, two] = [await openNode(), await openNode()];
    await one.store.save([draftOf('before the first start')], T0);
    const first = recorder();
    const held = hold(one, first);
    await stored(one.store, 1);
    await two.store.save([draftOf('one')], T0);
    await received(first, 1);
    await stored(one.store, 2);
    await held.close();
    await two.store.save([draftOf('two'), draftOf('three')], T0);
    const second = recorder();
    hold(two, second);
    await received(second, 2);
    expect([first.seqs, second.seqs, events]).toEqual([[2], [3, 4], []]);
  });

  test('changes are delivered also after the database has gone back to an earlier state', async () => {
    const replaced: string[] = [];
    const cache = { name: 'cache', onChanges: () => undefined, onLogReplaced: () => void replaced.push('cache') };
    const node = await openNode(cache);
    const consumer = recorder();
    hold(node, consumer);
    await stored(node.store, 0);
    await node.store.save([draftOf('one'), draftOf('two'), draftOf('three')], T0);
    await stored(node.store, 3);
    const { db } = await openDatabase({ database: database.location });
    await db.transaction().execute(async (restored) => {
      await restored.deleteFrom('changes').where('seq', '>', 1).execute();
      await restored.updateTable('followers').set({ seq: 1 }).execute();
    });
    await db.destroy();
    await node.store.save([draftOf('four'), draftOf('five')], T0 + 1);
    await stored(node.store, 3);
    expect([consumer.seqs, replaced, events]).toEqual([[1, 2, 3, 2, 3], ['cache'], []]);
  });

  test('one that is killed between delivery and saving leaves these changes to the next, which delivers them again', async () => {
    const [one, two] = [await openNode(), await openNode()];
    const killed = new AbortController();
    const first = recorder('hub', async (changes) => {
      if (changes.at(-1)?.seq === 2) killed.abort();
    });
    const saveFollowerCursor: ArticleStore['saveFollowerCursor'] = async (name, seq) => {
      if (killed.signal.aborted) throw new Error('killed');
      await one.store.saveFollowerCursor(name, seq);
    };
    const store = { ...one.store, saveFollowerCursor };
    opened.push(consumeChanges({ ...one, store, consumer: first, faults, signal: killed.signal, delayMs: 0 }));
    await stored(one.store, 0);
    for (const [nth, title] of ['one', 'two'].entries()) {
      await one.store.save([draftOf(title)], T0);
      await received(first, nth + 1);
      if (nth === 0) await stored(one.store, 1);
    }
    await one.store.save([draftOf('three')], T0);
    const second = recorder();
    hold(two, second);
    await received(second, 2);
    expect([first.seqs, second.seqs]).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });
});

describe('a consumer', () => {
  beforeEach(async () => {
    database = await createSqliteFile();
  });

  test('that is slow delays no other', async () => {
    const node = await openNode();
    const slow = recorder(
      'slow',
      (_changes, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    );
    const other = recorder();
    hold(node, slow, other);
    await stored(node.store, 0);
    for (const title of ['one', 'two']) {
      await node.store.save([draftOf(title)], T0);
      await received(other, title === 'one' ? 1 : 2);
    }
    expect([slow.seqs, other.seqs]).toEqual([[1], [1, 2]]);
  });

  test('that fails receives the same changes again, in order, and not before the time that was asked for', async () => {
    const node = await openNode();
    const times: number[] = [];
    const unlucky = recorder('hub', async () => {
      times.push(performance.now());
      if (times.length === 1) throw new DeliveryError('too many requests', 60);
      if (times.length === 2) throw new Error('no connection');
    });
    const { signal } = new AbortController();
    const delayMs = 20;
    opened.push(consumeChanges({ ...node, consumer: unlucky, faults, signal, delayMs, retryMs: 1 }));
    await stored(node.store, 0);
    await node.store.save([draftOf('one')], T0);
    await received(unlucky, 1);
    await node.store.save([draftOf('two')], T0);
    await stored(node.store, 2);
    expect(unlucky.seqs).toEqual([1, 1, 1, 2]);
    expect(events).toEqual(['nobody is told: Error: too many requests', 'nobody is told: Error: no connection']);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(55);
  });

  test('receives a change after the documents of its server are fresh', async () => {
    const fresh = Promise.withResolvers<void>();
    const cache: ChangeFollower = {
      name: 'slow cache',
      async onChanges() {
        await fresh.promise;
        events.push('fresh');
      },
    };
    const node = await openNode(cache);
    const consumer = recorder('hub', async () => void events.push('told'));
    hold(node, consumer);
    await stored(node.store, 0);
    await node.store.save([draftOf('one')], T0);
    setTimeout(fresh.resolve, 30);
    await received(consumer, 1);
    expect(events).toEqual(['fresh', 'told']);
  });
});
