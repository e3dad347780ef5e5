import type { Article, ArticleId } from '../model/article.ts';
import type { MintId } from '../model/ids.ts';
import { announceAll, findNextDue } from './announce-due.ts';
import { extendArchive } from './archive.ts';
import { findArchivePage, getArchive } from './archive-pages.ts';
import type { ArticleRecord, Step } from './article-record.ts';
import { toArticle } from './article-row.ts';
import type { ArticleStore } from './article-store.ts';
import { getLastSeq, listChanges } from './change-log.ts';
import { findCustomFeed, keepCustomFeed } from './custom-feeds.ts';
import { correctByEditor, restoreByEditor, retractByEditor } from './editor-steps.ts';
import type { Engine } from './engine.ts';
import { findLastChange, findLastChangeOf, listChangedSince } from './last-change.ts';
import { createLedger, type InLedger, type Ledger } from './ledger.ts';
import { listVisible, listVisiblePositions } from './list-visible.ts';
import { saveDrafts } from './save-drafts.ts';
import type { Database } from './schema.ts';
import { searchIn } from './search-text.ts';
import { getSourceEpoch } from './source-epoch.ts';
import { createStatements } from './statements.ts';
import { findTerm, listVisibleCategories, listVisibleTerms } from './term-lists.ts';
import { openUpkeep } from './upkeep.ts';
import { listWithdrawn } from './withdrawals.ts';

/** What a store is made of. */
export interface StoreParts {
  readonly db: Database;
  readonly engine: Engine;
  readonly mintId: MintId;
}

/** The store over any database that an engine describes. Closing it closes the database. */
export function buildStore({ db, engine, mintId }: StoreParts): ArticleStore {
  const statements = createStatements();
  const upkeep = openUpkeep(() => engine.tend(db));
  const write = createLedger(db, engine, statements);
  const inLedger: InLedger = async (work) => {
    const result = await write(work);
    upkeep.soon();
    return result;
  };
  const edit = (id: ArticleId, step: (record: ArticleRecord) => Step | undefined) =>
    inLedger((ledger) => editArticle(ledger, id, step));
  const articles = db.selectFrom('articles').selectAll();
  let closed: Promise<void> | undefined;

  return {
    save: (drafts, now) => inLedger((ledger) => saveDrafts(ledger, drafts, mintId, now)),
    correct: (id, text, now) => edit(id, (record) => correctByEditor(record, text, now)),
    retract: (id, reason, now) => edit(id, (record) => retractByEditor(record, reason, now)),
    restore: (id, now) => edit(id, (record) => restoreByEditor(record, now)),

    async announceDue(now) {
      const due = await findNextDue(db);
      if (due === undefined || due > now) return [];
      return await inLedger((ledger) => announceAll(ledger, now));
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
    async readWords(id) {
      const row = await articles.where('id', '=', id).where('announced_at', 'is not', null).executeTakeFirst();
      return row === undefined ? () => false : searchIn(toArticle(row));
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
    listWithdrawn: (filter, since, limit) => listWithdrawn(db, filter, since, limit),

    findTerm: (kind, slug) => findTerm(db, kind, slug),
    listVisibleTerms: (kind, limit) => listVisibleTerms(db, kind, limit),

    getArchive: (key) => getArchive(db, key),
    extendArchive: (key, filter, options) => extendArchive({ db, engine, statements }, key, filter, options),
    findArchivePage: (key, page) => findArchivePage(db, key, page),

    keepCustomFeed: (query, now) => keepCustomFeed(db, engine, query, now),
    findCustomFeed: (code) => findCustomFeed(db, code),

    listChanges: (afterSeq, limit) => listChanges(db, afterSeq, limit),
    getLastSeq: () => getLastSeq(db),

    getSourceEpoch: (sourceId, now) => getSourceEpoch(db, engine, sourceId, now),

    async ping() {
      await db.selectFrom('articles').select('id').limit(1).execute();
    },
    close() {
      closed ??= upkeep.close().then(() => closeDatabase(db));
      return closed;
    },
  };
}

async function editArticle(
  ledger: Ledger,
  id: ArticleId,
  edit: (record: ArticleRecord) => Step | undefined,
): Promise<Article | undefined> {
  const record = await ledger.find(id);
  if (record === undefined) return undefined;
  const step = edit(record);
  if (step === undefined) return record.article;
  await ledger.write(record, step);
  return step.record.article;
}

/** Whoever has the connection finishes first: a transaction is never cut off by an orderly end. */
async function closeDatabase(db: Database): Promise<void> {
  await db.connection().execute(async () => undefined);
  await db.destroy();
}
