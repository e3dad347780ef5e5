import { setImmediate } from 'node:timers/promises';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { filterOf } from './feed-window.ts';

/** Articles on an archive page, at the most: a page in full text stays a few hundred kilobytes. */
const LARGEST_PAGE = 50;
/** Articles that one call of the store puts away; between calls requests are answered. */
const ARTICLES_AT_A_TIME = 500;

/** Puts away what a feed's own document no longer shows, in the background. */
export interface Archivist {
  /** Looks whether there is something to put away; `onExtended` hears of it when pages were made. */
  wake(definition: FeedDefinition): void;
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
 * Opens the archivist. What stands on no page is always shown by the feed's own document: a page is made as soon as the articles outside
 * would be more than the document holds.
 */
export function openArchivist(
  store: Pick<ArticleStore, 'getArchive' | 'extendArchive'>,
  onExtended: (definition: FeedDefinition) => void,
  onFault: (fault: unknown) => void,
): Archivist {
  const waiting = new Map<string, FeedDefinition>();
  let working: Promise<void> | undefined;
  let closed = false;

  const extend = async (definition: FeedDefinition): Promise<void> => {
    const key = archiveKey(definition);
    const pageSize = pageSizeOf(definition);
    const options = { keep: definition.count - pageSize, pageSize, limit: ARTICLES_AT_A_TIME };
    const former = await store.getArchive(key);
    for (;;) {
      const { pages, done } = await store.extendArchive(key, filterOf(definition), options);
      if (done || closed) {
        if (pages > former.pages) onExtended(definition);
        return;
      }
      await setImmediate();
    }
  };

  const work = async (): Promise<void> => {
    for (const [id, definition] of waiting) {
      waiting.delete(id);
      if (closed) return;
      await extend(definition).catch(onFault);
    }
    working = undefined;
  };

  return {
    wake(definition) {
      if (closed || !hasArchive(definition)) return;
      waiting.set(definition.id, definition);
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
