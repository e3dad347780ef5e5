import { afterEach, expect, test } from '@jest/globals';
import { openThreadPool, type ThreadPool } from '../../src/commands/thread-pool.ts';

/** Says in which thread it is; does not answer, or breaks, when it is told to. */
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', (order) => {
      if (order === undefined) return parentPort.close();
      if (order === 'spin') for (;;);
      if (order === 'break') throw new Error('broken');
      if (order === 'leave') process.exit();
      if (order === 'eat') { const eaten = []; for (;;) eaten.push(new Array(1000).fill(eaten.length)); }
      parentPort.postMessage(threadId);
      if (order === 'name and break') setImmediate(() => { throw new Error('afterwards'); });
    });`)}`,
);

let pool: ThreadPool<string, number>;

afterEach(() => pool.close());

const open = (patienceMs?: number) =>
  openThreadPool<string, number>({
    program: PROGRAM,
    workerData: undefined,
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

test('a thread that breaks after its answer gets no further order', async () => {
  pool = open();
  const first = await pool.ask('name and break');
  // It may be asked once more while it breaks.
  expect(await pool.ask('name').catch(() => pool.ask('name'))).not.toBe(first);
  const another = await pool.ask('name and break');
  // By the time that a thread of another pool has started it has most often ended.
  const other = open();
  await other.ask('name');
  await other.close();
  expect(await pool.ask('name').catch(() => pool.ask('name'))).not.toBe(another);
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
