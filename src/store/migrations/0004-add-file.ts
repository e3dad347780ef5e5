import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Adds the files of articles that are identified by an id of their own. */
export function addFile(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('articles').addColumn('file', 'text').execute();
    },
  };
}
