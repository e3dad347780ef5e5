import { type Selectable, type SqlBool, sql } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { type Facets, matchesFilter } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { Tombstone } from '../model/tombstone.ts';
import { toArticle } from './article-row.ts';
import type { ArticleFilter } from './article-store.ts';
import type { ArticleTable, ChangeTable, Database } from './schema.ts';
import { createSearchMatcher } from './search-text.ts';

const BATCH = 100;

type RetractionRow = Selectable<ArticleTable> & Pick<Selectable<ChangeTable>, 'seq' | 'at' | 'facets_before'>;

export async function listTombstones(
  db: Database,
  filter: ArticleFilter,
  since: Timestamp,
  limit: number,
): Promise<readonly Tombstone[]> {
  const tombstones: Tombstone[] = [];
  let last: RetractionRow | undefined;
  do {
    const rows = await listRetractions(db, since, last);
    for (const row of rows) {
      if (hadShown(filter, row)) tombstones.push(toTombstone(row));
      if (tombstones.length >= limit) return tombstones.slice(0, limit);
    }
    last = rows.length < BATCH ? undefined : rows.at(-1);
  } while (last !== undefined);
  return tombstones;
}

/** The last changes of articles that are not public any more, newest first, older than `previous`. */
function listRetractions(
  db: Database,
  since: Timestamp,
  previous: RetractionRow | undefined,
): Promise<readonly RetractionRow[]> {
  return (
    db
      .selectFrom('changes as c')
      .innerJoin('articles as a', 'a.id', 'c.article_id')
      .selectAll('a')
      .select(['c.seq', 'c.at', 'c.facets_before'])
      // A literal and no parameter: SQLite uses the partial index only where it sees the same constant.
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
      .$if(previous !== undefined, (rows) =>
        rows.where(sql<SqlBool>`(c.at, c.seq) < (${previous?.at}, ${previous?.seq})`),
      )
      .orderBy('c.at', 'desc')
      .orderBy('c.seq', 'desc')
      .limit(BATCH)
      .execute()
  );
}

/** By the facets before the change and the text of today. */
function hadShown(filter: ArticleFilter, row: RetractionRow): boolean {
  const article = toArticle(row);
  return (
    row.facets_before !== null &&
    matchesFilter(filter, JSON.parse(row.facets_before) as Facets) &&
    (filter.withAudio !== true || article.audio !== undefined) &&
    (filter.search === undefined || createSearchMatcher(article)(filter.search))
  );
}

function toTombstone(row: RetractionRow): Tombstone {
  return omitUndefined({ id: row.id as ArticleId, at: row.at, reason: toArticle(row).retraction?.reason });
}
