import { setImmediate } from 'node:timers/promises';

/** What writing leaves to be done, and nobody has to wait for. */
export interface Maintenance {
  /** Something was written: a moment later, when its readers have been answered, the steps are taken. */
  soon(): void;
  /** Takes no further step; resolves when none is under way. */
  close(): Promise<void>;
}

/** Long enough for whoever waits for what was written, in milliseconds. */
const DELAY_MS = 100;

/** Takes steps of a few milliseconds each, requests being answered in between. */
export function openMaintenance(maintain: () => AsyncIterable<void>): Maintenance {
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
      // Nothing is lost: another process had the database for too long, and what was left out is done after the next write.
    }
    working = undefined;
    if (again) soon();
  };

  const soon = (): void => {
    again = working !== undefined;
    if (closed || again || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      working = work();
    }, DELAY_MS);
    timer.unref();
  };

  return {
    soon,
    async close() {
      closed = true;
      clearTimeout(timer);
      await working;
    },
  };
}
