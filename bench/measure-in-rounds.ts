/** Measurements that are compared, by name. */
export type Sides<T> = ReadonlyMap<string, () => Promise<T>>;

/**
 * Measures all sides in turn, in several rounds, so that other load on the machine affects each of them. Every second round has the reverse
 * order, so that a drift cancels out. Returns the results of each side in the order of rounds.
 */
export async function measureInRounds<T>(rounds: number, sides: Sides<T>): Promise<ReadonlyMap<string, readonly T[]>> {
  const results = new Map([...sides.keys()].map((name) => [name, [] as T[]]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [...sides] : [...sides].reverse();
    for (const [name, measure] of order) results.get(name)?.push(await measure());
  }
  return results;
}
