import { sql } from 'kysely';
import type { Article, ArticleId } from '../model/article.ts';
import { affects, type Change, isNotice, isOlder, NOTICE_KINDS } from '../model/change.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { matchesFilter } from '../model/selection.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { toArticle } from './article-row.ts';
import type { ArticleFilter, Notice, NoticeQuery } from './article-store.ts';
import { toChange } from './change-log.ts';
import type { Database } from './schema.ts';
import { createSearchMatcher } from './search-text.ts';

const MAX_NOTICES = 10_000;
/** Articles that are read at a time, so that the texts of thousands are never in memory together. */
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
    const found = await readArticles(
      db,
      batch.filter(isRead).map(({ id }) => id),
    );
    for (const one of batch) {
      const { id, notice, last } = one;
      const stored = found.get(id);
      const tombstone = isHidden(one) ? { id, at: last.at, reason: stored?.retraction?.reason } : undefined;
      const hasArticle =
        tombstone === undefined && stored !== undefined && articlesLeft > 0 && hasAudioAndWords(query, stored);
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

function hasAudioAndWords({ withAudio, search }: ArticleFilter, article: Article): boolean {
  return (
    (withAudio !== true || article.audio !== undefined) &&
    (search === undefined || createSearchMatcher(article)(search))
  );
}

/** The newest notice is first. An article counts if the feed ever had it: a mirror may still have it. */
async function listNoticedArticles(
  db: Database,
  { since, ...filter }: NoticeQuery,
): Promise<readonly NoticedArticle[]> {
  const histories = Map.groupBy(await listHistories(db, since), (change) => change.articleId);
  return [...histories]
    .flatMap(([id, changes]) => {
      const notice = changes.findLast(({ kind }) => isNotice(kind));
      const last = changes.at(-1);
      // Readers are not told of a withdrawal, nor then of what was before it.
      if (notice === undefined || last === undefined || last.kind === 'withdrawn') return [];
      return changes.some((change) => affects(change, filter, undefined)) ? [{ id, notice, last }] : [];
    })
    .sort((a, b) => b.notice.seq - a.notice.seq);
}

/** All changes, oldest first, of the articles with a notice at `since` or later. */
async function listHistories(db: Database, since: Timestamp): Promise<readonly Change[]> {
  // Literals and no parameters: SQLite uses the partial index only where it sees the same constants.
  const kinds = sql.join(NOTICE_KINDS.map((kind) => sql.lit(kind)));
  const rows = await db
    .selectFrom('changes as c')
    .selectAll('c')
    .where('c.article_id', 'in', (eb) =>
      eb
        .selectFrom('changes as notice')
        .select('notice.article_id')
        .where(sql<boolean>`notice.kind in (${kinds})`)
        .where('notice.at', '>=', since)
        .orderBy('notice.at', 'desc')
        .orderBy('notice.seq', 'desc')
        .limit(MAX_NOTICES),
    )
    .orderBy('c.seq')
    .execute();
  return rows.map(toChange);
}

async function readArticles(db: Database, ids: readonly ArticleId[]): Promise<ReadonlyMap<ArticleId, Article>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('articles').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id as ArticleId, toArticle(row)]));
}
