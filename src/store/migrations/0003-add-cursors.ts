import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** Adds cursors, and renames columns to the names used in the code. */
export function addCursors({ exactText }: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('followers')
        .addColumn('name', exactText, (column) => column.primaryKey().notNull())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.alterTable('sources').addColumn('cursor', 'text').execute();
      await db.schema.alterTable('places').renameTo('ordinals').execute();
      await db.schema.alterTable('ordinals').renameColumn('place', 'ordinal').execute();
      await db.schema.alterTable('archive_entries').renameColumn('place', 'ordinal').execute();
      await db.schema.alterTable('custom_feeds').renameColumn('kept_at', 'saved_at').execute();
    },
  };
}
