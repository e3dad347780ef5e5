import type { FeedDefinition } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Tombstone } from '../model/tombstone.ts';
import type { ReadingStore } from '../store/article-store.ts';
import { archiveKey, hasArchive } from './feed-archiver.ts';
import { type FeedWindow, filterOf, loadFeedWindow } from './feed-window.ts';

export interface FeedContents extends FeedWindow {
  /** Articles that left the feed in the last thirty days (RFC 6721). */
  readonly tombstones: readonly Tombstone[];
  /** Absent if articles between it and the document are on no page yet. */
  readonly newestArchivePage?: number;
}

const DAY_MS = 86_400_000;
const TOMBSTONES_SHOWN_MS = 30 * DAY_MS;
const MAX_TOMBSTONES = 100;

/** Loads what a feed's own document shows. The thirty days end with the feed's newest change, so that the document does not change by itself. */
export async function loadFeedContents(store: ReadingStore, definition: FeedDefinition): Promise<FeedContents> {
  const window = await loadFeedWindow(store, definition, definition.count);
  const since = (window.updated ?? 0) - TOMBSTONES_SHOWN_MS;
  const tombstones = await store.listTombstones(filterOf(definition), since, MAX_TOMBSTONES);
  const newestArchivePage = await findNewestPage(store, definition);
  return { ...window, tombstones, ...omitUndefined({ newestArchivePage }) };
}

async function findNewestPage(store: ReadingStore, definition: FeedDefinition): Promise<number | undefined> {
  if (!hasArchive(definition)) return undefined;
  const { pages, newest } = await store.getArchive(archiveKey(definition));
  if (pages === 0 || newest === undefined) return undefined;
  const limit = definition.count + 1;
  const outside = await store.listVisiblePositions({ ...filterOf(definition), limit, before: newest });
  return outside.length < limit ? pages : undefined;
}
