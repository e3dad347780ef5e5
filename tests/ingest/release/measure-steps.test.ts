import { expect, test } from '@jest/globals';
import { measureSteps, UNITS } from './measure-steps.ts';

/** Four times the text takes four times as long; with quadratic time it would be sixteen. */
const FACTOR = 4;
const MAX_GROWTH = 11;
const SMALL = 30_000;
/** Shorter times are noise. */
const MIN_MS = 4;
const ATTEMPTS = 4;

test.each(Object.entries(UNITS))('each step takes time in proportion to the text: %s', async (_name, unit) => {
  const repeat = (length: number) => unit.repeat(Math.ceil(length / unit.length));
  let slow: readonly string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const large = [...(await measureSteps(repeat(SMALL * FACTOR), false))].filter(([, ms]) => ms > MAX_GROWTH * MIN_MS);
    const small = large.length === 0 ? new Map() : await measureSteps(repeat(SMALL), false);
    slow = large.filter(([step, ms]) => ms > MAX_GROWTH * (small.get(step) ?? 0)).map(([step]) => step);
    if (slow.length === 0) break;
  }
  expect(slow).toEqual([]);
});
