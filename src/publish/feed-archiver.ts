import { setTimeout } from 'node:timers/promises';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { filterOf } from './feed-window.ts';

/** Articles on an archive page, at the most: a page in full text stays a few hundred kilobytes. */
const LARGEST_PAGE = 50;
/** Articles that one call of the store puts away in the background: a few milliseconds of work. */
const ARTICLES_AT_A_TIME = 100;
/** The least pause between two calls, in milliseconds, in which requests are answered; otherwise it is as long as the call took. */
const LEAST_PAUSE_MS = 5;

/** Puts away what a feed's own document no longer shows. */
export interface FeedArchiver {
  /**
   * Resolves when the archive is as it has to be for the feed's document to be rendered. A long way to go, the first archive of a newsroom of many years,
   * is only begun; it is gone in the background. `onExtended` hears of it when pages were made.
   */
  extend(definition: FeedDefinition): Promise<void>;
  /** Resolves when nothing is under way. */
  close(): Promise<void>;
}

/** Names a feed and its selection: who changes what a feed takes begins a new archive. */
export function archiveKey({ id, select, exclude, search, podcast, count }: FeedDefinition): string {
  return JSON.stringify([id, select, exclude, search ?? '', podcast !== undefined, pageSizeOf({ count })]);
}

/** Whether a feed has an archive: a feed of one's own has none, since anybody can ask for ten thousand of them. */
export function hasArchive({ id }: Pick<FeedDefinition, 'id'>): boolean {
  return !/^(?:custom(?:$|\?)|c\/)/.test(id);
}

/**
 * Opens the archiver. What stands on no page is always shown by the feed's own document: a page is made as soon as the articles outside
 * would be more than the document holds.
 */
export function openFeedArchiver(
  store: Pick<ArticleStore, 'getArchive' | 'extendArchive'>,
  onExtended: (definition: FeedDefinition) => void,
  onFault: (fault: unknown) => void,
): FeedArchiver {
  const waiting = new Map<string, FeedDefinition>();
  let working: Promise<void> | undefined;
  let closed = false;

  /** One step; whether there is nothing left to do. */
  const step = async (definition: FeedDefinition, limit: number): Promise<boolean> => {
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
          if (await step(definition, ARTICLES_AT_A_TIME)) break;
          await setTimeout(Math.max(LEAST_PAUSE_MS, performance.now() - began));
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
      if (await step(definition, pageSizeOf(definition))) return;
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
  return Math.min(count, LARGEST_PAGE);
}
