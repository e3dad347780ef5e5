import { setImmediate } from 'node:timers/promises';
import type { Selectable } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import { affects, type Change, type Position } from '../model/change.ts';
import { EMPTY_SELECTION } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { FeedFilter } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { listFilterConditions, type TermCondition } from './article-terms.ts';
import { toChange } from './change-log.ts';
import { listVisiblePositions } from './list-visible.ts';
import type { ChangeTable, Database, StoreSchema } from './schema.ts';
import type { SearchIndex } from './search-index.ts';

type ChangeRow = Selectable<ChangeTable>;
type LostCondition = Omit<TermCondition, 'kind'> & Pick<StoreSchema['lost_terms'], 'kind'>;

/** Changes at the end of the log that are read first: feeds ask after a change. */
const NEWEST_CHANGES = 100;
/** Changes that are read before requests get a turn: some milliseconds. */
const BATCH = 500;
/** With more articles than these, the log itself is read instead of the changes of these articles. */
const MAX_ARTICLES = 1000;

export async function findLastChange(
  db: Database,
  search: SearchIndex,
  feed: FeedFilter,
  oldestShown: Position | undefined,
): Promise<Change | undefined> {
  // Lazy, because the first row is often the one.
  const find = (rows: readonly ChangeRow[]) =>
    rows
      .values()
      .map(toChange)
      .find((change) => affects(change, feed, oldestShown));
  const newest = await listLog(db, undefined, NEWEST_CHANGES);
  const found = find(newest);
  if (found !== undefined || newest.length < NEWEST_CHANGES) return found;

  const articles = await listArticlesEver(db, search, feed, oldestShown);
  let beforeSeq = newest.at(-1)?.seq;
  while (beforeSeq !== undefined) {
    const rows =
      articles === undefined
        ? await listLog(db, beforeSeq, BATCH)
        : await listChangesOf(db, articles, beforeSeq, BATCH);
    const older = find(rows);
    if (older !== undefined) return older;
    beforeSeq = rows.at(-1)?.seq;
    await setImmediate();
  }
  return undefined;
}

export async function findLastChangeOf(db: Database, ids: readonly ArticleId[]): Promise<Change | undefined> {
  if (ids.length === 0) return undefined;
  const row = await db
    .selectFrom('changes')
    .selectAll()
    .where('seq', '=', (eb) =>
      eb
        .selectFrom('changes as c')
        .select((of) => of.fn.max('c.seq').as('seq'))
        .where('c.article_id', 'in', ids),
    )
    .executeTakeFirst();
  return row && toChange(row);
}

export async function listChangedSince(
  db: Database,
  ids: readonly ArticleId[],
  seq: number,
): Promise<ReadonlySet<ArticleId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('changes')
    .select('article_id')
    .distinct()
    .where('article_id', 'in', ids)
    .where('seq', '>', seq)
    .execute();
  return new Set(rows.map((row) => row.article_id as ArticleId));
}

/**
 * The articles that meet the conditions of a feed or once did, some of them excluded; `undefined` where they are too many. Where the feed is
 * full, only those with a date that it shows.
 */
async function listArticlesEver(
  db: Database,
  search: SearchIndex,
  { exclude: _, ...feed }: FeedFilter,
  oldestShown: Position | undefined,
): Promise<readonly string[] | undefined> {
  const limit = MAX_ARTICLES + 1;
  const query = omitUndefined({ ...feed, exclude: EMPTY_SELECTION, before: oldestShown, limit });
  const present = await listVisiblePositions(db, search, query);
  const former = await listLost(db, listFilterConditions(feed), oldestShown?.publishedAt, limit);
  if (present.length === limit || former.length === limit) return undefined;
  return [...[...present, oldestShown].flatMap((position) => position?.id ?? []), ...former];
}

/** Articles that have lost a term of a condition; without conditions, those that stopped being public. */
async function listLost(
  db: Database,
  conditions: readonly TermCondition[],
  oldest: Timestamp = Number.MIN_SAFE_INTEGER,
  limit: number,
): Promise<readonly string[]> {
  const parts: readonly LostCondition[] = conditions.length === 0 ? [{ kind: 'all', slugs: [''] }] : conditions;
  const lost = parts
    .map(({ kind, slugs }) =>
      db
        .selectFrom('lost_terms')
        .select('article_id')
        .where('kind', '=', kind)
        .where('slug', 'in', slugs)
        .where('published_at', '>=', oldest),
    )
    .reduce((all, part) => all.unionAll(part));
  const rows = await lost.limit(limit).execute();
  return rows.map((row) => row.article_id);
}

function listChangesOf(
  db: Database,
  articles: readonly string[],
  beforeSeq: number,
  limit: number,
): Promise<readonly ChangeRow[]> {
  if (articles.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('changes')
    .selectAll()
    .where('article_id', 'in', articles)
    .where('seq', '<', beforeSeq)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}

function listLog(db: Database, beforeSeq: number | undefined, limit: number): Promise<readonly ChangeRow[]> {
  return db
    .selectFrom('changes as c')
    .selectAll('c')
    .$if(beforeSeq !== undefined, (rows) => rows.where('c.seq', '<', beforeSeq ?? 0))
    .orderBy('c.seq', 'desc')
    .limit(limit)
    .execute();
}
