import { setImmediate } from 'node:timers/promises';
import type { Article, ArticleDraft, ArticleId } from '../model/article.ts';
import type { Change } from '../model/change.ts';
import type { MintId } from '../model/ids.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { ArticleRecord, Step } from './article-record.ts';
import { toArticle } from './article-row.ts';
import type { ArticleStore, SaveOutcome, TermCount } from './article-store.ts';
import { hashOf } from './canonical-json.ts';
import { getLastSeq, listChanges } from './change-log.ts';
import { createFromDraft, reviseFromDraft } from './draft-steps.ts';
import { announceDue, correctByEditor, restoreByEditor, retractByEditor } from './editor-steps.ts';
import type { Engine } from './engine.ts';
import { findLastChange } from './last-change.ts';
import { inLedger, type Ledger } from './ledger.ts';
import { listVisible } from './list-visible.ts';
import type { Database } from './schema.ts';

/** What a store is made of. */
export interface StoreParts {
  readonly db: Database;
  readonly engine: Engine;
  readonly mintId: MintId;
}

/** Articles written before others get a turn, so that a large save does not keep requests waiting: about 5 ms of work. */
const ARTICLES_A_TURN = 16;

/** The store over any database that an engine describes. Closing it closes the database. */
export function buildStore({ db, engine, mintId }: StoreParts): ArticleStore {
  const visible = db.selectFrom('articles').selectAll().where('announced_at', 'is not', null);
  const edit = (id: ArticleId, step: (record: ArticleRecord) => Step | undefined) =>
    inLedger(db, engine, (ledger) => editArticle(ledger, id, step));
  let closed: Promise<void> | undefined;

  return {
    save: (drafts, now) => inLedger(db, engine, (ledger) => saveDrafts(ledger, drafts, mintId, now)),
    correct: (id, text, now) => edit(id, (record) => correctByEditor(record, text, now)),
    retract: (id, reason, now) => edit(id, (record) => retractByEditor(record, reason, now)),
    restore: (id, now) => edit(id, (record) => restoreByEditor(record, now)),

    async announceDue(now) {
      const due = await findNextDue(db);
      if (due === undefined || due > now) return [];
      return await inLedger(db, engine, (ledger) => announceAll(ledger, now));
    },
    findNextDue: () => findNextDue(db),

    async find(id) {
      const row = await db.selectFrom('articles').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toArticle(row);
    },
    async findVisible(id) {
      const row = await visible.where('id', '=', id).executeTakeFirst();
      return row && toArticle(row);
    },
    async findRetracted(id) {
      const row = await db
        .selectFrom('articles')
        .selectAll()
        .where('id', '=', id)
        .where('state', '=', 'retracted')
        .where('was_public', '=', 1)
        .executeTakeFirst();
      return row && toArticle(row);
    },
    listVisible: (query) => listVisible(db, query),
    listVisibleCategories: () => listCategories(db),

    findLastChange: (feed, oldestShown) => findLastChange(db, feed, oldestShown),
    listChanges: (afterSeq, limit) => listChanges(db, afterSeq, limit),
    getLastSeq: () => getLastSeq(db),

    getSourceEpoch: (sourceId, now) => getSourceEpoch(db, engine, sourceId, now),

    async ping() {
      await db.selectFrom('articles').select('id').limit(1).execute();
    },
    close() {
      closed ??= closeDatabase(db);
      return closed;
    },
  };
}

/** Whoever has the connection finishes first: a transaction is never cut off by an orderly end. */
async function closeDatabase(db: Database): Promise<void> {
  await db.connection().execute(async () => undefined);
  await db.destroy();
}

async function saveDrafts(
  ledger: Ledger,
  drafts: readonly ArticleDraft[],
  mintId: MintId,
  now: Timestamp,
): Promise<readonly SaveOutcome[]> {
  const outcomes: SaveOutcome[] = [];
  for (const [index, draft] of drafts.entries()) {
    if (index % ARTICLES_A_TURN === ARTICLES_A_TURN - 1) await setImmediate();
    outcomes.push(await saveDraft(ledger, draft, mintId, now));
  }
  return outcomes;
}

async function saveDraft(ledger: Ledger, draft: ArticleDraft, mintId: MintId, now: Timestamp): Promise<SaveOutcome> {
  const inputHash = hashOf(draft);
  const record = await ledger.findByKey(draft.sourceId, draft.externalId);
  if (record === undefined) {
    const id = mintId(now);
    await ledger.write(undefined, createFromDraft(id, draft, inputHash, now));
    return { kind: 'created', id, title: draft.title };
  }
  const { id } = record.article;
  if (record.inputHash === inputHash) return { kind: 'unchanged', id, title: draft.title };
  const step = reviseFromDraft(record, draft, inputHash, now);
  await ledger.write(record, step);
  const same = hashOf(step.record.article) === hashOf(record.article);
  return { kind: same ? 'unchanged' : 'updated', id, title: draft.title };
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

async function announceAll(ledger: Ledger, now: Timestamp): Promise<readonly Change[]> {
  const due = await ledger.transaction
    .selectFrom('articles')
    .select('id')
    .where('announced_at', 'is', null)
    .where('visible_from', 'is not', null)
    .where('visible_from', '<=', now)
    .orderBy('visible_from')
    .orderBy('id')
    .execute();
  const changes: Change[] = [];
  for (const { id } of due) {
    const record = await ledger.find(id as ArticleId);
    const step = record && announceDue(record, now);
    if (step !== undefined) changes.push(...(await ledger.write(record, step)));
  }
  return changes;
}

async function findNextDue(db: Database): Promise<Timestamp | undefined> {
  const row = await db
    .selectFrom('articles')
    .select('visible_from')
    .where('announced_at', 'is', null)
    .where('visible_from', 'is not', null)
    .orderBy('visible_from')
    .limit(1)
    .executeTakeFirst();
  return row?.visible_from ?? undefined;
}

/** In the order of their labels, by code unit, so that it is the same on every node and database. */
async function listCategories(db: Database): Promise<readonly TermCount[]> {
  const rows = await db
    .selectFrom('terms')
    .select(['slug', 'label', 'articles'])
    .where('kind', '=', 'category')
    .where('articles', '>', 0)
    .execute();
  return rows.sort((a, b) => (`${a.label}\n${a.slug}` < `${b.label}\n${b.slug}` ? -1 : 1));
}

async function getSourceEpoch(db: Database, engine: Engine, id: string, now: Timestamp): Promise<Timestamp> {
  const find = (on: Database) =>
    on.selectFrom('sources').select('first_read_at').where('id', '=', id).executeTakeFirst();
  const known = await find(db);
  if (known !== undefined) return known.first_read_at;
  return await inLedger(db, engine, async ({ transaction }) => {
    await transaction
      .insertInto('sources')
      .values({ id, first_read_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await find(transaction))?.first_read_at ?? now;
  });
}
