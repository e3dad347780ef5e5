import { createHash } from 'node:crypto';
import type { Timestamp } from '../model/timestamp.ts';
import { type Engine, writeTransaction } from './engine.ts';
import type { Database } from './schema.ts';

/** Crockford's base 32 in lower case (https://www.crockford.com/base32.html). */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const MIN_LENGTH = 8;

/** The code is the beginning of the query's hash in base 32, as long as needed to differ from others: every node makes the same. */
export async function saveCustomFeed(db: Database, engine: Engine, query: string, now: Timestamp): Promise<string> {
  const digits = base32(createHash('sha256').update(query).digest());
  const existing = await findCode(db, digits, query);
  if (existing.isSaved) return existing.code;
  return await writeTransaction(db, engine, async (transaction) => {
    const { code, isSaved } = await findCode(transaction, digits, query);
    if (!isSaved) await transaction.insertInto('custom_feeds').values({ code, query, saved_at: now }).execute();
    return code;
  });
}

export async function findCustomFeed(db: Database, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('custom_feeds')
    .select('query')
    .where('code', '=', code.toLowerCase())
    .executeTakeFirst();
  return row?.query;
}

async function findCode(
  db: Database,
  digits: string,
  query: string,
): Promise<{ readonly code: string; readonly isSaved: boolean }> {
  for (let length = MIN_LENGTH; length < digits.length; length += 1) {
    const code = digits.slice(0, length);
    const other = await findCustomFeed(db, code);
    if (other === undefined || other === query) return { code, isSaved: other === query };
  }
  throw new Error(`No code is free for the custom feed ${query}.`);
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
