import type { Selectable } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import { affects, type Change, type Position } from '../model/change.ts';
import type { FeedFilter } from '../model/selection.ts';
import { toChange } from './change-log.ts';
import { countArticles, planQuery, type QueryPlan } from './query-plan.ts';
import type { ChangeTable, Database } from './schema.ts';

type ChangeRow = Selectable<ChangeTable>;

/** Lines at the end of the log among which the change is nearly always found: something has just happened to the feed. */
const LATEST = 100;
/** Candidates read at a time after that. */
const AT_A_TIME = 500;
/** With more articles than this under its terms, a feed's last change is looked for in the log itself. */
const COMMON = 2000;

/** The newest change that altered what a feed with this window shows: `affects` (model/change.ts) decides, SQL narrows. */
export async function findLastChange(
  db: Database,
  feed: FeedFilter,
  oldestShown: Position | undefined,
): Promise<Change | undefined> {
  const find = (rows: readonly ChangeRow[]): Change | undefined => {
    for (const row of rows) {
      const change = toChange(row);
      if (affects(change, feed, oldestShown)) return change;
    }
    return undefined;
  };
  const latest = await logRows(db, undefined, LATEST);
  const found = find(latest);
  if (found !== undefined || latest.length < LATEST) return found;

  const plan = await planQuery(db, feed);
  const isRare = plan.walk !== undefined && (await countArticles(db, plan.walk)) <= COMMON;
  const narrowed = oldestShown !== undefined || isRare;
  let beforeSeq = latest.at(-1)?.seq;
  while (beforeSeq !== undefined) {
    const rows = narrowed
      ? await candidateRows(db, plan, oldestShown, beforeSeq, AT_A_TIME)
      : await logRows(db, beforeSeq, AT_A_TIME);
    const older = find(rows);
    if (older !== undefined) return older;
    beforeSeq = rows.at(-1)?.seq;
  }
  return undefined;
}

/** The newest change of any of these articles. */
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

/** Which of these articles have changed after `seq`. */
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
 * Changes that could be the one, newest first: those of the articles that have, or once had, a term of the feed. Where the window is full, of
 * the articles alone that have a date in it, which are few however long the log is.
 */
function candidateRows(
  db: Database,
  { walk }: QueryPlan,
  oldestShown: Position | undefined,
  beforeSeq: number,
  limit: number,
): Promise<readonly ChangeRow[]> {
  const oldest = oldestShown?.publishedAt ?? Number.MIN_SAFE_INTEGER;
  const withTerm = (table: 'article_terms' | 'lost_terms') =>
    db
      .selectFrom(table)
      .select('article_id')
      .where('kind', '=', walk?.kind ?? 'all')
      .where('slug', 'in', walk?.slugs ?? [''])
      .where('published_at', '>=', oldest);
  const visible = db
    .selectFrom('articles')
    .select('id as article_id')
    .where('announced_at', 'is not', null)
    .where('published_at', '>=', oldest);
  const subjects =
    walk === undefined
      ? visible.unionAll(withTerm('lost_terms'))
      : withTerm('article_terms').unionAll(withTerm('lost_terms'));
  return db
    .selectFrom('changes as c')
    .selectAll('c')
    .where('c.article_id', 'in', subjects)
    .where('c.seq', '<', beforeSeq)
    .orderBy('c.seq', 'desc')
    .limit(limit)
    .execute();
}

/** The log itself, from its end. */
function logRows(db: Database, beforeSeq: number | undefined, limit: number): Promise<readonly ChangeRow[]> {
  return db
    .selectFrom('changes as c')
    .selectAll('c')
    .$if(beforeSeq !== undefined, (rows) => rows.where('c.seq', '<', beforeSeq ?? 0))
    .orderBy('c.seq', 'desc')
    .limit(limit)
    .execute();
}
