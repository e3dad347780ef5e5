import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from './schema.ts';
import type { OrdinalPosition, OrdinalRange, SearchEntry, SearchIndex } from './search-index.ts';
import { EVERY_ENTRY, type SearchExpression } from './search-text.ts';

/** The words that the tokenizer of the SQLite index finds: it splits at all ASCII but letters, digits and the underscore. */
const WORDS = /[a-z0-9_\u0080-\uffff]+/g;
/** PostgreSQL refuses words of 2047 bytes and more; a character has at most three bytes. */
const MAX_WORD_LENGTH = 600;
/** PostgreSQL refuses a vector whose words have more than 1 MB together; an article with so many has most of it in no language. */
const MAX_VECTOR_LENGTH = 300_000;

/** Read in order first. It takes half a millisecond. */
const FIRST_ENTRIES = 200;
/** Where more are expected to be read until the limit, the index is quicker. */
const MAX_EXPECTED_ENTRIES = 1_000;

/** The index is a column of words (`tsvector`, https://www.postgresql.org/docs/current/datatype-textsearch.html) with a GIN index. */
export const postgresSearch: SearchIndex = {
  async create(db) {
    await db.schema
      .createTable('article_search')
      .addColumn('ordinal', 'bigint', (column) => column.primaryKey().notNull())
      .addColumn('words', sql`tsvector`, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('article_search_words').on('article_search').using('gin').column('words').execute();
  },

  async clear(transaction) {
    await sql`truncate article_search`.execute(transaction);
  },

  async put(transaction, entries) {
    if (entries.length === 0) return;
    await sql`insert into article_search (ordinal, words)
      select * from unnest(${entries.map(({ ordinal }) => ordinal)}::bigint[], ${entries.map(toVector)}::tsvector[])
      on conflict (ordinal) do update set words = excluded.words`.execute(transaction);
  },

  async remove(transaction, ordinal) {
    await sql`delete from article_search where ordinal = ${ordinal}`.execute(transaction);
  },

  /**
   * The index has no order: it finds all articles of a word. Where many of the first entries match, reading on until the limit is quicker.
   * PostgreSQL cannot choose, because it does not know how frequent a rare word is, nor what it costs to read an entry's words.
   */
  async list(db, expression, range) {
    if (isEveryEntry(expression) || range.limit === undefined) return await readInOrder(db, expression, range);
    const first = await readInOrder(db, expression, range, FIRST_ENTRIES);
    if (first.length >= range.limit || !(await hasMore(db, range, FIRST_ENTRIES))) return first;
    const expected = (FIRST_ENTRIES * range.limit) / first.length;
    if (expected <= MAX_EXPECTED_ENTRIES) {
      const more = await readInOrder(db, expression, range, 2 * expected);
      if (more.length >= range.limit) return more;
    }
    return await readFromIndex(db, expression, range);
  },
};

async function readInOrder(
  db: Database,
  expression: SearchExpression,
  { from, to, end, limit }: OrdinalRange,
  maxEntries?: number,
): Promise<readonly OrdinalPosition[]> {
  const direction = orderOf(end);
  const matches = isEveryEntry(expression) ? sql`true` : sql`s.words @@ ${buildQuery(expression)}::tsquery`;
  const { rows } = await sql<OrdinalPosition>`
    select o.ordinal, o.article_id as id, o.published_at as "publishedAt"
    from (select ordinal, words from article_search where ordinal between ${from} and ${to}
      order by ordinal ${direction} limit ${maxEntries === undefined ? null : Math.ceil(maxEntries)}) as s
      join ordinals as o on o.ordinal = s.ordinal
    where ${matches}
    order by s.ordinal ${direction} limit ${limit ?? null}`.execute(db);
  return rows;
}

/** Only the condition on words is `materialized`: with the others PostgreSQL would read entries in order. */
async function readFromIndex(
  db: Database,
  expression: SearchExpression,
  { from, to, end, limit }: OrdinalRange,
): Promise<readonly OrdinalPosition[]> {
  const direction = orderOf(end);
  const { rows } = await sql<OrdinalPosition>`
    with found as materialized (
      select ordinal from article_search where words @@ ${buildQuery(expression)}::tsquery
    )
    select o.ordinal, o.article_id as id, o.published_at as "publishedAt"
    from (select ordinal from found where ordinal between ${from} and ${to} order by ordinal ${direction} limit ${limit ?? null}) as s
      join ordinals as o on o.ordinal = s.ordinal
    order by s.ordinal ${direction}`.execute(db);
  return rows;
}

async function hasMore(db: Database, { from, to }: OrdinalRange, entries: number): Promise<boolean> {
  const { rows } = await sql`
    select ordinal from article_search where ordinal between ${from} and ${to}
    order by ordinal limit 1 offset ${entries}`.execute(db);
  return rows.length > 0;
}

function orderOf(end: OrdinalRange['end']): RawBuilder<unknown> {
  return sql.raw(end === 'newest' ? 'desc' : 'asc');
}

/** Public articles are the only ones that have an entry. */
function isEveryEntry({ all, none }: SearchExpression): boolean {
  return none.length === 0 && all.every(([word, ...others]) => word === EVERY_ENTRY && others.length === 0);
}

function toVector({ text }: SearchEntry): string {
  const words = new Set(text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase()).match(WORDS));
  const quoted: string[] = [];
  let length = 0;
  for (const word of words) {
    const one = quote(word);
    length += one.length;
    if (length > MAX_VECTOR_LENGTH) break;
    quoted.push(one);
  }
  return quoted.join(' ');
}

function buildQuery({ all, none }: SearchExpression): string {
  const wanted = all.map(anyOf).join(' & ');
  return none.length === 0 ? wanted : `${wanted} & !${anyOf(none)}`;
}

function anyOf(words: readonly string[]): string {
  return `(${words.map(quote).join(' | ')})`;
}

/** Words have no quotation marks and no backslashes. */
function quote(word: string): string {
  return `'${word.length <= MAX_WORD_LENGTH ? word : createHash('sha256').update(word).digest('hex')}'`;
}
