import type { Change, SearchMatcher } from '../model/change.ts';
import type { Clock } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';

/** What following the change log needs. */
export interface FollowDependencies {
  readonly store: Pick<
    ArticleStore,
    'listChanges' | 'loadSearchMatcher' | 'getLastSeq' | 'announceDue' | 'findNextDue'
  >;
  /** Hears of every change once, in order of `seq`, and is told which words its article holds; of many changes at once, that it may hold any. */
  readonly onChange: (change: Change, matchesSearch: SearchMatcher) => void;
  readonly onFault: (fault: unknown) => void;
  readonly clock: Clock;
  /** How often the log is looked at for what other processes wrote, in milliseconds. */
  readonly pollMs?: number;
}

/** Follows the change log, and announces what is due. */
export interface RunningFollowers {
  /** Hands on what was committed since; resolves when all of it was handed on. */
  checkNow(): Promise<void>;
  close(): Promise<void>;
}

const POLL_MS = 200;
const CHANGES_AT_A_TIME = 500;
/** After so many changes at once somebody imports: then every feed would be built anew with each look at the log, and once in this time is enough. */
const MANY_CHANGES = 20;
const PAUSE_MS = 700;
/** The longest wait that a timer can hold (2^31 - 1 ms). */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Starts following the change log from its present end. Our own writes are told by `checkNow`; those of other processes (an
 * import from the command line, another node) are found by asking for the last `seq` a few times a second, which costs one
 * index look-up. An article whose moment comes is announced by a timer set to that moment.
 */
export async function followChanges(dependencies: FollowDependencies): Promise<RunningFollowers> {
  const { store, onChange, onFault, clock, pollMs = POLL_MS } = dependencies;
  let seen = await store.getLastSeq();
  let running: Promise<void> | undefined;
  let again = false;
  let dueTimer: NodeJS.Timeout | undefined;
  let closed = false;
  let lookAfter = 0;

  const follow = async (): Promise<void> => {
    const now = clock();
    let due = await store.findNextDue();
    if (due !== undefined && due <= now) {
      await store.announceDue(now);
      due = await store.findNextDue();
    }
    const from = seen;
    for (;;) {
      const changes = await store.listChanges(seen, CHANGES_AT_A_TIME);
      for (const change of changes) {
        onChange(change, changes.length < MANY_CHANGES ? await store.loadSearchMatcher(change.articleId) : () => true);
        seen = change.seq;
      }
      if (changes.length < CHANGES_AT_A_TIME) break;
    }
    if (seen - from >= MANY_CHANGES) lookAfter = performance.now() + PAUSE_MS;
    setDueTimer(due);
  };

  const setDueTimer = (due: number | undefined): void => {
    clearTimeout(dueTimer);
    if (due === undefined || closed) return;
    const wait = Math.min(Math.max(due - Date.now(), 0), LONGEST_TIMER_MS);
    dueTimer = setTimeout(() => void checkNow().catch(onFault), wait);
    dueTimer.unref();
  };

  /** One walk at a time; a call during a walk asks for one more, since the walk may have passed what the caller wrote. */
  const checkNow = (): Promise<void> => {
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = (async () => {
      try {
        do {
          again = false;
          await follow();
        } while (again);
      } finally {
        running = undefined;
      }
    })();
    return running;
  };

  await checkNow();
  const poll = setInterval(() => {
    if (performance.now() >= lookAfter) void checkNow().catch(onFault);
  }, pollMs);
  poll.unref();

  return {
    checkNow,
    async close() {
      closed = true;
      clearInterval(poll);
      clearTimeout(dueTimer);
      await running;
    },
  };
}
