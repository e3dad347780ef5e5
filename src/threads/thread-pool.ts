import { once } from 'node:events';
import { type ResourceLimits, type Transferable, Worker } from 'node:worker_threads';
import type { ThreadMetrics } from '../model/newsroom-metrics.ts';

interface ThreadPoolOptions {
  /** Runs in each thread. It answers every message with one message, and ends when it gets `undefined`. */
  readonly program: URL;
  readonly workerData: unknown;
  readonly idleMs: number;
  readonly resourceLimits?: ResourceLimits;
}

interface RunOptions {
  readonly transfer?: readonly Transferable[];
  /** Ends the thread and rejects. */
  readonly signal?: AbortSignal;
  /** Called with the thread that runs the job. */
  readonly onThread?: (thread: Pick<Worker, 'cpuUsage'>) => void;
}

export interface ThreadPool<Job, Result> {
  /** Runs a job on a thread that has no other. Rejects if the thread fails or ends; the next job gets a new thread. */
  run(job: Job, options?: RunOptions): Promise<Result>;
  readMetrics(): ThreadMetrics;
  /** Ends all threads, also those with a job. */
  close(): Promise<void>;
}

const END_MS = 5_000;

/** Opens a pool with as many threads as jobs run at the same time. They end some time after the last job. */
export function openThreadPool<Job, Result>({
  program,
  workerData,
  idleMs,
  resourceLimits,
}: ThreadPoolOptions): ThreadPool<Job, Result> {
  const idle = new Set<Worker>();
  const running = new Set<Worker>();
  let idleTimer: NodeJS.Timeout | undefined;

  const start = (): Worker => {
    const worker = new Worker(program, { workerData, ...(resourceLimits && { resourceLimits }) });
    running.add(worker);
    worker.once('exit', () => {
      running.delete(worker);
      idle.delete(worker);
    });
    // Without a listener the error would end the process. `run` rejects with it too.
    worker.on('error', () => undefined);
    return worker;
  };

  const endIdle = async (): Promise<void> => {
    const waiting = [...idle];
    idle.clear();
    await Promise.all(
      waiting.map(async (worker) => {
        worker.postMessage(undefined);
        // A thread whose database does not answer fails here, or never ends.
        await once(worker, 'exit', { signal: AbortSignal.timeout(END_MS) }).catch(() => worker.terminate());
      }),
    );
  };

  return {
    async run(job, options = {}) {
      clearTimeout(idleTimer);
      const [worker = start()] = idle;
      idle.delete(worker);
      try {
        const result = await exchange<Result>(worker, job, options);
        idle.add(worker);
        return result;
      } catch (fault) {
        await worker.terminate();
        throw fault;
      } finally {
        clearTimeout(idleTimer);
        idleTimer = setTimeout(() => void endIdle(), idleMs);
        idleTimer.unref();
      }
    },
    readMetrics: () => ({ busy: running.size - idle.size, idle: idle.size }),
    async close() {
      clearTimeout(idleTimer);
      await endIdle();
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

async function exchange<Result>(
  worker: Worker,
  job: unknown,
  { transfer = [], signal: ending, onThread }: RunOptions,
): Promise<Result> {
  const answered = new AbortController();
  const signal = ending === undefined ? answered.signal : AbortSignal.any([answered.signal, ending]);
  try {
    const ended = once(worker, 'exit', { signal }).then(() => {
      throw new Error('expected an answer, but the thread ended');
    });
    ended.catch(() => undefined);
    const answer = once(worker, 'message', { signal });
    onThread?.(worker);
    worker.postMessage(job, transfer);
    const [message] = await Promise.race([answer, ended]);
    return message;
  } finally {
    answered.abort();
  }
}
