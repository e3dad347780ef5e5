import { setTimeout } from 'node:timers/promises';

/** Far more than a busy machine needs, and less than the time limit of a test. */
const TIMEOUT_MS = 60_000;
/** Most conditions ask a server for several documents, which it makes anew after each change. */
const INTERVAL_MS = 50;

/** Calls `find` until it returns something, and returns that. Throws with the description at a timeout. */
export async function until<T>(
  description: string,
  find: () => Promise<T | undefined> | T | undefined,
  intervalMs = INTERVAL_MS,
): Promise<T> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`timeout: expected that ${description}`);
    await setTimeout(intervalMs);
  }
}
