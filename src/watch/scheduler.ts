export interface Scheduler {
  /** Runs the task now, or again after the run that has begun. */
  run(): Promise<void>;
  /** Runs the task once within this time, or later where it takes more than its share of the time. */
  soon(ms: number): void;
  /** How long ago the last run ended; 0 while one runs. */
  idleMs(): number;
  /** Resolves when a run that has begun has ended; starts no other. */
  close(): Promise<void>;
}

/**
 * Runs a task, one run at a time. After an error, which `onError` gets, later runs go on. With a share of n, runs that `soon` starts take
 * at most one part in n of the time.
 */
export function createScheduler(task: () => Promise<void>, onError: (error: unknown) => void, share = 0): Scheduler {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let endedAt = performance.now();
  let tookMs = 0;
  let isRunning = false;
  let closed = false;

  const run = (): Promise<void> => {
    clearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
    running = running.then(async () => {
      if (closed) return;
      const startedAt = performance.now();
      isRunning = true;
      await task().catch(onError);
      isRunning = false;
      endedAt = performance.now();
      tookMs = endedAt - startedAt;
    });
    return running;
  };

  return {
    run,
    soon(ms) {
      const at = Math.max(performance.now() + ms, endedAt + share * tookMs);
      if (closed || at >= dueAt) return;
      clearTimeout(timer);
      dueAt = at;
      timer = setTimeout(() => void run(), Math.max(0, at - performance.now()));
    },
    idleMs: () => (isRunning ? 0 : performance.now() - endedAt),
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
