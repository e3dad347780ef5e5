import { CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { PlacedPosition, PlaceRange, SearchIndex } from './search-index.ts';
import type { SearchExpression } from './search-text.ts';

/** What a transaction may collect in memory before it is written out: some hundreds of articles. */
const BYTES_COLLECTED = 8 * 1024 * 1024;
/** Parts of the index of one size that are merged into a larger one: fewer would be searched quicker, and written more often. */
const SEGMENTS_MERGED = 8;
/**
 * Pages merged with each transaction: more than it adds, in the long run, and about half a millisecond's work for a single article. Left to itself
 * FTS5 merges seldom and much, and then one article in fifty waits for 10 to 100 ms.
 */
const PAGES_A_TIME = 12;
const PAGES_AN_ENTRY = 4;
const MERGE = "insert into article_search (article_search, rank) values ('merge', ?)";
const PUT = 'insert or replace into article_search (rowid, words) values (?, ?)';

/**
 * The index of words on FTS5 (https://www.sqlite.org/fts5.html). It keeps neither texts nor where in them a word stands: only, for each word, the places
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
    for (const { place, text } of entries) {
      await transaction.executeQuery(CompiledQuery.raw(PUT, [place, text]));
    }
    const pages = entries.length === 0 ? 0 : PAGES_A_TIME + PAGES_AN_ENTRY * entries.length;
    if (pages > 0) await transaction.executeQuery(CompiledQuery.raw(MERGE, [BigInt(pages)]));
  },

  async remove(transaction, place) {
    await sql`delete from article_search where rowid = ${place}`.execute(transaction);
  },

  async list(db, expression, range) {
    return (await placedRows(expression, range).execute(db)).rows;
  },
};

/** The query behind a list. */
export function placedRows(
  expression: SearchExpression,
  { from, to, end, limit }: PlaceRange,
): RawBuilder<PlacedPosition> {
  // A number would be bound as a float, by which FTS5 does not seek: it would walk all places and leave out what is outside.
  const [first, last] = [BigInt(from), BigInt(to)];
  const direction = sql.raw(end === 'newest' ? 'desc' : 'asc');
  return sql<PlacedPosition>`
    select p.place, p.article_id as id, p.published_at as "publishedAt"
    from article_search as s cross join places as p on p.place = s.rowid
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
