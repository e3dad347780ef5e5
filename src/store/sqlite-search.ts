import { CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { OrdinalPosition, OrdinalRange, SearchIndex } from './search-index.ts';
import type { SearchExpression } from './search-text.ts';

/** What FTS5 collects in memory during a transaction: some hundreds of articles. */
const MAX_COLLECTED_BYTES = 8 * 1024 * 1024;
/** Fewer would be faster to search, and written more often. */
const SEGMENTS_PER_MERGE = 8;
/** One or two milliseconds. FTS5's own rare, large merges would make one article in fifty wait 10 to 100 ms. */
const PAGES_PER_STEP = 16;
/** A write of this many entries merges more pages than it adds. Maintenance merges what smaller writes add. */
const MIN_ENTRIES_TO_MERGE = 64;
const PAGES_PER_ENTRY = 4;
const MERGE = "insert into article_search (article_search, rank) values ('merge', ?)";
const PUT = 'insert or replace into article_search (rowid, words) values (?, ?)';

/**
 * The index on FTS5 (https://www.sqlite.org/fts5.html) stores for each word the ordinals of its articles, in order. A query merges these
 * lists from either end and stops at the limit, so a common word costs no more than a rare one.
 */
export const sqliteSearch: SearchIndex = {
  async create(db) {
    const options = sql.raw(
      `words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'"`,
    );
    await sql`create virtual table article_search using fts5(${options})`.execute(db);
    await sql`insert into article_search (article_search, rank)
      values ('hashsize', ${BigInt(MAX_COLLECTED_BYTES)}), ('automerge', 0), ('usermerge', ${BigInt(SEGMENTS_PER_MERGE)})`.execute(
      db,
    );
  },

  async clear(transaction) {
    await sql`insert into article_search (article_search) values ('delete-all')`.execute(transaction);
  },

  async put(transaction, entries) {
    for (const { ordinal, text } of entries) {
      await transaction.executeQuery(CompiledQuery.raw(PUT, [ordinal, text]));
    }
    if (entries.length >= MIN_ENTRIES_TO_MERGE) await merge(transaction, PAGES_PER_ENTRY * entries.length);
  },

  async remove(transaction, ordinal) {
    await sql`delete from article_search where rowid = ${ordinal}`.execute(transaction);
  },

  async list(db, expression, range) {
    return (await buildSearchQuery(expression, range).execute(db)).rows;
  },
};

/** Whether there was anything to merge. */
export async function mergeSome(db: Database): Promise<boolean> {
  return await db.transaction().execute(async (transaction) => {
    const before = await countChanges(transaction);
    await merge(transaction, PAGES_PER_STEP);
    // The command itself counts as one change (section 6.8).
    return (await countChanges(transaction)) - before > 1;
  });
}

async function merge(transaction: DatabaseTransaction, pages: number): Promise<void> {
  await transaction.executeQuery(CompiledQuery.raw(MERGE, [BigInt(pages)]));
}

async function countChanges(transaction: DatabaseTransaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`select total_changes() as count`.execute(transaction);
  return rows[0]?.count ?? 0;
}

function buildSearchQuery(
  expression: SearchExpression,
  { from, to, end, limit }: OrdinalRange,
): RawBuilder<OrdinalPosition> {
  // The driver binds a number as a float, with which FTS5 reads every ordinal.
  const [first, last] = [BigInt(from), BigInt(to)];
  const direction = sql.raw(end === 'newest' ? 'desc' : 'asc');
  return sql<OrdinalPosition>`
    select o.ordinal, o.article_id as id, o.published_at as "publishedAt"
    from article_search as s cross join ordinals as o on o.ordinal = s.rowid
    where s.article_search match ${buildMatch(expression)} and s.rowid between ${first} and ${last}
    order by s.rowid ${direction} limit ${limit ?? -1}`;
}

/** `NOT` binds more tightly than `AND`. In quotation marks a word is never an operator. */
function buildMatch({ all, none }: SearchExpression): string {
  const wanted = all.map(anyOf).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT ${anyOf(none)}`;
}

function anyOf(words: readonly string[]): string {
  return `(${words.map((word) => `"${word}"`).join(' OR ')})`;
}
