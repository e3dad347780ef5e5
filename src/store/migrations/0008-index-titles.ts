import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Indexes the titles of articles that are identified by the paths of their files, so that a moved file is found by its title. */
export function indexTitles(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await sql`create index articles_titled on articles
        (source_id, json_extract(document, '$.title'), published_at) where file is null`.execute(db);
    },
  };
}
