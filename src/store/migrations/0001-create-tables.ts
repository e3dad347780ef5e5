import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** The tables of a released migration never change: a later change is a new migration. */
export function createTables(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createArticles(db, engine);
      await createTerms(db, engine);
      await createChanges(db, engine);
      await createSources(db, engine);
    },
  };
}

async function createArticles(db: Kysely<unknown>, { exactText, wideInteger }: Engine): Promise<void> {
  await db.schema
    .createTable('articles')
    .addColumn('id', exactText, (column) => column.primaryKey().notNull())
    .addColumn('source_id', exactText, (column) => column.notNull())
    .addColumn('external_id', exactText, (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('published_at', wideInteger, (column) => column.notNull())
    .addColumn('updated_at', wideInteger, (column) => column.notNull())
    .addColumn('visible_from', wideInteger)
    .addColumn('embargo_until', wideInteger)
    .addColumn('announced_at', wideInteger)
    .addColumn('was_public', 'integer', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('input_hash', 'text', (column) => column.notNull())
    // Last: SQLite stores a long value on overflow pages, which it does not read for the columns before.
    .addColumn('document', 'text', (column) => column.notNull())
    .addUniqueConstraint('articles_key', ['source_id', 'external_id'])
    .execute();
  await db.schema
    .createIndex('articles_visible')
    .on('articles')
    .columns(['published_at desc', 'id desc'])
    .where(sql`announced_at`, 'is not', null)
    .execute();
  await db.schema
    .createIndex('articles_due')
    .on('articles')
    .columns(['visible_from', 'id'])
    .where(sql`announced_at`, 'is', null)
    .where(sql`visible_from`, 'is not', null)
    .execute();
}

async function createTerms(db: Kysely<unknown>, { exactText, wideInteger, keyOnly }: Engine): Promise<void> {
  await db.schema
    .createTable('article_terms')
    .addColumn('article_id', exactText, (column) => column.notNull().references('articles.id'))
    .addColumn('kind', exactText, (column) => column.notNull())
    .addColumn('slug', exactText, (column) => column.notNull())
    .addColumn('published_at', wideInteger, (column) => column.notNull())
    .addPrimaryKeyConstraint('article_terms_key', ['article_id', 'kind', 'slug'])
    .$call(keyOnly)
    .execute();
  await db.schema
    .createIndex('article_terms_newest')
    .on('article_terms')
    .columns(['kind', 'slug', 'published_at desc', 'article_id desc'])
    .execute();

  await db.schema
    .createTable('terms')
    .addColumn('kind', exactText, (column) => column.notNull())
    .addColumn('slug', exactText, (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('articles', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('terms_key', ['kind', 'slug'])
    .$call(keyOnly)
    .execute();
}

async function createChanges(
  db: Kysely<unknown>,
  { exactText, wideInteger, autoIncrement, keyOnly }: Engine,
): Promise<void> {
  await db.schema
    .createTable('changes')
    .addColumn('seq', 'integer', autoIncrement)
    .addColumn('article_id', exactText, (column) => column.notNull().references('articles.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', wideInteger, (column) => column.notNull())
    .addColumn('published_at', wideInteger, (column) => column.notNull())
    .addColumn('facets_before', 'text')
    .addColumn('facets_after', 'text')
    .execute();
  // By date, not by `seq`: a feed asks for changes at the dates that it shows. These are few, also after an import of old articles.
  await db.schema
    .createTable('change_terms')
    .addColumn('kind', exactText, (column) => column.notNull())
    .addColumn('slug', exactText, (column) => column.notNull())
    .addColumn('published_at', wideInteger, (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('change_terms_key', ['kind', 'slug', 'published_at', 'seq'])
    .$call(keyOnly)
    .execute();
}

async function createSources(db: Kysely<unknown>, { exactText, wideInteger }: Engine): Promise<void> {
  await db.schema
    .createTable('sources')
    .addColumn('id', exactText, (column) => column.primaryKey().notNull())
    .addColumn('first_read_at', wideInteger, (column) => column.notNull())
    .execute();
}
