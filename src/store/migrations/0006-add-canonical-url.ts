import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Adds the address of an article on another site, and an index of the public articles that have none. */
export function addCanonicalUrl(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('articles').addColumn('canonical_url', 'text').execute();
      await sql`update articles set canonical_url = json_extract(document, '$.canonicalUrl')
        where document like '%"canonicalUrl":%'`.execute(db);
      // `canonical_url` is always null here. With it, SQLite reads no article.
      await db.schema
        .createIndex('articles_own_pages')
        .on('articles')
        .columns(['published_at', 'id', 'updated_at', 'announced_at', 'canonical_url'])
        .where(sql`announced_at`, 'is not', null)
        .where(sql`canonical_url`, 'is', null)
        .execute();
    },
  };
}
