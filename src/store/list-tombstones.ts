import { type Selectable, type SqlBool, sql } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import { type Facets, matchesFilter } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { Tombstone } from '../model/tombstone.ts';
import { toArticle } from './article-row.ts';
import type { ArticleFilter } from './article-store.ts';
import type { ArticleTable, ChangeTable, Database } from './schema.ts';
import { createSearchMatcher } from './search-text.ts';

const AT_A_TIME = 100;

type TombstoneRow = Selectable<ArticleTable> & Pick<Selectable<ChangeTable>, 'seq' | 'at' | 'facets_before'>;

/** Articles that left the public after `since`, that the feed had shown when they did, and that have not come back; newest first. */
export async function listTombstones(
  db: Database,
  filter: ArticleFilter,
  since: Timestamp,
  limit: number,
): Promise<readonly Tombstone[]> {
  const tombstones: Tombstone[] = [];
  let last: TombstoneRow | undefined;
  do {
    const rows = await leavingRows(db, since, last).execute();
    for (const row of rows) {
      if (hadShown(filter, row)) tombstones.push(toTombstone(row));
      if (tombstones.length >= limit) return tombstones.slice(0, limit);
    }
    last = rows.length < AT_A_TIME ? undefined : rows.at(-1);
  } while (last !== undefined);
  return tombstones;
}

/** Changes that hid articles which are hidden still, newest first, behind one that is known: what hides an article is its last change. */
function leavingRows(db: Database, since: Timestamp, known: Pick<TombstoneRow, 'at' | 'seq'> | undefined) {
  return (
    db
      .selectFrom('changes as c')
      .innerJoin('articles as a', 'a.id', 'c.article_id')
      .selectAll('a')
      .select(['c.seq', 'c.at', 'c.facets_before'])
      // Written out, because an index of these alone serves only who asks for nothing else.
      .where('c.kind', '=', sql.lit('retracted'))
      .where('c.at', '>', since)
      .where('a.announced_at', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('changes as later')
              .select('later.seq')
              .whereRef('later.article_id', '=', 'c.article_id')
              .whereRef('later.seq', '>', 'c.seq'),
          ),
        ),
      )
      .$if(known !== undefined, (rows) => rows.where(sql<SqlBool>`(c.at, c.seq) < (${known?.at}, ${known?.seq})`))
      .orderBy('c.at', 'desc')
      .orderBy('c.seq', 'desc')
      .limit(AT_A_TIME)
  );
}

/** By the terms under which the public last saw it, and by what it says. */
function hadShown(filter: ArticleFilter, row: TombstoneRow): boolean {
  const article = toArticle(row);
  return (
    row.facets_before !== null &&
    matchesFilter(filter, JSON.parse(row.facets_before) as Facets) &&
    (filter.withAudio !== true || article.audio !== undefined) &&
    (filter.search === undefined || createSearchMatcher(article)(filter.search))
  );
}

function toTombstone(row: TombstoneRow): Tombstone {
  const { retraction } = toArticle(row);
  return { id: row.id as ArticleId, at: row.at, ...(retraction === undefined ? {} : { reason: retraction.reason }) };
}
