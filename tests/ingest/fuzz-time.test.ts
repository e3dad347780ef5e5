import { expect, test } from '@jest/globals';
import { makeShapes, makeText, measure, READERS, type Shape } from './fuzz-time.ts';

/** Four times the text takes four times as long, or is refused. With quadratic time it would be sixteen. */
const FACTOR = 4;
const MAX_GROWTH = 11;
const SIZE = 20_000;
/** Shorter times are noise. */
const MIN_MS = 12;
const ATTEMPTS = 4;
const RANDOM_SHAPES = 8;
const SEED = 7;

test.each(Object.entries(READERS))('reading takes time in proportion to the text: %s', (_name, reader) => {
  const random: Shape[] = [];
  for (const shape of makeShapes(reader.tokens, SEED)) {
    if (random.push(shape) === RANDOM_SHAPES) break;
  }
  const isSlow = (shape: Shape): boolean => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const large = measure(reader.read, makeText(shape, SIZE * FACTOR));
      if (large <= MAX_GROWTH * MIN_MS) return false;
      if (large <= MAX_GROWTH * measure(reader.read, makeText(shape, SIZE))) return false;
    }
    return true;
  };
  expect([...reader.known, ...random].filter(isSlow)).toEqual([]);
});
