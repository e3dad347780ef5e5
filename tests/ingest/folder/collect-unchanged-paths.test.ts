import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { collectUnchangedPaths } from '../../../src/ingest/folder/collect-unchanged-paths.ts';

let delivered: (readonly string[])[];
const collect = () => collectUnchangedPaths((paths) => delivered.push(paths));

beforeEach(() => {
  jest.useFakeTimers();
  delivered = [];
});
afterEach(() => {
  jest.useRealTimers();
});

test('a path is unchanged after some time without a change, with others of that time', () => {
  const unchanged = collect();
  unchanged.touch('b', 100);
  unchanged.touch('c', 100);
  jest.advanceTimersByTime(80);
  unchanged.touch('b', 100);
  unchanged.touch('a', 90);
  unchanged.forget('c');
  jest.advanceTimersByTime(99);
  expect(delivered).toEqual([]);
  jest.advanceTimersByTime(100);
  expect(delivered).toEqual([['a', 'b']]);
});

test('a path that changes all the time counts as unchanged every three seconds', () => {
  const unchanged = collect();
  for (let ms = 0; ms < 10_000; ms += 50) {
    unchanged.touch('a', 100);
    jest.advanceTimersByTime(50);
  }
  expect(delivered).toEqual([['a'], ['a'], ['a']]);
});

test('closing ends all waiting, and later changes are not collected', () => {
  const unchanged = collect();
  unchanged.touch('a', 10);
  unchanged.touch('b', 100);
  jest.advanceTimersByTime(20);
  unchanged.close();
  unchanged.touch('c', 10);
  jest.advanceTimersByTime(10_000);
  expect(delivered).toEqual([]);
});
