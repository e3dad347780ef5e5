import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { hashOfTitle } from '../article-row.ts';

const BATCH = 500;

interface Articles {
  readonly articles: {
    readonly id: string;
    readonly document: string;
    readonly canonical_url: string | null;
    readonly title_hash: string;
  };
}

/** Adds the address of an article on another site, with an index of the public articles that have none, and an index of titles. */
export function addColumns(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('articles').addColumn('canonical_url', 'text').execute();
      await db.schema
        .alterTable('articles')
        .addColumn('title_hash', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      await fillColumns(db as Kysely<Articles>);
      // `canonical_url` is always null here. With it, SQLite reads no article.
      await db.schema
        .createIndex('articles_own_pages')
        .on('articles')
        .columns(['published_at', 'id', 'updated_at', 'announced_at', 'canonical_url'])
        .where(sql`announced_at`, 'is not', null)
        .where(sql`canonical_url`, 'is', null)
        .execute();
      await db.schema
        .createIndex('articles_titled')
        .on('articles')
        .columns(['source_id', 'title_hash', 'published_at'])
        .where(sql`file`, 'is', null)
        .execute();
    },
  };
}

async function fillColumns(db: Kysely<Articles>): Promise<void> {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('articles')
      .select(['id', 'document'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const { id, document } of rows) {
      const { title, canonicalUrl = null } = JSON.parse(document);
      const values = { canonical_url: canonicalUrl, title_hash: hashOfTitle(title) };
      await db.updateTable('articles').set(values).where('id', '=', id).execute();
    }
    const newest = rows.at(-1);
    if (newest === undefined) return;
    last = newest.id;
  }
}
