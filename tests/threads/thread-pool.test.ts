import { afterEach, expect, test } from '@jest/globals';
import { openThreadPool, type ThreadPool } from '../../src/threads/thread-pool.ts';
import { until } from '../commands/until.ts';

/** Shared with the threads: whether they shall leave, and whether one has. */
const WORD = new Int32Array(new SharedArrayBuffer(8));
const [LEAVE, LEFT] = [0, 1];

/** Says in which thread it is; does not answer, or breaks, when it is told to. */
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId, workerData } from 'node:worker_threads';
    const told = Atomics.waitAsync(workerData, ${LEAVE}, 0);
    if (told.async) told.value.then(() => {
      process.on('exit', () => Atomics.store(workerData, ${LEFT}, 1));
      process.exit();
    });
    parentPort.on('message', (order) => {
      if (order === undefined) return parentPort.close();
      if (order === 'spin') for (;;);
      if (order === 'break') throw new Error('broken');
      if (order === 'leave') process.exit();
      if (order === 'eat') { const eaten = []; for (;;) eaten.push(new Array(1000).fill(eaten.length)); }
      parentPort.postMessage(threadId);
    });`)}`,
);

let pool: ThreadPool<string, number>;

afterEach(() => pool.close());

const open = (patienceMs?: number) =>
  openThreadPool<string, number>({
    program: PROGRAM,
    workerData: WORD,
    idleMs: 60_000,
    ...(patienceMs === undefined ? {} : { patienceMs }),
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });

test('a thread that has answered takes the next order, and orders at one time have a thread each', async () => {
  pool = open();
  const first = await pool.ask('name');
  expect(await pool.ask('name')).toBe(first);
  expect(new Set(await Promise.all([pool.ask('name'), pool.ask('name')])).size).toBe(2);
});

test.each([
  ['break', 'broken'],
  ['leave', 'the thread ended'],
  ['eat', 'memory limit'],
])('a thread that is told to %s fails its own order alone', async (order, why) => {
  pool = open();
  const [failed, other] = await Promise.allSettled([pool.ask(order), pool.ask('name')]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining(why) } });
  expect(other.status).toBe('fulfilled');
  expect(await pool.ask('name')).toBe(other.status === 'fulfilled' ? other.value : undefined);
});

test('a thread that has ended while it waited gets no further order', async () => {
  pool = open();
  const first = await pool.ask('name');
  Atomics.store(WORD, LEAVE, 1);
  Atomics.notify(WORD, LEAVE);
  await until('it leaves', () => Atomics.load(WORD, LEFT) === 1 || undefined);
  // Until its end is heard of it may be asked once more.
  expect(await pool.ask('name').catch(() => pool.ask('name'))).not.toBe(first);
});

test('a thread that is stuck is ended when patience is', async () => {
  pool = open(1000);
  await expect(pool.ask('spin')).rejects.toThrow(/timeout|aborted/);
  pool = open();
  expect(await pool.ask('name')).toBeGreaterThan(0);
});

test('a pool that is closed ends what is under way', async () => {
  pool = open();
  const stuck = pool.ask('spin');
  await Promise.all([expect(stuck).rejects.toThrow('the thread ended'), pool.close()]);
});
