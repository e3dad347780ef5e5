/** What is compared, by name. */
export type Sides<T> = ReadonlyMap<string, () => Promise<T>>;

/**
 * Measures all sides one after the other, and all of that in rounds, so that what the machine does besides falls on each of them. Every
 * second round goes backwards: a drift inside a round cancels out. Results come by side, in the order of rounds.
 */
export async function measureInRounds<T>(rounds: number, sides: Sides<T>): Promise<ReadonlyMap<string, readonly T[]>> {
  const results = new Map([...sides.keys()].map((name) => [name, [] as T[]]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [...sides] : [...sides].reverse();
    for (const [name, measure] of order) results.get(name)?.push(await measure());
  }
  return results;
}
