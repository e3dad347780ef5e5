import { type Archive, findArchive, hasEntries, toArchiveState } from './archive-pages.ts';
import type { ArchiveState, ArticleFilter } from './article-store.ts';
import { getLastSeq } from './change-log.ts';
import type { Engine } from './engine.ts';
import { findLateArticles, hasLateChange } from './late-articles.ts';
import { listBySearch } from './list-by-search.ts';
import { listVisiblePositions } from './list-visible.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { OrdinalPosition } from './search-index.ts';
import type { Statements } from './statements.ts';
import { writeTransaction } from './write-transaction.ts';

/** What an archive is written with. */
interface ArchiveTools {
  readonly db: Database;
  readonly engine: Engine;
  readonly statements: Statements;
}

/** How an archive grows: see `ArticleStore.extendArchive`. */
interface ExtendOptions {
  readonly keep: number;
  readonly pageSize: number;
  readonly limit: number;
}

/** An archive after a step, and whether the step left nothing to do. */
interface Extended {
  readonly archive: Archive;
  readonly done: boolean;
}

/** Puts articles onto a page. */
type FillPage = (page: number, articles: readonly Pick<OrdinalPosition, 'ordinal'>[]) => Promise<void>;

/** Where latecomers wait until all of them are known, so that they fill their pages. */
const WAITING = 0;
/** Changes looked through in one call. */
const CHANGES_AT_A_TIME = 1000;
/** Changes that may be looked through again, so that not every change of the newsroom is noted in every archive. */
const CHANGES_TO_NOTE = 200;

/** Makes the pages that are due, latecomers' first, as far as the limit allows and nobody else is writing; `done` says that no more is to do. */
export async function extendArchive(
  { db, engine, statements }: ArchiveTools,
  key: string,
  filter: ArticleFilter,
  growth: ExtendOptions,
): Promise<ArchiveState & { readonly done: boolean }> {
  const known = await findArchive(db, key);
  if (!(await isDue(db, engine, known, filter, growth)))
    return { ...toArchiveState(known ?? { pages: 0 }), done: true };
  const work = async (transaction: DatabaseTransaction) => {
    const former = (await findArchive(transaction, key)) ?? (await beginArchive(transaction, key));
    const fill: FillPage = (page, articles) =>
      statements.write(
        transaction,
        'insert archive_entries',
        articles.map(({ ordinal }) => ({ archive_id: former.id, ordinal, page })),
        (rows) => transaction.insertInto('archive_entries').values(rows),
      );
    let grown = await collectLateArticles(transaction, engine, former, filter, fill);
    if (grown.done) grown = await pageLateArticles(transaction, grown.archive, growth);
    if (grown.done) grown = await pageOldest(transaction, engine, grown.archive, filter, growth, fill);
    await noteArchive(transaction, former, grown.archive);
    return { ...toArchiveState(grown.archive), done: grown.done };
  };
  const extended = await engine.unlessBusy(db, (connection) => writeTransaction(connection, engine, work));
  return extended ?? { ...toArchiveState(known ?? { pages: 0 }), done: false };
}

/**
 * Whether there is something to do. TermCondition on every reader's way to a feed that has changed, and nearly always answered no: by few look-ups, and
 * without the lock for which others would have to wait.
 */
async function isDue(
  db: Database,
  { search }: Engine,
  archive: Archive | undefined,
  filter: ArticleFilter,
  { keep, pageSize }: ExtendOptions,
): Promise<boolean> {
  const before = archive?.newest;
  const limit = keep + pageSize;
  const outside = await listVisiblePositions(db, search, {
    ...filter,
    limit,
    ...(before === undefined ? {} : { before }),
  });
  if (outside.length === limit) return true;
  if (archive === undefined || before === undefined) return false;
  return (
    (await getLastSeq(db)) >= archive.seq + CHANGES_TO_NOTE ||
    (await hasEntries(db, archive, WAITING)) ||
    (await hasLateChange(db, archive.seq, before))
  );
}

