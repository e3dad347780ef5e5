import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Tombstone } from '../model/tombstone.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { archiveKey, hasArchive } from './feed-archiver.ts';
import { type FeedWindow, filterOf, loadFeedWindow, type WindowStore } from './feed-window.ts';

/** What a feed's own document shows beside its articles. */
export interface FeedContents extends FeedWindow {
  /** Articles that left the feed in the last thirty days (RFC 6721). */
  readonly tombstones: readonly Tombstone[];
  /** The newest archive page; absent where there is none, or where articles between it and the document are still being put away. */
  readonly newestArchivePage?: number;
}

/** What a contents is loaded from. */
export type FeedContentsStore = WindowStore &
  Pick<ArticleStore, 'getArchive' | 'listTombstones' | 'listVisiblePositions'>;

const DAY_MS = 86_400_000;
/** How long a reader is told that an article is gone: one that polls once a month still learns of it. */
const TOMBSTONES_KEPT_MS = 30 * DAY_MS;
const MAX_TOMBSTONES = 100;

/**
 * Loads what a feed's own document shows. The thirty days count back from the feed's newest change and not from now: the document stays the same as
 * long as nothing happens, and a withdrawal is said for thirty days at the least.
 */
export async function loadFeedContents(store: FeedContentsStore, definition: FeedDefinition): Promise<FeedContents> {
  const window = await loadFeedWindow(store, definition, definition.count);
  const since = (window.updated ?? 0) - TOMBSTONES_KEPT_MS;
  const tombstones = await store.listTombstones(filterOf(definition), since, MAX_TOMBSTONES);
  const newestArchivePage = await findNewestPage(store, definition);
  return {
    ...window,
    tombstones,
    ...(newestArchivePage === undefined ? {} : { newestArchivePage }),
  };
}

/** The newest page, if nothing lies between it and a document of `count` articles. */
async function findNewestPage(store: FeedContentsStore, definition: FeedDefinition): Promise<number | undefined> {
  if (!hasArchive(definition)) return undefined;
  const { pages, newest } = await store.getArchive(archiveKey(definition));
  if (pages === 0 || newest === undefined) return undefined;
  const limit = definition.count + 1;
  const outside = await store.listVisiblePositions({ ...filterOf(definition), limit, before: newest });
  return outside.length < limit ? pages : undefined;
}
