import { EventEmitter, once } from 'node:events';
import type { Change } from '../model/change.ts';
import type { FaultLog } from '../model/fault-log.ts';
import type { FollowerMetrics } from '../model/newsroom-metrics.ts';
import type { Clock } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';

export interface ChangeFollower {
  readonly name: string;
  /** Receives changes in order of `seq`, from the end of the log at the start. When it rejects, it receives the same changes again later. */
  onChanges(changes: readonly Change[]): void | Promise<void>;
  /** The database has another log than before, as after a backup was restored: anything may have changed. */
  onLogReplaced?(): void;
}

interface FollowChangesOptions {
  readonly store: Pick<ArticleStore, 'listChanges' | 'listenForChanges' | 'getLastSeq' | 'announceDue' | 'findNextDue'>;
  readonly followers: readonly ChangeFollower[];
  readonly clock: Clock;
  readonly faults: Pick<FaultLog, 'failed' | 'succeeded'>;
  readonly pollMs?: number;
}

export interface RunningFollowers {
  /** Announces what is due. Resolves when the followers have received what was committed before the call. */
  checkNow(): Promise<void>;
  /** How far each follower has read the change log. */
  readMetrics(): readonly Pick<FollowerMetrics, 'name' | 'seq'>[];
  /** Resolves with the last `seq` that all followers have received, once it is greater than this one or the log is replaced. */
  waitBeyond(seq: number, signal: AbortSignal): Promise<number>;
  close(): Promise<void>;
}

const ANNOUNCING = 'articles that are due cannot be announced';
const POLL_MS = 200;
const MAX_BATCH = 500;
/** This many changes at once are an import. The follower pauses, or documents would be rebuilt at each poll. */
const IMPORT_CHANGES = 20;
const IMPORT_PAUSE_MS = 700;
const RETRY_MS = 1_000;
const MAX_TIMER_MS = 2_147_483_647;

/** Passes the change log on to followers; one that fails or is slow does not delay the others. A timer announces scheduled articles. */
export async function followChanges(options: FollowChangesOptions): Promise<RunningFollowers> {
  const { store, clock, faults, pollMs = POLL_MS } = options;
  const progress = new EventEmitter<{ read: [isReplaced: boolean] }>();
  const readers = await Promise.all(options.followers.map((follower) => openReader(follower, options, progress)));
  let dueTimer: NodeJS.Timeout | undefined;
  let closed = false;

  const announceDue = runInTurn(async () => {
    if (closed) return;
    try {
      const now = clock();
      let due = await store.findNextDue();
      if (due !== undefined && due <= now) {
        await store.announceDue(now);
        due = await store.findNextDue();
      }
      setDueTimer(due);
      faults.succeeded(ANNOUNCING);
    } catch (error) {
      faults.failed(ANNOUNCING, error);
    }
  });

  const setDueTimer = (due: number | undefined): void => {
    clearTimeout(dueTimer);
    if (due === undefined) return;
    // The given clock has whole seconds only, and may differ from the system's in tests.
    const delay = due - Date.now();
    dueTimer = setTimeout(() => void checkNow(), delay > 0 ? Math.min(delay, MAX_TIMER_MS) : RETRY_MS);
    dueTimer.unref();
  };

  const checkNow = async (): Promise<void> => {
    await announceDue();
    await Promise.all(readers.map((reader) => reader.catchUp()));
  };

  const poll = async (): Promise<void> => {
    await announceDue();
    for (const reader of readers) if (performance.now() >= reader.pausedUntil()) void reader.catchUp();
  };

  await checkNow();
  const pollTimer = setInterval(() => void poll(), pollMs);
  pollTimer.unref();
  const listening = store.listenForChanges(() => void poll());

  return {
    checkNow,
    readMetrics: () => readers.map(({ name, seq }) => ({ name, seq: seq() })),
    async waitBeyond(seq, signal) {
      let isReplaced = false;
      for (;;) {
        const reached = Math.min(...readers.map((reader) => reader.seq()));
        if (reached > seq || isReplaced) return reached;
        [isReplaced] = await once(progress, 'read', { signal });
      }
    },
    async close() {
      closed = true;
      clearInterval(pollTimer);
      clearTimeout(dueTimer);
      await listening.close();
      await Promise.all([announceDue(), ...readers.map((reader) => reader.close())]);
    },
  };
}

async function openReader(
  follower: ChangeFollower,
  { store, faults }: FollowChangesOptions,
  progress: EventEmitter<{ read: [isReplaced: boolean] }>,
) {
  const task = `follower ${follower.name} cannot process changes`;
  let pausedUntil = 0;
  let closed = false;
  let last = await findNewest(store);

  const catchUp = runInTurn(async () => {
    try {
      let changes: readonly Change[];
      do {
        changes = closed ? [] : await store.listChanges((last?.seq ?? 1) - 1, MAX_BATCH);
        if (last !== undefined && !closed) {
          if (!isSame(changes[0], last)) {
            last = await findNewest(store);
            follower.onLogReplaced?.();
            progress.emit('read', true);
            return faults.succeeded(task);
          }
          changes = changes.slice(1);
        }
        const newest = changes.at(-1);
        if (newest === undefined) return faults.succeeded(task);
        await follower.onChanges(changes);
        last = newest;
        progress.emit('read', false);
        faults.succeeded(task);
        if (changes.length >= IMPORT_CHANGES) pausedUntil = performance.now() + IMPORT_PAUSE_MS;
      } while (changes.length >= MAX_BATCH - 1);
    } catch (error) {
      pausedUntil = performance.now() + RETRY_MS;
      faults.failed(task, error);
    }
  });

  return {
    name: follower.name,
    seq: () => last?.seq ?? 0,
    catchUp,
    /** In milliseconds of `performance.now()`. */
    pausedUntil: () => pausedUntil,
    async close() {
      closed = true;
      await catchUp();
    },
  };
}

async function findNewest(store: Pick<ArticleStore, 'listChanges' | 'getLastSeq'>): Promise<Change | undefined> {
  const seq = await store.getLastSeq();
  return seq === 0 ? undefined : (await store.listChanges(seq - 1, 1))[0];
}

/** A log that goes on from an earlier state has other changes with the same numbers. */
function isSame(found: Change | undefined, known: Change): boolean {
  return found?.seq === known.seq && found.articleId === known.articleId && found.at === known.at;
}

/** A call during a run waits for one more run, since the current one may have missed what the caller wrote. */
function runInTurn(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    next = undefined;
    running = task().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (next !== undefined) return next;
    if (running === undefined) return start();
    next = running.then(start, start);
    return next;
  };
}
