import { setTimeout } from 'node:timers/promises';

/** How long work waits for the lock of another writer, unless the caller says otherwise. */
export const LOCK_WAIT_MS = 5_000;
const MIN_PAUSE_MS = 1;
const MAX_PAUSE_MS = 25;

interface BusyTest {
  /** Whether work failed because another writer had the lock: it has changed nothing. */
  readonly isBusy: (error: unknown) => boolean;
  readonly lockWaitMs?: number;
  /** Between two attempts; by default some milliseconds. */
  readonly pauseMs?: number;
}

/** Runs work again while another writer has the lock. Rejects with the error when that takes longer than `lockWaitMs`. */
export async function retryWhileBusy<T>(
  { isBusy, lockWaitMs = LOCK_WAIT_MS, pauseMs }: BusyTest,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + lockWaitMs;
  for (let pause = MIN_PAUSE_MS; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await setTimeout(pauseMs ?? pause);
  }
}

/** `undefined` at once where another writer has the lock. */
export async function unlessBusy<T>({ isBusy }: BusyTest, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isBusy(error)) return undefined;
    throw error;
  }
}
