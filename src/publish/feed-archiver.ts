import { setTimeout } from 'node:timers/promises';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { filterOf } from './feed-window.ts';

/** With full texts a page of so many articles has a few hundred kilobytes. */
const MAX_PAGE_SIZE = 50;
/** Articles that one call of the store archives in the background: a few milliseconds of work. */
const BATCH_SIZE = 100;
/** The pause between two calls is as long as the last call took, and at least this, so that requests are answered in between. */
const MIN_PAUSE_MS = 5;

/** Moves articles that a feed's own document no longer shows to archive pages (RFC 5005, section 4). */
export interface FeedArchiver {
  /**
   * Adds the pages that are missing. The first archive of a large newsroom is only begun: it goes on in the background, and `onExtended` is called
   * once it is complete.
   */
  extend(definition: FeedDefinition): Promise<void>;
  /** Resolves when no work is running. */
  close(): Promise<void>;
}

/** Identifies the archive of a feed. A feed with another selection or page size gets a new archive. */
export function archiveKey({ id, select, exclude, search, podcast, count }: FeedDefinition): string {
  return JSON.stringify([id, select, exclude, search ?? '', podcast !== undefined, pageSizeOf({ count })]);
}

/** Whether a feed has an archive. Custom feeds have none: anybody can ask for ten thousand of them. */
export function hasArchive({ id }: Pick<FeedDefinition, 'id'>): boolean {
  return !/^(?:custom(?:$|\?)|c\/)/.test(id);
}

/**
 * Opens the archiver. A page is made as soon as the feed's own document could not show all articles that are on no page, so every article is in
 * the document or on a page.
 */
export function openFeedArchiver(
  store: Pick<ArticleStore, 'getArchive' | 'extendArchive'>,
  onExtended: (definition: FeedDefinition) => void,
  onFault: (fault: unknown) => void,
): FeedArchiver {
  const waiting = new Map<string, FeedDefinition>();
  let working: Promise<void> | undefined;
  let closed = false;

  /** Returns whether the archive is complete. */
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