/** Looks through the changes since the last time, before which everything behind the newest archived position was on a page. */
async function collectLateArticles(
  transaction: DatabaseTransaction,
  { search }: Engine,
  archive: Archive,
  filter: ArticleFilter,
  fill: FillPage,
): Promise<Extended> {
  const lastSeq = await getLastSeq(transaction);
  const { newest } = archive;
  if (newest === undefined) return { archive: { ...archive, seq: lastSeq }, done: true };
  const seq = Math.min(lastSeq, archive.seq + CHANGES_AT_A_TIME);
  await fill(WAITING, await findLateArticles(transaction, search, { ...archive, newest }, filter, seq));
  return { archive: { ...archive, seq }, done: seq === lastSeq };
}

async function pageLateArticles(
  transaction: DatabaseTransaction,
  archive: Archive,
  { pageSize, limit }: ExtendOptions,
): Promise<Extended> {
  const most = pagesAtOnce({ pageSize, limit }) * pageSize;
  const waiting = await transaction
    .selectFrom('archive_entries')
    .select('ordinal')
    .where('archive_id', '=', archive.id)
    .where('page', '=', WAITING)
    .orderBy('ordinal')
    .limit(most + 1)
    .execute();
  let { pages } = archive;
  for (let from = 0; from < Math.min(waiting.length, most); from += pageSize) {
    pages += 1;
    const ordinals = waiting.slice(from, Math.min(from + pageSize, most)).map((entry) => entry.ordinal);
    await transaction
      .updateTable('archive_entries')
      .set({ page: pages })
      .where('archive_id', '=', archive.id)
      .where('ordinal', 'in', ordinals)
      .execute();
  }
  return { archive: { ...archive, pages }, done: waiting.length <= most };
}

async function pageOldest(
  transaction: DatabaseTransaction,
  { search }: Engine,
  archive: Archive,
  filter: ArticleFilter,
  { keep, pageSize, limit }: ExtendOptions,
  fill: FillPage,
): Promise<Extended> {
  const most = pagesAtOnce({ pageSize, limit });
  const outside = await listBySearch(transaction, search, filter, {
    end: 'oldest',
    // One page more than will be made, to know whether it could be.
    limit: keep + (most + 1) * pageSize,
    ...(archive.newest === undefined ? {} : { before: archive.newest }),
  });
  const due = Math.max(0, Math.floor((outside.length - keep) / pageSize));
  let { pages, newest } = archive;
  for (let nth = 0; nth < Math.min(due, most); nth += 1) {
    const articles = outside.slice(nth * pageSize, (nth + 1) * pageSize);
    pages += 1;
    await fill(pages, articles);
    const last = articles.at(-1);
    if (last !== undefined) newest = { publishedAt: last.publishedAt, id: last.id };
  }
  return { archive: { ...archive, pages, ...(newest === undefined ? {} : { newest }) }, done: due <= most };
}

function pagesAtOnce({ pageSize, limit }: Pick<ExtendOptions, 'pageSize' | 'limit'>): number {
  return Math.max(1, Math.floor(limit / pageSize));
}

async function beginArchive(transaction: DatabaseTransaction, key: string): Promise<Archive> {
  const { id } = await transaction
    .insertInto('archives')
    .values({ key, pages: 0, newest_published_at: null, newest_id: null, seq: 0 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, pages: 0, seq: 0 };
}

async function noteArchive(transaction: DatabaseTransaction, former: Archive, archive: Archive): Promise<void> {
  if (archive.pages === former.pages && archive.seq < former.seq + CHANGES_TO_NOTE) return;
  await transaction
    .updateTable('archives')
    .set({
      pages: archive.pages,
      newest_published_at: archive.newest?.publishedAt ?? null,
      newest_id: archive.newest?.id ?? null,
      seq: archive.seq,
    })
    .where('id', '=', archive.id)
    .execute();
}
