import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createScheduler } from '../../src/watch/scheduler.ts';

/** When each run of the task began, in milliseconds. */
let runs: number[];
let start: number;
const failed = (error: unknown): never => {
  throw error;
};
const task = (ms: number) => async () => {
  runs.push(Math.round(performance.now() - start));
  await new Promise((resolve) => setTimeout(resolve, ms));
};

beforeEach(() => {
  jest.useFakeTimers();
  runs = [];
  start = performance.now();
});
afterEach(() => {
  jest.useRealTimers();
});

test('a task runs once for many calls, at the earliest time asked for', async () => {
  const scheduler = createScheduler(task(10), failed);
  for (const ms of [300, 50, 200]) scheduler.soon(ms);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(runs).toEqual([50]);
});

test('runs follow one another, and those that are started by time take no more than their share', async () => {
  const scheduler = createScheduler(task(100), failed, 20);
  void scheduler.run();
  void scheduler.run();
  await jest.advanceTimersByTimeAsync(150);
  expect(scheduler.idleMs()).toBe(0);
  await jest.advanceTimersByTimeAsync(50);
  scheduler.soon(0);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(runs).toEqual([0, 100, 2_200]);
});

test('closing waits for the run that has begun, and starts no other', async () => {
  const scheduler = createScheduler(task(100), failed);
  const first = scheduler.run();
  void scheduler.run();
  await jest.advanceTimersByTimeAsync(10);
  let isClosed = false;
  const closing = scheduler.close().then(() => {
    isClosed = true;
  });
  await jest.advanceTimersByTimeAsync(50);
  expect(isClosed).toBe(false);
  scheduler.soon(10);
  void scheduler.run();
  await jest.advanceTimersByTimeAsync(1_000);
  await Promise.all([first, closing]);
  expect(runs).toEqual([0]);
});

test('a task that fails runs again', async () => {
  const errors: unknown[] = [];
  const scheduler = createScheduler(
    async () => {
      await task(10)();
      if (runs.length === 1) throw new Error('once');
    },
    (error) => errors.push(error),
  );
  scheduler.soon(0);
  await jest.advanceTimersByTimeAsync(50);
  expect(scheduler.idleMs()).toBeGreaterThan(0);
  scheduler.soon(0);
  await jest.advanceTimersByTimeAsync(50);
  expect(runs).toHaveLength(2);
  expect(errors).toEqual([new Error('once')]);
});
