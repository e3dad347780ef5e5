import type { Article } from '../model/article.ts';
import { brings, type Change, isNotice, isOlder, type SearchMatcher } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { matchesFilter } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { Tombstone } from '../model/tombstone.ts';
import type { ReadingStore } from '../store/article-store.ts';
import { tagsOfFeedDocument } from './cache-tags.ts';
import { archiveKey, hasArchive } from './feed-archiver.ts';
import { type FeedWindow, filterOf, loadFeedWindow } from './feed-window.ts';

/** What a feed's own document tells: its newest articles, and what became of others in the last thirty days. */
export interface FeedContents extends FeedWindow {
  /** The newest ones, then older ones that were corrected or restored (RFC 5005, section 4). */
  readonly articles: readonly Article[];
  /** Articles that are no longer public (RFC 6721). */
  readonly tombstones: readonly Tombstone[];
  /** Absent if articles between it and the document are on no page yet. */
  readonly newestArchivePage?: number;
}

const DAY_MS = 86_400_000;
const NOTICES_SHOWN_MS = 30 * DAY_MS;
/** As many as a feed may have items (`count`). */
const MAX_OLDER_ARTICLES = 500;

/** The thirty days end with the newest change that the document tells of, so that it does not change by itself. */
export async function loadFeedContents(store: ReadingStore, definition: FeedDefinition): Promise<FeedContents> {
  const window = await loadFeedWindow(store, definition, definition.count);
  const noticed = await store.listNotices({
    ...filterOf(definition),
    since: (window.updated ?? 0) - NOTICES_SHOWN_MS,
    maxArticles: MAX_OLDER_ARTICLES,
    ...omitUndefined({ olderThan: window.endsAt }),
  });
  const told = noticed.filter(({ article, tombstone }) => article !== undefined || tombstone !== undefined);
  const updated = findNewest([window.updated, ...told.map(({ lastChange }) => lastChange.at)]);
  const notices = noticed.filter(({ at }) => at >= (updated ?? 0) - NOTICES_SHOWN_MS);
  const older = notices.flatMap(({ article }) => article ?? []);
  const noticedIds = new Set(notices.map(({ articleId }) => articleId));
  const newestArchivePage = await findNewestPage(store, definition);
  return {
    ...window,
    seq: Math.max(window.seq, ...told.map(({ lastChange }) => lastChange.seq)),
    articles: [...window.articles, ...older.sort((a, b) => (isOlder(a, b) ? 1 : -1))],
    tags: tagsOfFeedDocument(definition),
    tombstones: notices.flatMap(({ tombstone }) => tombstone ?? []),
    affectedBy: (change, matchesSearch) =>
      window.affectedBy(change, matchesSearch) ||
      // The store decides to which feeds a notice belongs, since an article may have had other facets before.
      isNotice(change.kind) ||
      noticedIds.has(change.articleId) ||
      // An article with an old date gets an archive page of its own.
      mayBring(change, definition, matchesSearch),
    ...omitUndefined({ updated, newestArchivePage }),
  };
}

/** The log has neither words nor audio: an article that already had the right terms may have had no right word or no audio. */
function mayBring(change: Change, definition: FeedDefinition, matchesSearch: SearchMatcher): boolean {
  const { search, podcast } = definition;
  if (search === undefined && podcast === undefined) return brings(change, definition);
  return (
    change.after !== undefined &&
    matchesFilter(definition, change.after) &&
    (search === undefined || matchesSearch(search))
  );
}

async function findNewestPage(store: ReadingStore, definition: FeedDefinition): Promise<number | undefined> {
  if (!hasArchive(definition)) return undefined;
  const { pages, newest } = await store.getArchive(archiveKey(definition));
  if (pages === 0 || newest === undefined) return undefined;
  const limit = definition.count + 1;
  const outside = await store.listVisiblePositions({ ...filterOf(definition), limit, before: newest });
  return outside.length < limit ? pages : undefined;
}

function findNewest(moments: readonly (Timestamp | undefined)[]): Timestamp | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
