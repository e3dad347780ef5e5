import { afterEach, expect, test } from '@jest/globals';
import { openThreadPool, type ThreadPool } from '../../src/threads/thread-pool.ts';
import { until } from '../commands/until.ts';

/** Shared with the threads: whether they should end, and whether one has. */
const SHARED = new Int32Array(new SharedArrayBuffer(8));
const [END, ENDED] = [0, 1];

/** Answers with its thread's id, or hangs, fails or ends. */
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId, workerData } from 'node:worker_threads';
    let fails = false;
    const signal = Atomics.waitAsync(workerData, ${END}, 0);
    if (signal.async) signal.value.then(() => {
      process.on('exit', () => Atomics.store(workerData, ${ENDED}, 1));
      process.exit();
    });
    parentPort.on('message', (job) => {
      if (job === undefined) {
        if (fails) throw new Error('cannot close');
        return parentPort.close();
      }
      fails = job === 'fail later';
      if (job === 'spin') for (;;);
      if (job === 'throw') throw new Error('broken');
      if (job === 'end') process.exit();
      if (job === 'fill') { const filled = []; for (;;) filled.push(new Array(1000).fill(filled.length)); }
      parentPort.postMessage(threadId);
    });`)}`,
);

let pool: ThreadPool<string, number>;

afterEach(() => pool.close());

const open = () =>
  openThreadPool<string, number>({
    program: PROGRAM,
    workerData: SHARED,
    idleMs: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });

test('a thread without a job gets the next one, and jobs at the same time have a thread each', async () => {
  pool = open();
  const first = await pool.run('name');
  expect(await pool.run('name')).toBe(first);
  expect(new Set(await Promise.all([pool.run('name'), pool.run('name')])).size).toBe(2);
});

test.each([
  ['throw', 'broken'],
  ['end', 'the thread ended'],
  ['fill', 'memory limit'],
])('a thread that gets the job %s fails only that job', async (job, why) => {
  pool = open();
  const [failed, other] = await Promise.allSettled([pool.run(job), pool.run('name')]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining(why) } });
  expect(other.status).toBe('fulfilled');
  expect(await pool.run('name')).toBe(other.status === 'fulfilled' ? other.value : undefined);
});

test('a thread that ended while it was idle gets no further job', async () => {
  pool = open();
  const first = await pool.run('name');
  Atomics.store(SHARED, END, 1);
  Atomics.notify(SHARED, END);
  await until('it ends', () => Atomics.load(SHARED, ENDED) === 1 || undefined);
  // Until the pool hears of the end, the thread may get one more job.
  expect(await pool.run('name').catch(() => pool.run('name'))).not.toBe(first);
});

test('a thread that hangs is ended by the signal', async () => {
  pool = open();
  await expect(pool.run('spin', { signal: AbortSignal.timeout(1000) })).rejects.toThrow(/timeout|aborted/);
  expect(await pool.run('name')).toBeGreaterThan(0);
});

test('a thread that fails when it should end is ended', async () => {
  pool = open();
  await pool.run('fail later');
  await pool.close();
  expect(pool.readMetrics()).toEqual({ busy: 0, idle: 0 });
});

test('closing a pool ends its running jobs', async () => {
  pool = open();
  const stuck = pool.run('spin');
  await Promise.all([expect(stuck).rejects.toThrow('the thread ended'), pool.close()]);
});
