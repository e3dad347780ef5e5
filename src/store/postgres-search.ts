import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { OrdinalPosition, SearchEntry, SearchIndex } from './search-index.ts';
import type { SearchExpression } from './search-text.ts';

/** The words that the tokenizer of the SQLite index finds: it splits at all ASCII but letters, digits and the underscore. */
const WORDS = /[a-z0-9_\u0080-\uffff]+/g;
/** PostgreSQL refuses words of 2047 bytes and more; a character has at most three bytes. */
const MAX_WORD_LENGTH = 600;
/** PostgreSQL refuses a vector whose words have more than 1 MB together; an article with so many has most of it in no language. */
const MAX_VECTOR_LENGTH = 300_000;

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

  async list(db, expression, { from, to, end, limit }) {
    const direction = sql.raw(end === 'newest' ? 'desc' : 'asc');
    const { rows } = await sql<OrdinalPosition>`
      select o.ordinal, o.article_id as id, o.published_at as "publishedAt"
      from article_search as s join ordinals as o on o.ordinal = s.ordinal
      where s.words @@ ${buildQuery(expression)}::tsquery and s.ordinal between ${from} and ${to}
      order by s.ordinal ${direction} limit ${limit ?? null}`.execute(db);
    return rows;
  },
};

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
