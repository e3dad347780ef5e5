import type { Compilable, Selectable } from 'kysely';
import { affects, type Change, type Position } from '../model/change.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { toChange } from './change-log.ts';
import { type Plan, planSelection } from './driving-field.ts';
import type { ChangeTable, Database } from './schema.ts';

type ChangeRow = Selectable<ChangeTable>;

/** A query for rows of changes, to run or to look at. */
interface ChangeRows extends Compilable<ChangeRow> {
  execute(): Promise<ChangeRow[]>;
}

/** Candidates read at first, when the newest is nearly always the one, and then at a time. */
const FIRST_CANDIDATES = 10;
const CANDIDATES_AT_A_TIME = 500;

/** The newest change that altered what a feed with this window shows: `affects` (model/change.ts) decides, SQL narrows. */
export async function findLastChange(
  db: Database,
  feed: Pick<FeedDefinition, 'select' | 'exclude'>,
  oldestShown: Position | undefined,
): Promise<Change | undefined> {
  const plan = await planSelection(db, feed.select);
  let limit = FIRST_CANDIDATES;
  let beforeSeq: number | undefined;
  for (;;) {
    const rows = await candidateRows(db, plan, oldestShown, beforeSeq, limit).execute();
    const found = rows.map(toChange).find((change) => affects(change, feed, oldestShown));
    if (found !== undefined) return found;
    beforeSeq = rows.at(-1)?.seq;
    if (beforeSeq === undefined) return undefined;
    limit = CANDIDATES_AT_A_TIME;
  }
}

/**
 * Changes that could be the one, newest first. Where the window is full they are looked for among the dates that it shows, which
 * holds few changes however long the log is; where it is not, the feed has few articles, or the first change is the one.
 */
export function candidateRows(
  db: Database,
  plan: Plan,
  oldestShown: Position | undefined,
  beforeSeq: number | undefined,
  limit: number,
): ChangeRows {
  const changes = db
    .selectFrom('changes as c')
    .selectAll('c')
    .$if(beforeSeq !== undefined, (rows) => rows.where('c.seq', '<', beforeSeq ?? 0))
    .orderBy('c.seq', 'desc')
    .limit(limit);
  const { walk } = plan;
  if (walk === undefined && oldestShown === undefined) return changes;
  return changes.where(
    'c.seq',
    'in',
    db
      .selectFrom('change_terms')
      .select('seq')
      .where('kind', '=', walk?.kind ?? 'all')
      .where('slug', 'in', walk?.slugs ?? [''])
      .$if(oldestShown !== undefined, (seqs) => seqs.where('published_at', '>=', oldestShown?.publishedAt ?? 0)),
  );
}
