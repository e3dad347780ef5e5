import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Timestamp } from '../model/timestamp.ts';
import { type Engine, writeTransaction } from './engine.ts';
import type { Database, DatabaseTransaction } from './schema.ts';

/** Crockford's base 32 in lower case (https://www.crockford.com/base32.html). */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const MIN_LENGTH = 8;

const DAY_MS = 86_400_000;
/** With what `findTooLongToStore` (catalog/custom-feed.ts) allows, at most 200 MB. */
const MAX_CUSTOM_FEEDS = 100_000;
/** How long a feed is kept that nobody has used since the day on which it was saved, and one that was used. */
const UNUSED_FEED_MS = 30 * DAY_MS;
export const USED_FEED_MS = 400 * DAY_MS;
/** Deleted at a time when there are too many. */
const DELETED_AT_ONCE = 100;
/** Some milliseconds of work: an index changes too. */
const CODES_AT_ONCE = 100;

/** The code is the beginning of the query's hash in base 32, as long as needed to differ from others: every node makes the same. `undefined` where too many feeds are in use. */
export async function saveCustomFeed(
  db: Database,
  engine: Engine,
  query: string,
  now: Timestamp,
): Promise<string | undefined> {
  const digits = base32(createHash('sha256').update(query).digest());
  const existing = await findCode(db, digits, query);
  if (existing.isSaved) return existing.code;
  return await writeTransaction(db, engine, async (transaction) => {
    const { code, isSaved } = await findCode(transaction, digits, query);
    if (isSaved) return code;
    if (!(await makeRoom(transaction, now))) return undefined;
    const times = { saved_at: now, expires_at: now + UNUSED_FEED_MS };
    await transaction
      .insertInto('custom_feeds')
      .values({ code, query, ...times })
      .execute();
    return code;
  });
}

/** Keeps feeds that are used. A use on the day of saving does not count: people look at a feed that they have made. Writes at most once a day for each. */
export async function keepCustomFeeds(
  db: Database,
  engine: Engine,
  codes: readonly string[],
  now: Timestamp,
): Promise<void> {
  for (let from = 0; from < codes.length; from += CODES_AT_ONCE) {
    const due = await db
      .selectFrom('custom_feeds')
      .select('code')
      .where('code', 'in', codes.slice(from, from + CODES_AT_ONCE))
      .where('saved_at', '<=', now - DAY_MS)
      .where('expires_at', '<=', now + USED_FEED_MS - DAY_MS)
      .execute();
    // Other requests are answered between two statements.
    await setImmediate();
    if (due.length === 0) continue;
    const dueCodes = due.map(({ code }) => code);
    await writeTransaction(db, engine, (transaction) =>
      transaction
        .updateTable('custom_feeds')
        .set({ expires_at: now + USED_FEED_MS })
        .where('code', 'in', dueCodes)
        .execute(),
    );
  }
}

export async function findCustomFeed(db: Database, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('custom_feeds')
    .select('query')
    .where('code', '=', code.toLowerCase())
    .executeTakeFirst();
  return row?.query;
}

/** Deletes feeds only where there are too many, so that no feed is lost without need. */
async function makeRoom(transaction: DatabaseTransaction, now: Timestamp): Promise<boolean> {
  const { feeds } = await transaction
    .selectFrom('custom_feeds')
    .select((eb) => eb.fn.countAll<number>().as('feeds'))
    .executeTakeFirstOrThrow();
  if (feeds < MAX_CUSTOM_FEEDS) return true;
  const expired = await transaction
    .selectFrom('custom_feeds')
    .select('code')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(DELETED_AT_ONCE)
    .execute();
  if (expired.length === 0) return false;
  const codes = expired.map(({ code }) => code);
  await transaction.deleteFrom('custom_feeds').where('code', 'in', codes).execute();
  return true;
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
