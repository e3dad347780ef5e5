import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { USED_FEED_MS } from '../custom-feeds.ts';
import type { Engine } from '../engine.ts';

/** Adds when a custom feed may be deleted. Those that exist may be in use: their time starts now. */
export function addExpiry({ wideInteger }: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const expiresAt = sql.lit(Date.now() + USED_FEED_MS);
      await db.schema
        .alterTable('custom_feeds')
        .addColumn('expires_at', wideInteger, (column) => column.notNull().defaultTo(expiresAt))
        .execute();
      await db.schema.createIndex('custom_feeds_expiry').on('custom_feeds').columns(['expires_at']).execute();
    },
  };
}
