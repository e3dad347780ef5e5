import type { Selectable } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import { affects, type Change, type Position } from '../model/change.ts';
import type { FeedFilter } from '../model/selection.ts';
import { toChange } from './change-log.ts';
import { countArticles, planQuery, type QueryPlan } from './query-plan.ts';
import type { ChangeTable, Database } from './schema.ts';

type ChangeRow = Selectable<ChangeTable>;

/** Changes at the end of the log that are read first: feeds ask after a change. */
const NEWEST_CHANGES = 100;
const BATCH = 500;
/** For terms with more articles, the log itself is read instead of the changes of these articles. */
const MAX_ARTICLES_OF_TERMS = 2000;

export async function findLastChange(
  db: Database,
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

  const plan = await planQuery(db, feed);
  const isRare = plan.scan !== undefined && (await countArticles(db, plan.scan)) <= MAX_ARTICLES_OF_TERMS;
  const isNarrow = oldestShown !== undefined || isRare;
  let beforeSeq = newest.at(-1)?.seq;
  while (beforeSeq !== undefined) {
    const rows = isNarrow
      ? await listCandidates(db, plan, oldestShown, beforeSeq, BATCH)
      : await listLog(db, beforeSeq, BATCH);
    const older = find(rows);
    if (older !== undefined) return older;
    beforeSeq = rows.at(-1)?.seq;
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

/** Changes of the articles that have or had a term of the feed. Where the feed is full, only of those with a date that it shows. */
function listCandidates(
  db: Database,
  { scan }: QueryPlan,
  oldestShown: Position | undefined,
  beforeSeq: number,
  limit: number,
): Promise<readonly ChangeRow[]> {
  const oldest = oldestShown?.publishedAt ?? Number.MIN_SAFE_INTEGER;
  const withTerm = (table: 'article_terms' | 'lost_terms') =>
    db
      .selectFrom(table)
      .select('article_id')
      .where('kind', '=', scan?.kind ?? 'all')
      .where('slug', 'in', scan?.slugs ?? [''])
      .where('published_at', '>=', oldest);
  const visible = db
    .selectFrom('articles')
    .select('id as article_id')
    .where('announced_at', 'is not', null)
    .where('published_at', '>=', oldest);
  const articles =
    scan === undefined
      ? visible.unionAll(withTerm('lost_terms'))
      : withTerm('article_terms').unionAll(withTerm('lost_terms'));
  return db
    .selectFrom('changes as c')
    .selectAll('c')
    .where('c.article_id', 'in', articles)
    .where('c.seq', '<', beforeSeq)
    .orderBy('c.seq', 'desc')
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
