import type { Article, ArticleId } from '../model/article.ts';
import type { MintId } from '../model/ids.ts';
import { memoizeAsync } from '../model/memoize-async.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { StorageFault } from '../model/storage-fault.ts';
import { announceDueArticles, findNextDue } from './announce-due.ts';
import { findArchivePage, getArchive } from './archive-rows.ts';
import type { ArticleRecord, ArticleUpdate } from './article-record.ts';
import type { ArticleStore } from './article-store.ts';
import { createArticleWriter, type WriteArticles } from './article-writer.ts';
import { findFollowerCursor, getLastSeq, listChanges, saveFollowerCursor } from './change-log.ts';
import { findCustomFeed, keepCustomFeeds, saveCustomFeed } from './custom-feeds.ts';
import { correctByEditor, restoreByEditor, retractByEditor } from './editor-updates.ts';
import { type Engine, toStorageFault } from './engine.ts';
import { extendArchive } from './extend-archive.ts';
import { findAlike, listKnown } from './find-alike.ts';
import { findArticle, findRetracted, findVisible, loadSearchMatcher } from './find-article.ts';
import { findLastChange, findLastChangeOf, listChangedSince } from './last-change.ts';
import { nameHolder } from './lease-holder.ts';
import { acquireLease, releaseLease } from './leases.ts';
import { listForEditors } from './list-for-editors.ts';
import { listNotices } from './list-notices.ts';
import { findOwnPageBlock, listOwnPages } from './list-own-pages.ts';
import { listVisible, listVisiblePositions } from './list-visible.ts';
import { openMaintenance } from './maintenance.ts';
import { saveDrafts } from './save-drafts.ts';
import type { Database } from './schema.ts';
import { findSourceCursor, getSourceEpoch, saveSourceCursor } from './sources.ts';
import { createStatements } from './statements.ts';
import { findTerm, listVisibleCategories, listVisibleTerms } from './term-lists.ts';
import { withdrawArticle } from './withdraw-article.ts';

/** Closing the store closes the database. */
export function buildStore(db: Database, engine: Engine, mintId: MintId): ArticleStore {
  const statements = createStatements();
  const holder = nameHolder();
  const maintenance = openMaintenance(() => engine.maintain(db));
  const write = createArticleWriter(db, engine, statements);
  const writeArticles: WriteArticles = async (work) => {
    const result = await write(work);
    maintenance.schedule();
    return result;
  };

  return withFaults(engine, {
    save: (drafts, now) => writeArticles((writer) => saveDrafts(writer, drafts, mintId, now)),
    findAlike: (drafts) => findAlike(db, drafts),
    listKnown: (sourceId, externalIds) => listKnown(db, sourceId, externalIds),
    correct: (id, text, now) => editArticle(writeArticles, id, (record) => correctByEditor(record, text, now)),
    retract: (id, reason, now) => editArticle(writeArticles, id, (record) => retractByEditor(record, reason, now)),
    restore: (id, now) => editArticle(writeArticles, id, (record) => restoreByEditor(record, now)),
    withdraw: (id, withdrawal) => withdrawArticle(writeArticles, id, withdrawal),

    announceDue: (now) => announceDueArticles(db, writeArticles, now),
    findNextDue: () => findNextDue(db),

    find: (id) => findArticle(db, id),
    listForEditors: (query) => listForEditors(db, query),
    findVisible: (id) => findVisible(db, id),
    loadSearchMatcher: (id) => loadSearchMatcher(db, id),
    findRetracted: (id) => findRetracted(db, id),
    listVisible: (query) => listVisible(db, engine.search, query),
    listVisiblePositions: (query) => listVisiblePositions(db, engine.search, query),
    listVisibleCategories: () => listVisibleCategories(db),
    listOwnPages: (query) => listOwnPages(db, query),
    findOwnPageBlock: (query) => findOwnPageBlock(db, query),

    findLastChange: (feed, oldestShown) => findLastChange(db, engine.search, feed, oldestShown),
    findLastChangeOf: (ids) => findLastChangeOf(db, ids),
    listChangedSince: (ids, seq) => listChangedSince(db, ids, seq),
    listNotices: (query) => listNotices(db, query),

    findTerm: (kind, slug) => findTerm(db, kind, slug),
    listVisibleTerms: (kind, limit) => listVisibleTerms(db, kind, limit),

    getArchive: (key) => getArchive(db, key),
    extendArchive: (key, filter, options) => extendArchive(db, engine, statements, key, filter, options),
    findArchivePage: (key, page) => findArchivePage(db, key, page),

    saveCustomFeed: (query, now) => saveCustomFeed(db, engine, query, now),
    keepCustomFeeds: (codes, now) => keepCustomFeeds(db, engine, codes, now),
    findCustomFeed: (code) => findCustomFeed(db, code),

    listChanges: (afterSeq, limit) => listChanges(db, afterSeq, limit),
    getLastSeq: () => getLastSeq(db),
    listenForChanges: engine.listenForChanges,
    findFollowerCursor: (name) => findFollowerCursor(db, name),
    saveFollowerCursor: (name, seq) => saveFollowerCursor(db, engine, name, seq),

    acquireLease: (name, ttlMs) => acquireLease(db, engine, { name, holder }, ttlMs),
    releaseLease: (name) => releaseLease(db, engine, { name, holder }),

    getSourceEpoch: (sourceId, now) => getSourceEpoch(db, engine, sourceId, now),
    findSourceCursor: (sourceId) => findSourceCursor(db, sourceId),
    saveSourceCursor: (sourceId, cursor, now) => saveSourceCursor(db, engine, sourceId, cursor, now),

    readMetrics: () => ({ faults: 0, ...omitUndefined({ connections: engine.countConnections?.() }) }),
    async ping() {
      await db.selectFrom('articles').select('id').limit(1).execute();
    },
    async checkFiles() {
      engine.checkFiles();
    },
    close: memoizeAsync(async () => {
      await maintenance.close();
      // Waits for the connection, so that closing never interrupts a transaction. A database that cannot be reached has none.
      await db
        .connection()
        .execute(async () => undefined)
        .catch(() => undefined);
      await db.destroy();
    }),
  });
}

/** Lets every method reject with a `StorageFault` where the database is the cause, as when it is damaged. */
function withFaults(engine: Engine, store: ArticleStore): ArticleStore {
  let faults = 0;
  const explain = (cause: unknown): never => {
    const fault = toStorageFault(engine, cause);
    if (fault instanceof StorageFault) faults += 1;
    throw fault;
  };
  const withFault = <Args extends readonly unknown[]>(method: (...args: Args) => unknown) => {
    return (...args: Args): unknown => {
      const result = method(...args);
      return result instanceof Promise ? result.catch(explain) : result;
    };
  };
  const methods = Object.entries(store).map(([name, method]) => [name, withFault(method)]);
  return { ...(Object.fromEntries(methods) as ArticleStore), readMetrics: () => ({ ...store.readMetrics(), faults }) };
}

async function editArticle(
  writeArticles: WriteArticles,
  id: ArticleId,
  build: (record: ArticleRecord) => ArticleUpdate | undefined,
): Promise<Article | undefined> {
  return await writeArticles(async (writer) => {
    const record = await writer.find(id);
    if (record === undefined) return undefined;
    const update = build(record);
    if (update === undefined) return record.article;
    await writer.write(record, update);
    return update.record.article;
  });
}
