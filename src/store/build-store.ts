import type { MintId } from '../model/ids.ts';
import { memoizeAsync } from '../model/memoize-async.ts';
import { announceDueArticles, findNextDue } from './announce-due.ts';
import { getArchive } from './archive-rows.ts';
import type { ArticleStore } from './article-store.ts';
import { createArticleWriter, type WriteArticles } from './article-writer.ts';
import { getLastSeq, listChanges } from './change-log.ts';
import { findCustomFeed, saveCustomFeed } from './custom-feeds.ts';
import { editArticle } from './edit-article.ts';
import { correctByEditor, restoreByEditor, retractByEditor } from './editor-updates.ts';
import type { Engine } from './engine.ts';
import { extendArchive } from './extend-archive.ts';
import { findArchivePage } from './find-archive-page.ts';
import { findArticle, findRetracted, findVisible, loadSearchMatcher } from './find-article.ts';
import { findFollowerCursor, saveFollowerCursor } from './follower-cursors.ts';
import { findLastChange, findLastChangeOf, listChangedSince } from './last-change.ts';
import { listTombstones } from './list-tombstones.ts';
import { listVisible, listVisiblePositions } from './list-visible.ts';
import { openMaintenance } from './maintenance.ts';
import { saveDrafts } from './save-drafts.ts';
import type { Database } from './schema.ts';
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

  return {
    save: (drafts, now) => writeArticles((writer) => saveDrafts(writer, drafts, mintId, now)),
    correct: (id, text, now) => editArticle(writeArticles, id, (record) => correctByEditor(record, text, now)),
    retract: (id, reason, now) => editArticle(writeArticles, id, (record) => retractByEditor(record, reason, now)),
    restore: (id, now) => editArticle(writeArticles, id, (record) => restoreByEditor(record, now)),

    announceDue: (now) => announceDueArticles(db, writeArticles, now),
    findNextDue: () => findNextDue(db),

    find: (id) => findArticle(db, id),
    findVisible: (id) => findVisible(db, id),
    loadSearchMatcher: (id) => loadSearchMatcher(db, id),
    findRetracted: (id) => findRetracted(db, id),
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
    close: memoizeAsync(async () => {
      await maintenance.close();
      await closeDatabase(db);
    }),
  };
}

/** Waits for the connection first, so that closing never interrupts a transaction. */
async function closeDatabase(db: Database): Promise<void> {
  await db.connection().execute(async () => undefined);
  await db.destroy();
}
