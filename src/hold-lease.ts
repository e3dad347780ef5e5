import type { FaultLog } from './model/fault-log.ts';
import { createSerialQueue } from './model/serial-queue.ts';
import type { ArticleStore } from './store/article-store.ts';

interface Work {
  /** Resolves when the work has ended. */
  close(): Promise<void>;
}

interface HoldLeaseOptions {
  readonly store: Pick<ArticleStore, 'acquireLease' | 'releaseLease'>;
  readonly name: string;
  /** What the lease is for, as a fault: "the folders of sources are not watched". */
  readonly task: string;
  readonly faults: Pick<FaultLog, 'failed' | 'succeeded'>;
  /** Ends the wait for a database that does not answer. */
  readonly signal: AbortSignal;
  /** Begins the work. The signal aborts when the lease is lost. */
  begin(signal: AbortSignal): Promise<Work>;
  /** Called when this node gets or loses the lease, and where it finds at first that another node has it. */
  onChange?(isMine: boolean, wasMine: boolean | undefined): void;
}

export interface HeldLease {
  /** Whether this node does the work. */
  isMine(): boolean;
  /** Ends the work and begins it again, if this node has it. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A node that dies is replaced after this time and `RENEW_MS`, at the latest. */
const TTL_MS = 7_000;
/** The work ends a second before another node can begin it. */
const WORK_MS = 6_000;
const RENEW_MS = 2_000;

/**
 * Does work that only one node may do at a time. Resolves when this node has begun it, or another node does it; rejects where the work
 * cannot begin. A node that waits takes over when the other ends or dies.
 */
export async function holdLease(options: HoldLeaseOptions): Promise<HeldLease> {
  const { store, name, task, faults, signal, begin, onChange } = options;
  const queue = createSerialQueue();
  let current: { readonly begun: Promise<Work>; readonly losing: AbortController } | undefined;
  let ending: Promise<void> | undefined;
  let expiry: NodeJS.Timeout | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isMine: boolean | undefined;
  let closed = false;

  const setMine = (next: boolean): void => {
    if (next !== isMine) onChange?.(next, isMine);
    isMine = next;
  };

  const end = (): void => {
    clearTimeout(expiry);
    if (current === undefined) return;
    const { begun, losing } = current;
    current = undefined;
    losing.abort();
    ending = begun.then((work) => work.close()).catch((error) => faults.failed(task, error));
  };

  const start = async (): Promise<void> => {
    await ending;
    const losing = new AbortController();
    const begun = begin(losing.signal);
    const mine = { begun, losing };
    current = mine;
    try {
      await begun;
    } catch (error) {
      if (current === mine) current = undefined;
      clearTimeout(expiry);
      await store.releaseLease(name).catch(() => undefined);
      throw error;
    }
  };

  const lose = (): void => {
    end();
    setMine(false);
  };

  /** Returns whether it is known now who has the lease. */
  const renew = async (): Promise<boolean> => {
    if (closed) return true;
    const asked = performance.now();
    let acquired: boolean;
    try {
      acquired = await store.acquireLease(name, TTL_MS);
    } catch (error) {
      // Until the lease expires, the work itself says what does not work.
      if (current === undefined) faults.failed(task, error);
      return false;
    }
    if (acquired) {
      clearTimeout(expiry);
      expiry = setTimeout(lose, Math.max(0, asked + WORK_MS - performance.now()));
      expiry.unref();
      setMine(true);
      if (current === undefined) await start();
    } else lose();
    faults.succeeded(task);
    return true;
  };

  const known = Promise.withResolvers<void>();
  const renewLater = (): void => {
    if (closed) return;
    timer = setTimeout(async () => {
      try {
        if (await queue(renew)) known.resolve();
      } catch (error) {
        faults.failed(task, error);
      }
      renewLater();
    }, RENEW_MS);
    timer.unref();
  };

  const close = async (): Promise<void> => {
    closed = true;
    clearTimeout(timer);
    known.resolve();
    await queue(async () => end());
    await ending;
    // Where it fails, the lease expires.
    if (isMine === true) await store.releaseLease(name).catch(() => undefined);
  };

  signal.addEventListener('abort', () => known.resolve(), { once: true });
  if ((await queue(renew)) || signal.aborted) known.resolve();
  renewLater();
  await known.promise;
  return {
    isMine: () => isMine === true,
    restart: () =>
      queue(async () => {
        if (closed || current === undefined) return;
        end();
        await start();
      }),
    close,
  };
}
