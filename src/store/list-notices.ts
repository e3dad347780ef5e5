import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import { affects, type Change, isNotice, isOlder, NOTICE_KINDS } from '../model/change.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { matchesFilter } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { Notice, NoticeQuery } from './article-store.ts';
import { toChange } from './change-log.ts';
import { findArticles } from './find-article.ts';
import type { Database } from './schema.ts';
import { matchesContent } from './search-text.ts';

const MAX_NOTICES = 10_000;
/** Articles that are read before requests get a turn: some milliseconds. */
const BATCH = 100;

/** An article with its newest retraction, correction or restoration, and its newest change of any kind. */
interface NoticedArticle {
  readonly id: ArticleId;
  readonly notice: Change;
  readonly last: Change;
}

export async function listNotices(db: Database, query: NoticeQuery): Promise<readonly Notice[]> {
  const noticed = await listNoticedArticles(db, query);
  const notices: Notice[] = [];
  let articlesLeft = query.maxArticles;
  for (let from = 0; from < noticed.length; from += BATCH) {
    const batch = noticed.slice(from, from + BATCH);
    const isRead = (one: NoticedArticle) => isHidden(one) || (articlesLeft > 0 && isOlderArticle(query, one));
    const found = await findArticles(
      db,
      batch.filter(isRead).map(({ id }) => id),
    );
    for (const one of batch) {
      const { id, notice, last } = one;
      const stored = found.get(id);
      const tombstone = isHidden(one) ? { id, at: last.at, reason: stored?.retraction?.reason } : undefined;
      const hasArticle =
        tombstone === undefined && stored !== undefined && articlesLeft > 0 && matchesContent(query, stored);
      if (hasArticle) articlesLeft -= 1;
      notices.push(
        omitUndefined({
          articleId: id,
          at: notice.at,
          lastChange: { seq: last.seq, at: last.at },
          tombstone: tombstone && omitUndefined(tombstone),
          article: hasArticle ? stored : undefined,
        }),
      );
    }
    await setImmediate();
  }
  return notices;
}

function isHidden({ last }: NoticedArticle): boolean {
  return last.after === undefined;
}

function isOlderArticle({ olderThan, ...filter }: NoticeQuery, { id, last }: NoticedArticle): boolean {
  return (
    olderThan !== undefined &&
    isOlder({ publishedAt: last.publishedAt, id }, olderThan) &&
    last.after !== undefined &&
    matchesFilter(filter, last.after)
  );
}

/** The newest notice is first. An article counts if the feed ever had it: a mirror may still have it. */
async function listNoticedArticles(
  db: Database,
  { since, ...filter }: NoticeQuery,
): Promise<readonly NoticedArticle[]> {
  const ids = await listNoticedIds(db, since);
  const noticed: NoticedArticle[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const changes = await listHistories(db, ids.slice(from, from + BATCH));
    for (const [id, history] of Map.groupBy(changes, (change) => change.articleId)) {
      const notice = history.findLast(({ kind }) => isNotice(kind));
      const last = history.at(-1);
      // Readers are not told of a withdrawal, nor then of what was before it.
      if (notice === undefined || last === undefined || last.kind === 'withdrawn') continue;
      if (history.some((change) => affects(change, filter, undefined))) noticed.push({ id, notice, last });
    }
    await setImmediate();
  }
  return noticed.sort((a, b) => b.notice.seq - a.notice.seq);
}

/** The articles with a notice at `since` or later. */
async function listNoticedIds(db: Database, since: Timestamp): Promise<readonly string[]> {
  // Literals and no parameters: SQLite uses the partial index only where it sees the same constants.
  const kinds = sql.join(NOTICE_KINDS.map((kind) => sql.lit(kind)));
  const rows = await db
    .selectFrom('changes')
    .select('article_id')
    .where(sql<boolean>`kind in (${kinds})`)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(MAX_NOTICES)
    .execute();
  return [...new Set(rows.map((row) => row.article_id))];
}

/** All changes of articles, oldest first. */
async function listHistories(db: Database, ids: readonly string[]): Promise<readonly Change[]> {
  const rows = await db.selectFrom('changes').selectAll().where('article_id', 'in', ids).orderBy('seq').execute();
  return rows.map(toChange);
}
