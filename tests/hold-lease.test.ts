import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type HeldLease, holdLease } from '../src/hold-lease.ts';

/** Longer than a node that has lost its lease works, and shorter than another waits. */
const LEASE_MS = 6_500;

/** Who has the lease in the database; an error where the database cannot be reached. */
let holder: string | Error;
let expiresAt: number;
let events: string[];
let opened: HeldLease[];

beforeEach(() => {
  jest.useFakeTimers();
  holder = '';
  expiresAt = 0;
  events = [];
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((lease) => lease.close()));
  jest.useRealTimers();
});

async function open(node: string, begin: () => Promise<void> = async () => undefined): Promise<HeldLease> {
  const lease = await holdLease({
    store: {
      async acquireLease(_name, ttlMs) {
        if (holder instanceof Error) throw holder;
        if (holder !== node && expiresAt > performance.now()) return false;
        holder = node;
        expiresAt = performance.now() + ttlMs;
        return true;
      },
      async releaseLease() {
        if (holder === node) expiresAt = 0;
      },
    },
    name: 'sources',
    task: 'nothing is done',
    faults: { failed: (task, error) => void events.push(`${node}: ${task}: ${error}`), succeeded: () => undefined },
    signal: new AbortController().signal,
    async begin(signal) {
      await begin();
      events.push(`${node} begins`);
      signal.addEventListener('abort', () => events.push(`${node} stops`));
      return { close: async () => void events.push(`${node} has ended`) };
    },
  });
  opened.push(lease);
  return lease;
}

test('one node works as long as it renews its lease; the next one begins after it has ended', async () => {
  const first = await open('A');
  await open('B');
  await jest.advanceTimersByTimeAsync(60_000);
  expect(events).toEqual(['A begins']);
  await first.close();
  await jest.advanceTimersByTimeAsync(2_000);
  expect(events).toEqual(['A begins', 'A stops', 'A has ended', 'B begins']);
});

test('a node that cannot reach the database stops before another one begins, and begins again later', async () => {
  await open('A');
  holder = new Error('cannot be reached');
  await jest.advanceTimersByTimeAsync(5_900);
  expect(events).toEqual(['A begins']);
  await jest.advanceTimersByTimeAsync(LEASE_MS - 5_900);
  expect(events.slice(0, 3)).toEqual(['A begins', 'A stops', 'A has ended']);
  expect(expiresAt).toBeGreaterThan(performance.now());
  await jest.advanceTimersByTimeAsync(2_000);
  expect(events.at(-1)).toBe('A: nothing is done: Error: cannot be reached');
  holder = '';
  await jest.advanceTimersByTimeAsync(2_000);
  expect(events.at(-1)).toBe('A begins');
});

test('a node that finds that another one has its lease stops at once', async () => {
  await open('A');
  holder = 'B';
  expiresAt = performance.now() + 60_000;
  await jest.advanceTimersByTimeAsync(2_000);
  expect(events).toEqual(['A begins', 'A stops', 'A has ended']);
});

test('a node that dies is replaced within ten seconds', async () => {
  holder = 'dead';
  expiresAt = performance.now() + 7_000;
  await open('A');
  expect(events).toEqual([]);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(events).toEqual(['A begins']);
});

test('work that cannot begin rejects at the start; after a change of hands it is reported and tried again', async () => {
  let isBroken = true;
  const begin = async () => {
    if (isBroken) throw new Error('no folder');
  };
  await expect(open('A', begin)).rejects.toThrow('no folder');
  const other = await open('B');
  await open('A', begin);
  await other.close();
  events = [];
  await jest.advanceTimersByTimeAsync(2_000);
  expect(events).toEqual(['A: nothing is done: Error: no folder']);
  isBroken = false;
  await jest.advanceTimersByTimeAsync(2_000);
  expect(events.at(-1)).toBe('A begins');
});

test('work that is begun again ends first, and a node without the lease begins nothing', async () => {
  const [first, second] = [await open('A'), await open('B')];
  await first.restart();
  await second.restart();
  expect(events).toEqual(['A begins', 'A stops', 'A has ended', 'A begins']);
});
