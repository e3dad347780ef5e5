import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';
import type { DatabaseTransaction } from '../schema.ts';
import { backfillPublic } from './backfill-public.ts';

/** Adds search, audio, archives and custom feeds. Changes are found by article, so only present and lost terms are stored. */
export function indexWhatIsPublic(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await rebuildArticleTerms(db, engine);
      await indexChanges(db, engine);
      await createSearch(db, engine);
      await createArchives(db, engine);
      await createCustomFeeds(db, engine);
      await backfillPublic(db as unknown as DatabaseTransaction, engine.search);
    },
  };
}

async function rebuildArticleTerms(db: Kysely<unknown>, { exactText, wideInteger, keyOnly }: Engine): Promise<void> {
  // No foreign key: articles are never deleted, and checking it would be a third of the work.
  await db.schema
    .createTable('article_terms_by_date')
    .addColumn('kind', exactText, (column) => column.notNull())
    .addColumn('slug', exactText, (column) => column.notNull())
    .addColumn('published_at', wideInteger, (column) => column.notNull())
    .addColumn('article_id', exactText, (column) => column.notNull())
    .addPrimaryKeyConstraint('article_terms_by_date_key', ['kind', 'slug', 'published_at', 'article_id'])
    .$call(keyOnly)
    .execute();
  await sql`insert into article_terms_by_date (kind, slug, published_at, article_id)
    select kind, slug, published_at, article_id from article_terms order by 1, 2, 3, 4`.execute(db);
  await db.schema.dropTable('article_terms').execute();
  await db.schema.alterTable('article_terms_by_date').renameTo('article_terms').execute();
}

async function indexChanges(db: Kysely<unknown>, { exactText, wideInteger, keyOnly }: Engine): Promise<void> {
  await db.schema
    .createTable('lost_terms')
    .addColumn('kind', exactText, (column) => column.notNull())
    .addColumn('slug', exactText, (column) => column.notNull())
    .addColumn('published_at', wideInteger, (column) => column.notNull())
    .addColumn('article_id', exactText, (column) => column.notNull())
    .addPrimaryKeyConstraint('lost_terms_key', ['kind', 'slug', 'published_at', 'article_id'])
    .$call(keyOnly)
    .execute();
  await db.schema.dropTable('change_terms').execute();
  await db.schema.createIndex('changes_of_article').on('changes').columns(['article_id', 'seq']).execute();
  await db.schema
    .createIndex('changes_withdrawing')
    .on('changes')
    .columns(['at', 'seq'])
    .where(sql`kind`, '=', sql.lit('retracted'))
    .execute();
  await db.schema.createIndex('terms_most').on('terms').columns(['kind', 'articles desc', 'slug']).execute();
}

async function createSearch(db: Kysely<unknown>, { exactText, wideInteger, search }: Engine): Promise<void> {
  await db.schema
    .createTable('places')
    .addColumn('place', wideInteger, (column) => column.primaryKey().notNull())
    .addColumn('article_id', exactText, (column) => column.notNull().unique().references('articles.id'))
    .addColumn('published_at', wideInteger, (column) => column.notNull())
    .execute();
  await search.create(db);
}

async function createArchives(
  db: Kysely<unknown>,
  { exactText, wideInteger, autoIncrement, keyOnly }: Engine,
): Promise<void> {
  await db.schema
    .createTable('archives')
    .addColumn('id', 'integer', autoIncrement)
    .addColumn('key', exactText, (column) => column.notNull().unique())
    .addColumn('pages', 'integer', (column) => column.notNull())
    .addColumn('newest_published_at', wideInteger)
    .addColumn('newest_id', exactText)
    .addColumn('seq', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('archive_entries')
    .addColumn('archive_id', 'integer', (column) => column.notNull())
    .addColumn('place', wideInteger, (column) => column.notNull())
    .addColumn('page', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('archive_entries_key', ['archive_id', 'place'])
    .$call(keyOnly)
    .execute();
  await db.schema.createIndex('archive_entries_page').on('archive_entries').columns(['archive_id', 'page']).execute();
}

async function createCustomFeeds(db: Kysely<unknown>, { exactText, wideInteger }: Engine): Promise<void> {
  await db.schema
    .createTable('custom_feeds')
    .addColumn('code', exactText, (column) => column.primaryKey().notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('kept_at', wideInteger, (column) => column.notNull())
    .execute();
}
