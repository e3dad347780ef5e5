import { createHash } from 'node:crypto';
import type { Timestamp } from '../model/timestamp.ts';
import type { Engine } from './engine.ts';
import type { Database } from './schema.ts';
import { writeTransaction } from './write-transaction.ts';

/** Crockford's base 32 (https://www.crockford.com/base32.html), lower case: without i, l, o and u, which people misread. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const SHORTEST = 8;

/**
 * Keeps a query under a code, which is the beginning of its hash: the same on every node. Eight characters of five bits are enough for most;
 * where another query has them already, the code is as much longer as it takes.
 */
export async function saveCustomFeed(db: Database, engine: Engine, query: string, now: Timestamp): Promise<string> {
  const digits = base32(createHash('sha256').update(query).digest());
  const known = await findCode(db, digits, query);
  if (known.kept) return known.code;
  return await writeTransaction(db, engine, async (transaction) => {
    const { code, kept } = await findCode(transaction, digits, query);
    if (!kept) await transaction.insertInto('custom_feeds').values({ code, query, saved_at: now }).execute();
    return code;
  });
}

/** The query that is kept under a code; upper case is taken too. */
export async function findCustomFeed(db: Database, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('custom_feeds')
    .select('query')
    .where('code', '=', code.toLowerCase())
    .executeTakeFirst();
  return row?.query;
}

/** The shortest code that is the query's own or nobody's. */
async function findCode(
  db: Database,
  digits: string,
  query: string,
): Promise<{ readonly code: string; readonly kept: boolean }> {
  for (let length = SHORTEST; length < digits.length; length += 1) {
    const code = digits.slice(0, length);
    const other = await findCustomFeed(db, code);
    if (other === undefined || other === query) return { code, kept: other === query };
  }
  throw new Error(`no code is left for the query ${query}`);
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += DIGITS[(value >> (bits - 5)) & 31];
  }
  return text;
}
