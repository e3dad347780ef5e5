/** Pseudorandom numbers, the same in every run. */
export interface Random {
  /** At least 0, less than 1. */
  fraction(): number;
  /** A whole number, at least 0, less than `limit`. */
  below(limit: number): number;
}

/** Random that begin at a seed: mulberry32, a generator of 32 bits of state, quick and even enough for text and orders. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { fraction, below: (limit) => Math.floor(fraction() * limit) };
}
