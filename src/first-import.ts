import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from './model/timestamp.ts';
import type { ArticleStore } from './store/article-store.ts';

/** Saved like the cursor of a source. The id of a source has no space. */
const FIRST_IMPORT = 'first import';
const POLL_MS = 500;

type State = 'begun' | 'ended';

/** Whether the first import has ended, on this server or another one: feeds are incomplete until then. */
export async function hasImported(store: Pick<ArticleStore, 'findSourceCursor' | 'getLastSeq'>): Promise<boolean> {
  const state = await store.findSourceCursor(FIRST_IMPORT);
  // Earlier versions did not save it.
  return state === undefined ? (await store.getLastSeq()) > 0 : state === ('ended' satisfies State);
}

/** Tries until it is saved, or the signal aborts: other servers wait for it. */
export async function saveFirstImport(
  store: Pick<ArticleStore, 'saveSourceCursor'>,
  state: State,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await store.saveSourceCursor(FIRST_IMPORT, state, clock());
      return;
    } catch {
      await pause(POLL_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

/** Resolves when the first import has ended on another server, or the signal aborts. */
export async function waitForFirstImport(
  store: Pick<ArticleStore, 'findSourceCursor' | 'getLastSeq'>,
  signal: AbortSignal,
): Promise<void> {
  // A fault of the database says nothing about the import.
  while (!signal.aborted && !(await hasImported(store).catch(() => false))) {
    await pause(POLL_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
