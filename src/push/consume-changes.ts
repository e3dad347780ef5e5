import { setTimeout as pause } from 'node:timers/promises';
import type { Change } from '../model/change.ts';
import type { FaultLog } from '../model/fault-log.ts';
import type { RunningFollowers } from '../publish/follow-changes.ts';
import type { ArticleStore } from '../store/article-store.ts';

/** Tells others of changes. Its cursor is in the store. */
export interface ChangeConsumer {
  readonly name: string;
  /** What does not work while it fails, as a sentence: "the CDN cannot be purged". */
  readonly task: string;
  /**
   * Receives changes in order of `seq`, each at least once. When it rejects, it receives the same changes again later. The signal aborts when
   * another server may begin.
   */
  deliver(changes: readonly Change[], signal: AbortSignal): Promise<void>;
}

/** Rejections with this error say when to try again. */
export class DeliveryError extends Error {
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

interface RunningConsumer {
  /** The last change that was delivered; `undefined` until the cursor is read. */
  seq(): number | undefined;
  close(): Promise<void>;
}

interface ConsumeOptions {
  readonly consumer: ChangeConsumer;
  readonly store: Pick<ArticleStore, 'listChanges' | 'getLastSeq' | 'findFollowerCursor' | 'saveFollowerCursor'>;
  readonly followers: Pick<RunningFollowers, 'waitBeyond'>;
  readonly faults: Pick<FaultLog, 'failed' | 'succeeded'>;
  /** Aborts when this server loses the lease. */
  readonly signal: AbortSignal;
  readonly delayMs?: number;
  readonly retryMs?: number;
}

const MAX_BATCH = 500;
/** Other servers receive a change in this time, also in the pause after an import (`IMPORT_PAUSE_MS`) and after a fault (`RETRY_MS`). */
const DELAY_MS = 2_000;
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
const MAX_RETRY_AFTER_MS = 600_000;

/**
 * Delivers the change log to one consumer, from its stored cursor on. Who is told may ask any server for the new documents, so a change is
 * delivered after the documents of this server are fresh, and `delayMs` later. The caller has the lease: no other server delivers meanwhile.
 */
export function consumeChanges(options: ConsumeOptions): RunningConsumer {
  const { consumer, store, followers, faults, delayMs = DELAY_MS, retryMs = RETRY_MS } = options;
  const { name, task } = consumer;
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  let cursor: number | undefined;
  /** All servers have received the changes up to this `seq`. */
  let known = 0;

  const deliverNext = async (): Promise<void> => {
    const begin = await openCursor(store, name);
    cursor = begin;
    if (known <= begin) {
      const reached = await followers.waitBeyond(begin, signal);
      await pause(delayMs, undefined, { signal });
      known = reached;
    }
    const changes = (await store.listChanges(begin, MAX_BATCH)).filter(({ seq }) => seq <= known);
    const last = changes.at(-1);
    if (last === undefined) {
      // The database has an earlier log than before.
      known = 0;
      return;
    }
    await consumer.deliver(changes, signal);
    cursor = last.seq;
    await store.saveFollowerCursor(name, last.seq);
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      try {
        await deliverNext();
        failures = 0;
        faults.succeeded(task);
      } catch (error) {
        if (signal.aborted) return;
        const asked = error instanceof DeliveryError ? (error.retryAfterMs ?? 0) : 0;
        const own = Math.min(retryMs * 2 ** failures, MAX_RETRY_MS);
        const waitMs = Math.max(own, Math.min(asked, MAX_RETRY_AFTER_MS));
        failures += 1;
        // Another server may deliver next: then it is not this one that says when it is over.
        faults.failed(task, error, waitMs + MAX_RETRY_MS);
        await pause(waitMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  const running = run();
  return {
    seq: () => cursor,
    async close() {
      closing.abort();
      await running;
    },
  };
}

/** A new consumer begins at the end of the log. A cursor is beyond it where the database went back to an earlier state during a delivery. */
async function openCursor(store: ConsumeOptions['store'], name: string): Promise<number> {
  const [stored, last] = [await store.findFollowerCursor(name), await store.getLastSeq()];
  if (stored !== undefined) return Math.min(stored, last);
  await store.saveFollowerCursor(name, last);
  return last;
}
