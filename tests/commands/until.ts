import { setTimeout } from 'node:timers/promises';

/** How long a condition may take to come true, in milliseconds: far beyond what a busy machine needs. */
const LIMIT_MS = 20_000;
const BETWEEN_LOOKS_MS = 20;

/** Asks again and again until there is an answer, and gives it; throws with what was waited for when none comes. */
export async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const giveUpAt = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > giveUpAt) throw new Error(`waited in vain until ${what}`);
    await setTimeout(BETWEEN_LOOKS_MS);
  }
}
