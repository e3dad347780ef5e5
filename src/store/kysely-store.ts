import type { Article, ArticleId } from '../model/article.ts';
import type { MintId } from '../model/ids.ts';
import { announceDueArticles, findNextDue } from './announce-due.ts';
import { findArchivePage, getArchive } from './archive-pages.ts';
import type { ArticleRecord, ArticleUpdate } from './article-record.ts';
import { toArticle } from './article-row.ts';
import type { ArticleStore } from './article-store.ts';
import { type ArticleWriter, createArticleWriter, type WriteArticles } from './article-writer.ts';
import { getLastSeq, listChanges } from './change-log.ts';
import { findCustomFeed, saveCustomFeed } from './custom-feeds.ts';
import { correctByEditor, restoreByEditor, retractByEditor } from './editor-updates.ts';
import type { Engine } from './engine.ts';
import { extendArchive } from './extend-archive.ts';
import { findFollowerCursor, saveFollowerCursor } from './follower-cursors.ts';
import { findLastChange, findLastChangeOf, listChangedSince } from './last-change.ts';
import { listTombstones } from './list-tombstones.ts';
import { listVisible, listVisiblePositions } from './list-visible.ts';
import { openMaintenance } from './maintenance.ts';
import { saveDrafts } from './save-drafts.ts';
import type { Database } from './schema.ts';
import { createSearchMatcher } from './search-text.ts';
import { findSourceCursor, saveSourceCursor } from './source-cursors.ts';
import { getSourceEpoch } from './source-epoch.ts';
import { createStatements } from './statements.ts';
import { findTerm, listVisibleCategories, listVisibleTerms } from './term-lists.ts';

export interface StoreParts {
  readonly db: Database;
  readonly engine: Engine;
  readonly mintId: MintId;
}

/** Builds the store on any database that has an engine. Closing the store closes the database. */
export function buildStore({ db, engine, mintId }: StoreParts): ArticleStore {
  const statements = createStatements();
  const maintenance = openMaintenance(() => engine.maintain(db));
  const write = createArticleWriter(db, engine, statements);
  const writeArticles: WriteArticles = async (work) => {
    const result = await write(work);
    maintenance.schedule();
    return result;
  };
  const edit = (id: ArticleId, build: (record: ArticleRecord) => ArticleUpdate | undefined) =>
    writeArticles((writer) => editArticle(writer, id, build));
  const articles = db.selectFrom('articles').selectAll();
  let closed: Promise<void> | undefined;

  return {
    save: (drafts, now) => writeArticles((writer) => saveDrafts(writer, drafts, mintId, now)),
    correct: (id, text, now) => edit(id, (record) => correctByEditor(record, text, now)),
    retract: (id, reason, now) => edit(id, (record) => retractByEditor(record, reason, now)),
    restore: (id, now) => edit(id, (record) => restoreByEditor(record, now)),

    async announceDue(now) {
      const due = await findNextDue(db);
      if (due === undefined || due > now) return [];
      return await writeArticles((writer) => announceDueArticles(writer, now));
    },
    findNextDue: () => findNextDue(db),

    async find(id) {
      const row = await articles.where('id', '=', id).executeTakeFirst();
      return row && toArticle(row);
    },
    async findVisible(id) {
      const row = await articles.where('id', '=', id).where('announced_at', 'is not', null).executeTakeFirst();
      return row && toArticle(row);
    },
    async loadSearchMatcher(id) {
      const row = await articles.where('id', '=', id).where('announced_at', 'is not', null).executeTakeFirst();
      return row === undefined ? () => false : createSearchMatcher(toArticle(row));
    },
    async findRetracted(id) {
      const row = await articles
        .where('id', '=', id)
        .where('state', '=', 'retracted')
        .where('was_public', '=', 1)
        .executeTakeFirst();
      return row && toArticle(row);
    },
    listVisible: (query) => listVisible(db, engine.search, query),
    listVisiblePositions: (query) => listVisiblePositions(db, engine.search, query),
    listVisibleCategories: () => listVisibleCategories(db),

    findLastChange: (feed, oldestShown) => findLastChange(db, feed, oldestShown),
    findLastChangeOf: (ids) => findLastChangeOf(db, ids),
    listChangedSince: (ids, seq) => listChangedSince(db, ids, seq),
    listTombstones: (filter, since, limit) => listTombstones(db, filter, since, limit),

    findTerm: (kind, slug) => findTerm(db, kind, slug),
    listVisibleTerms: (kind, limit) => listVisibleTerms(db, kind, limit),

    getArchive: (key) => getArchive(db, key),
    extendArchive: (key, filter, options) => extendArchive({ db, engine, statements }, key, filter, options),
    findArchivePage: (key, page) => findArchivePage(db, key, page),

    saveCustomFeed: (query, now) => saveCustomFeed(db, engine, query, now),
    findCustomFeed: (code) => findCustomFeed(db, code),

    listChanges: (afterSeq, limit) => listChanges(db, afterSeq, limit),
    getLastSeq: () => getLastSeq(db),
    findFollowerCursor: (name) => findFollowerCursor(db, name),
    saveFollowerCursor: (name, seq) => saveFollowerCursor(db, name, seq),

    getSourceEpoch: (sourceId, now) => getSourceEpoch(db, engine, sourceId, now),
    findSourceCursor: (sourceId) => findSourceCursor(db, sourceId),
    saveSourceCursor: (sourceId, cursor, now) => saveSourceCursor(db, sourceId, cursor, now),

    async ping() {
      await db.selectFrom('articles').select('id').limit(1).execute();
    },
    close() {
      closed ??= maintenance.close().then(() => closeDatabase(db));
      return closed;
    },
  };
}

async function editArticle(
  writer: ArticleWriter,
  id: ArticleId,
  build: (record: ArticleRecord) => ArticleUpdate | undefined,
): Promise<Article | undefined> {
  const record = await writer.find(id);
  if (record === undefined) return undefined;
  const update = build(record);
  if (update === undefined) return record.article;
  await writer.write(record, update);
  return update.record.article;
}

/** Waits for the connection first, so that closing never interrupts a transaction. */
async function closeDatabase(db: Database): Promise<void> {
  await db.connection().execute(async () => undefined);
  await db.destroy();
}
