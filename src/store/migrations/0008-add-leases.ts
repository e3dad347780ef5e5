import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** Adds which process does what only one may do at a time. */
export function addLeases({ exactText, wideInteger }: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('leases')
        .addColumn('name', exactText, (column) => column.primaryKey().notNull())
        .addColumn('holder', exactText, (column) => column.notNull())
        .addColumn('expires_at', wideInteger, (column) => column.notNull())
        .execute();
    },
  };
}
