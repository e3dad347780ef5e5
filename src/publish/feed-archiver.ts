import { setTimeout as pause } from 'node:timers/promises';
import type { FaultLog } from '../model/fault-log.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { filterOf } from './feed-window.ts';

const MAX_PAGE_SIZE = 50;
const TASK = 'an archive cannot be extended';
const BATCH_SIZE = 100;
/** After a fault of the store. */
const RETRY_MS = 5_000;
/** A pause is as long as the last call took, and at least this, so that requests are answered in between. */
const MIN_PAUSE_MS = 5;

/** Moves articles that a feed's own document no longer shows to archive pages (RFC 5005, section 4). */
export interface FeedArchiver {
  /**
   * Adds the missing pages. A large archive is only begun: it goes on in the background, until `onExtended` is called. So does one that
   * cannot be written now: the feed is served with fewer archive pages.
   */
  extend(definition: FeedDefinition): Promise<void>;
  close(): Promise<void>;
}

/** A feed with another selection or page size gets a new archive. */
export function archiveKey({ id, select, exclude, search, podcast, count }: FeedDefinition): string {
  return JSON.stringify([id, select, exclude, search ?? '', podcast !== undefined, pageSizeOf({ count })]);
}

/** Custom feeds have no archive: anybody can request ten thousand of them. */
export function hasArchive({ id }: Pick<FeedDefinition, 'id'>): boolean {
  return !/^(?:custom(?:$|\?)|c\/)/.test(id);
}

/** Every article of a feed is in its own document or on a page: a page is added before the document leaves one out. */
export function openFeedArchiver(
  store: Pick<ArticleStore, 'getArchive' | 'extendArchive'>,
  onExtended: (definition: FeedDefinition) => void,
  faults: Pick<FaultLog, 'failed' | 'succeeded'>,
): FeedArchiver {
  const waiting = new Map<string, FeedDefinition>();
  /** Archives that could not be completed at the last call. */
  const incomplete = new Set<string>();
  let working: Promise<void> | undefined;
  /** By archive: a feed that could not be written is tried again. */
  const retries = new Map<string, NodeJS.Timeout>();
  let closed = false;

  // Resolves with whether the archive is complete. Meanwhile the feed may have been built without pages that another process has added.
  const extendOnce = async (definition: FeedDefinition, limit: number): Promise<boolean> => {
    const key = archiveKey(definition);
    const pageSize = pageSizeOf(definition);
    const former = await store.getArchive(key);
    const options = { keep: definition.count - pageSize, pageSize, limit };
    const { pages, done } = await store.extendArchive(key, filterOf(definition), options);
    if (done && (pages > former.pages || incomplete.has(key))) onExtended(definition);
    if (done) incomplete.delete(key);
    else incomplete.add(key);
    return done;
  };

  const tryToExtend = async (definition: FeedDefinition, limit: number): Promise<'done' | 'more' | 'failed'> => {
    try {
      const done = await extendOnce(definition, limit);
      faults.succeeded(TASK);
      return done ? 'done' : 'more';
    } catch (fault) {
      faults.failed(TASK, fault);
      incomplete.add(archiveKey(definition));
      retryLater(definition);
      return 'failed';
    }
  };

  const retryLater = (definition: FeedDefinition): void => {
    const key = archiveKey(definition);
    clearTimeout(retries.get(key));
    if (closed) return;
    const timer = setTimeout(() => {
      retries.delete(key);
      void extend(definition);
    }, RETRY_MS);
    timer.unref();
    retries.set(key, timer);
  };

  const work = async (): Promise<void> => {
    for (const [key, definition] of waiting) {
      while (!closed) {
        const began = performance.now();
        if ((await tryToExtend(definition, BATCH_SIZE)) !== 'more') break;
        await pause(Math.max(MIN_PAUSE_MS, performance.now() - began));
      }
      waiting.delete(key);
    }
    working = undefined;
  };

  const extend = async (definition: FeedDefinition): Promise<void> => {
    const key = archiveKey(definition);
    if (closed || !hasArchive(definition) || waiting.has(key)) return;
    if ((await tryToExtend(definition, pageSizeOf(definition))) !== 'more') return;
    waiting.set(key, definition);
    working ??= work();
  };

  return {
    extend,
    async close() {
      closed = true;
      for (const timer of retries.values()) clearTimeout(timer);
      await working;
    },
  };
}

function pageSizeOf({ count }: Pick<FeedDefinition, 'count'>): number {
  return Math.min(count, MAX_PAGE_SIZE);
}
