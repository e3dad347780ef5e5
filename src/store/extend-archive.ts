import { omitUndefined } from '../model/omit-undefined.ts';
import { type Archive, createArchive, findArchive, hasEntries, saveArchive, toArchiveState } from './archive-rows.ts';
import type { ArchiveOptions, ArchiveState, ArticleFilter } from './article-store.ts';
import { unlessBusy } from './busy.ts';
import { getLastSeq } from './change-log.ts';
import { type Engine, tryWriteTransaction } from './engine.ts';
import { findLateArticles, hasLateChange } from './late-articles.ts';
import { listBySearch } from './list-by-search.ts';
import { listVisiblePositions } from './list-visible.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { OrdinalPosition } from './search-index.ts';
import type { Statements } from './statements.ts';

interface Extended {
  readonly archive: Archive;
  readonly done: boolean;
}

type FillPage = (page: number, articles: readonly Pick<OrdinalPosition, 'ordinal'>[]) => Promise<void>;

/** The page of late articles that wait until all of them are known, so that they fill their pages. */
const UNPAGED = 0;
const CHANGES_PER_CALL = 1000;
/** `seq` is saved only every so many changes: otherwise each change would write to every archive. */
const CHANGES_PER_SAVE = 200;

export async function extendArchive(
  db: Database,
  engine: Engine,
  statements: Statements,
  key: string,
  filter: ArticleFilter,
  options: ArchiveOptions,
): Promise<ArchiveState & { readonly done: boolean }> {
  const existing = await findArchive(db, key);
  const state = toArchiveState(existing ?? { pages: 0 });
  if (!(await isDue(db, engine, existing, filter, options))) return { ...state, done: true };
  const work = async (transaction: DatabaseTransaction) => {
    const old = (await findArchive(transaction, key)) ?? (await createArchive(transaction, key));
    const fill: FillPage = (page, articles) =>
      statements.write(
        transaction,
        'insert archive_entries',
        articles.map(({ ordinal }) => ({ archive_id: old.id, ordinal, page })),
        (rows) => transaction.insertInto('archive_entries').values(rows),
      );
    let extended = await collectLateArticles(transaction, old, filter, fill);
    if (extended.done) extended = await pageLateArticles(transaction, extended.archive, options);
    if (extended.done) extended = await pageOldest(transaction, engine, extended.archive, filter, options, fill);
    const { pages, seq } = extended.archive;
    if (!extended.done || pages > old.pages || seq >= old.seq + CHANGES_PER_SAVE) {
      await saveArchive(transaction, extended.archive);
    }
    return { ...toArchiveState(extended.archive), done: extended.done };
  };
  const extended = await unlessBusy(engine, () =>
    engine.syncInBackground(db, (connection) => tryWriteTransaction(connection, engine, work)),
  );
  return extended ?? { ...state, done: false };
}

/** Each request for a changed feed asks, so this takes no write lock. */
async function isDue(
  db: Database,
  { search }: Engine,
  archive: Archive | undefined,
  filter: ArticleFilter,
  { keep, pageSize }: ArchiveOptions,
): Promise<boolean> {
  const before = archive?.newest;
  const limit = keep + pageSize;
  const outside = await listVisiblePositions(db, search, omitUndefined({ ...filter, limit, before }));
  if (outside.length === limit) return true;
  if (archive === undefined || before === undefined) return false;
  return (
    (await getLastSeq(db)) >= archive.seq + CHANGES_PER_SAVE ||
    (await hasEntries(db, archive, UNPAGED)) ||
    (await hasLateChange(db, archive.seq, before))
  );
}

/** Before these changes, every article older than the newest archived position was on a page. */
async function collectLateArticles(
  transaction: DatabaseTransaction,
  archive: Archive,
  filter: ArticleFilter,
  fill: FillPage,
): Promise<Extended> {
  const lastSeq = await getLastSeq(transaction);
  const { newest } = archive;
  if (newest === undefined) return { archive: { ...archive, seq: lastSeq }, done: true };
  const late = await findLateArticles(
    transaction,
    { ...archive, newest },
    filter,
    Math.min(lastSeq, archive.seq + CHANGES_PER_CALL),
  );
  await fill(UNPAGED, late.articles);
  return { archive: { ...archive, seq: late.seq }, done: late.seq === lastSeq };
}

async function pageLateArticles(
  transaction: DatabaseTransaction,
  archive: Archive,
  { pageSize, limit }: ArchiveOptions,
): Promise<Extended> {
  const maxArticles = maxPages({ pageSize, limit }) * pageSize;
  const late = await transaction
    .selectFrom('archive_entries')
    .select('ordinal')
    .where('archive_id', '=', archive.id)
    .where('page', '=', UNPAGED)
    .orderBy('ordinal')
    .limit(maxArticles + 1)
    .execute();
  let { pages } = archive;
  for (let from = 0; from < Math.min(late.length, maxArticles); from += pageSize) {
    pages += 1;
    const ordinals = late.slice(from, Math.min(from + pageSize, maxArticles)).map((entry) => entry.ordinal);
    await transaction
      .updateTable('archive_entries')
      .set({ page: pages })
      .where('archive_id', '=', archive.id)
      .where('ordinal', 'in', ordinals)
      .execute();
  }
  return { archive: { ...archive, pages }, done: late.length <= maxArticles };
}

async function pageOldest(
  transaction: DatabaseTransaction,
  { search }: Engine,
  archive: Archive,
  filter: ArticleFilter,
  { keep, pageSize, limit }: ArchiveOptions,
  fill: FillPage,
): Promise<Extended> {
  const maxNewPages = maxPages({ pageSize, limit });
  // One page more than this call makes, to know whether another one is due.
  const range = { end: 'oldest' as const, limit: keep + (maxNewPages + 1) * pageSize, before: archive.newest };
  const outside = await listBySearch(transaction, search, filter, omitUndefined(range));
  const due = Math.max(0, Math.floor((outside.length - keep) / pageSize));
  let { pages, newest } = archive;
  for (let nth = 0; nth < Math.min(due, maxNewPages); nth += 1) {
    const articles = outside.slice(nth * pageSize, (nth + 1) * pageSize);
    pages += 1;
    await fill(pages, articles);
    const last = articles.at(-1);
    if (last !== undefined) newest = { publishedAt: last.publishedAt, id: last.id };
  }
  return { archive: omitUndefined({ ...archive, pages, newest }), done: due <= maxNewPages };
}

function maxPages({ pageSize, limit }: Pick<ArchiveOptions, 'pageSize' | 'limit'>): number {
  return Math.max(1, Math.floor(limit / pageSize));
}
