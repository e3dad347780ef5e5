import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Replaces the index of retractions by one that has corrections and restorations too. */
export function indexNotices(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.dropIndex('changes_withdrawing').execute();
      await db.schema
        .createIndex('changes_noticed')
        .on('changes')
        .columns(['at', 'seq', 'article_id'])
        .where(sql<boolean>`kind in ('retracted', 'corrected', 'restored')`)
        .execute();
    },
  };
}
