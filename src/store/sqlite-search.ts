import { CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { OrdinalPosition, OrdinalRange, SearchIndex } from './search-index.ts';
import type { SearchExpression } from './search-text.ts';

/** What a transaction may collect in memory before it is written out: some hundreds of articles. */
const BYTES_COLLECTED = 8 * 1024 * 1024;
/** Parts of the index of one size that are merged into a larger one: fewer would be searched quicker, and written more often. */
const SEGMENTS_MERGED = 8;
/**
 * Pages merged in one step, a millisecond or two. Left to itself FTS5 merges seldom and much, and then one article in fifty waits for 10 to
 * 100 ms.
 */
const PAGES_A_TIME = 16;
/** Of so many entries each has its pages merged with it: more than it adds, in the long run. What fewer add is merged after them. */
const ENTRIES_MERGED = 64;
const PAGES_AN_ENTRY = 4;
const MERGE = "insert into article_search (article_search, rank) values ('merge', ?)";
const PUT = 'insert or replace into article_search (rowid, words) values (?, ?)';

/**
 * The index of words on FTS5 (https://www.sqlite.org/fts5.html). It keeps neither texts nor where in them a word stands: only, for each word, the ordinals
 * of the articles, in order. Several words are so many walks side by side, from either end, that stop at the limit: a common word costs no more than
 * a rare one.
 */
export const sqliteSearch: SearchIndex = {
  async create(db) {
    const options = sql.raw(
      `words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'"`,
    );
    await sql`create virtual table article_search using fts5(${options})`.execute(db);
    await sql`insert into article_search (article_search, rank)
      values ('hashsize', ${BigInt(BYTES_COLLECTED)}), ('automerge', 0), ('usermerge', ${BigInt(SEGMENTS_MERGED)})`.execute(
      db,
    );
  },

  async put(transaction, entries) {
    for (const { ordinal, text } of entries) {
      await transaction.executeQuery(CompiledQuery.raw(PUT, [ordinal, text]));
    }
    if (entries.length >= ENTRIES_MERGED) await merge(transaction, PAGES_AN_ENTRY * entries.length);
  },

  async remove(transaction, ordinal) {
    await sql`delete from article_search where rowid = ${ordinal}`.execute(transaction);
  },

  async list(db, expression, range) {
    return (await searchRows(expression, range).execute(db)).rows;
  },
};

/** Merges some pages of the index; whether there was anything to merge. */
export async function mergeSome(db: Database): Promise<boolean> {
  return await db.transaction().execute(async (transaction) => {
    const before = await countChanges(transaction);
    await merge(transaction, PAGES_A_TIME);
    // https://www.sqlite.org/fts5.html, section 6.8: the command itself counts as one change.
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

/** The query behind a list. */
function searchRows(expression: SearchExpression, { from, to, end, limit }: OrdinalRange): RawBuilder<OrdinalPosition> {
  // A number would be bound as a float, by which FTS5 does not seek: it would walk all ordinals and leave out what is outside.
  const [first, last] = [BigInt(from), BigInt(to)];
  const direction = sql.raw(end === 'newest' ? 'desc' : 'asc');
  return sql<OrdinalPosition>`
    select o.ordinal, o.article_id as id, o.published_at as "publishedAt"
    from article_search as s cross join ordinals as o on o.ordinal = s.rowid
    where s.article_search match ${matchOf(expression)} and s.rowid between ${first} and ${last}
    order by s.rowid ${direction} limit ${limit ?? -1}`;
}

/** An FTS5 query; `NOT` binds closer than `AND`. In quotation marks a word is never an operator. */
function matchOf({ all, none }: SearchExpression): string {
  const wanted = all.map(anyOf).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT ${anyOf(none)}`;
}

function anyOf(words: readonly string[]): string {
  return `(${words.map((word) => `"${word}"`).join(' OR ')})`;
}
