import { setImmediate } from 'node:timers/promises';

/** Leaves time to answer requests for what was written. */
const DELAY_MS = 100;

/** Runs `maintain` after writes, a few milliseconds at a time; requests are answered between its steps. */
export function openMaintenance(maintain: () => AsyncIterable<void>) {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let again = false;
  let closed = false;

  const work = async (): Promise<void> => {
    try {
      for await (const _ of maintain()) {
        if (closed) break;
        await setImmediate();
      }
    } catch {
      // Another process had the database for too long. The next write schedules the rest.
    }
    working = undefined;
    if (again) schedule();
  };

  const schedule = (): void => {
    again = working !== undefined;
    if (closed || again || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      working = work();
    }, DELAY_MS);
    timer.unref();
  };

  return {
    schedule,
    /** Starts no further step; resolves when none is running. */
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      await working;
    },
  };
}
