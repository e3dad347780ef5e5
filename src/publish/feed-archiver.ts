import { setTimeout } from 'node:timers/promises';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { filterOf } from './feed-window.ts';

const MAX_PAGE_SIZE = 50;
const BATCH_SIZE = 100;
/** A pause is as long as the last call took, and at least this, so that requests are answered in between. */
const MIN_PAUSE_MS = 5;

/** Moves articles that a feed's own document no longer shows to archive pages (RFC 5005, section 4). */
export interface FeedArchiver {
  /** Adds the missing pages. A large archive is only begun: it goes on in the background, until `onExtended` is called. */
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
  onFault: (fault: unknown) => void,
): FeedArchiver {
  const waiting = new Map<string, FeedDefinition>();
  let working: Promise<void> | undefined;
  let closed = false;

  // Resolves with whether the archive is complete.
  const extendOnce = async (definition: FeedDefinition, limit: number): Promise<boolean> => {
    const key = archiveKey(definition);
    const pageSize = pageSizeOf(definition);
    const former = await store.getArchive(key);
    const options = { keep: definition.count - pageSize, pageSize, limit };
    const { pages, done } = await store.extendArchive(key, filterOf(definition), options);
    if (done && (pages > former.pages || waiting.has(key))) onExtended(definition);
    return done;
  };

  const work = async (): Promise<void> => {
    for (const [key, definition] of waiting) {
      try {
        while (!closed) {
          const began = performance.now();
          if (await extendOnce(definition, BATCH_SIZE)) break;
          await setTimeout(Math.max(MIN_PAUSE_MS, performance.now() - began));
        }
      } catch (fault) {
        onFault(fault);
      }
      waiting.delete(key);
    }
    working = undefined;
  };

  return {
    async extend(definition) {
      const key = archiveKey(definition);
      if (closed || !hasArchive(definition) || waiting.has(key)) return;
      if (await extendOnce(definition, pageSizeOf(definition))) return;
      waiting.set(key, definition);
      working ??= work();
    },
    async close() {
      closed = true;
      await working;
    },
  };
}

function pageSizeOf({ count }: Pick<FeedDefinition, 'count'>): number {
  return Math.min(count, MAX_PAGE_SIZE);
}
