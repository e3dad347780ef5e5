import { once } from 'node:events';
import { type ResourceLimits, type Transferable, Worker } from 'node:worker_threads';

export interface ThreadPoolOptions {
  /** The program of each thread: it answers every message with one, and ends itself when the message is `undefined`. */
  readonly program: URL;
  /** What each thread is given at its start. */
  readonly workerData: unknown;
  /** How long a thread waits for more work before it ends, in milliseconds: it holds some tens of megabytes. */
  readonly idleMs: number;
  /** How long a thread may take for an answer, in milliseconds, before it is taken for stuck and ended; as long as it likes where absent. */
  readonly patienceMs?: number;
  readonly resourceLimits?: ResourceLimits;
}

/** Threads that are started when there is work and end when there is none. */
export interface ThreadPool<Order, Answer> {
  /** Has an order carried out on a thread that does nothing else meanwhile. Rejects where the thread fails, ends or is ended; the next order gets another. */
  ask(order: Order, transfer?: readonly Transferable[]): Promise<Answer>;
  /** Ends the threads: those that wait by themselves, those that work at once. */
  close(): Promise<void>;
}

/** A pool without threads; how many there are is how many orders are under way at one time. */
export function openThreadPool<Order, Answer>({
  program,
  workerData,
  idleMs,
  patienceMs,
  resourceLimits,
}: ThreadPoolOptions): ThreadPool<Order, Answer> {
  const idle = new Set<Worker>();
  const running = new Set<Worker>();
  let idleTimer: NodeJS.Timeout | undefined;

  const start = (): Worker => {
    const worker = new Worker(program, { workerData, ...(resourceLimits && { resourceLimits }) });
    running.add(worker);
    worker.once('exit', () => {
      running.delete(worker);
      // Also one that breaks over what it left undone: nobody would ever answer for it.
      idle.delete(worker);
    });
    // A listener has to be there; who waits for an answer hears of it too.
    worker.on('error', () => undefined);
    return worker;
  };

  const endIdle = async (): Promise<void> => {
    const waiting = [...idle];
    idle.clear();
    await Promise.all(
      waiting.map(async (worker) => {
        const ended = once(worker, 'exit');
        worker.postMessage(undefined);
        await ended;
      }),
    );
  };

  return {
    async ask(order, transfer = []) {
      clearTimeout(idleTimer);
      const [worker = start()] = idle;
      idle.delete(worker);
      try {
        const answer = await exchange<Answer>(worker, order, transfer, patienceMs);
        idle.add(worker);
        return answer;
      } catch (fault) {
        await worker.terminate();
        throw fault;
      } finally {
        clearTimeout(idleTimer);
        idleTimer = setTimeout(() => void endIdle(), idleMs);
        idleTimer.unref();
      }
    },
    async close() {
      clearTimeout(idleTimer);
      await endIdle();
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

async function exchange<Answer>(
  worker: Worker,
  order: unknown,
  transfer: readonly Transferable[],
  patienceMs: number | undefined,
): Promise<Answer> {
  const answered = new AbortController();
  const signal =
    patienceMs === undefined ? answered.signal : AbortSignal.any([answered.signal, AbortSignal.timeout(patienceMs)]);
  try {
    const ended = once(worker, 'exit', { signal }).then(() => {
      throw new Error('expected an answer, but the thread ended');
    });
    ended.catch(() => undefined);
    const answer = once(worker, 'message', { signal });
    worker.postMessage(order, transfer);
    const [message] = await Promise.race([answer, ended]);
    return message;
  } finally {
    answered.abort();
  }
}
