import { afterEach, describe, expect, test } from '@jest/globals';
import { Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { copyDatabase } from '../../src/store/copy-database.ts';
import { listMigrations, migrate } from '../../src/store/migrations/migrate.ts';
import { type OpenOptions, openDatabase } from '../../src/store/open-database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite-engine.ts';
import { createSchema } from '../postgres/create-schema.ts';
import { listBreakingChanges, readSchema, type Schema } from './breaking-changes.ts';
import { countingIds, createSqliteFile, type TestDatabase } from './databases.ts';
import { draftOf, NOW, queryOf } from './drafts.ts';

/** Later names say whether the migration adds or removes. */
const LAST_WITHOUT_RULE = '0005-index-notices';

describe('a migration that adds', () => {
  test('has it in its name, as one that removes has', () => {
    const names = Object.keys(listMigrations({} as never)).filter((name) => name > LAST_WITHOUT_RULE);
    expect(names.filter((name) => !/^\d{4}-(add|remove)-[a-z-]+$/.test(name))).toEqual([]);
  });

  test('changes nothing that servers of the version before use', async () => {
    const engine = await openSqlite(':memory:');
    const migrations = listMigrations(engine);
    const db = new Kysely<unknown>({ dialect: engine.dialect });
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const found = new Map<string, readonly string[]>();
    let before: Schema = new Map();
    for (const name of Object.keys(migrations)) {
      const { error } = await migrator.migrateTo(name);
      expect(error).toBeUndefined();
      const after = await readSchema(db);
      found.set(name, listBreakingChanges(before, after));
      before = after;
    }
    await db.destroy();
    expect(found.get('0003-add-cursors')).toContain('places is gone');
    const additions = [...found].filter(([name]) => name > LAST_WITHOUT_RULE && name.includes('-add-'));
    expect(additions.filter(([, changes]) => changes.length > 0)).toEqual([]);
  });

  test.each([
    ['drop table notes', 'notes is gone'],
    ['alter table notes drop column text', 'notes.text is gone'],
    ['alter table notes rename column text to body', 'notes.text is gone'],
    ['create unique index u on notes (text)', 'notes: unique text is new'],
    ['drop index key', 'notes: unique at is gone'],
    ['create trigger t after insert on notes begin delete from notes; end', 'notes: trigger t is new'],
    [
      'drop table notes; create table notes (id integer primary key, text text, at text, title text not null)',
      'notes.at has another type',
    ],
    [
      'drop table notes; create table notes (id integer primary key, text text not null, at integer)',
      'notes.text is required',
    ],
    [
      'drop table notes; create table notes (id integer primary key, text text, at integer, title text not null)',
      'notes.title is required',
    ],
    ["alter table notes add column title text not null default ''", undefined],
    ['alter table notes add column title text; create index i on notes (text); create table more (id text)', undefined],
  ])('may not do this unless nothing is told: %s', async (statements, change) => {
    const engine = await openSqlite(':memory:');
    const db = new Kysely<unknown>({ dialect: engine.dialect });
    const run = async (text: string) => {
      for (const statement of text.split(/; (?!end|delete)/)) await sql.raw(statement).execute(db);
    };
    await run(
      'create table notes (id integer primary key, text text, at integer); create unique index key on notes (at)',
    );
    const before = await readSchema(db);
    await run(statements);
    const changes = listBreakingChanges(before, await readSchema(db));
    if (change === undefined) expect(changes).toEqual([]);
    else expect(changes).toContain(change);
    await db.destroy();
  });
});

describe.each([
  ['SQLite', createSqliteFile],
  ['PostgreSQL', createSchema as () => Promise<TestDatabase>],
])('on %s, when a newer version has migrated the database', (_name, create) => {
  const drops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const drop of drops.splice(0).reverse()) await drop();
  });

  async function createDatabase(): Promise<TestDatabase['location']> {
    const { location, drop } = await create();
    drops.push(drop);
    return location;
  }

  async function open(options: OpenOptions): Promise<ArticleStore> {
    const store = await openStore({ mintId: countingIds(), ...options });
    drops.push(store.close);
    return store;
  }

  async function migrateFurther(database: TestDatabase['location'], name: string, statements: readonly string[]) {
    const { db, engine } = await openDatabase({ database });
    const migration: Migration = {
      async up(transaction) {
        for (const statement of statements) await sql.raw(statement).execute(transaction);
      },
    };
    await migrate(db, engine, { migrations: { ...listMigrations(engine), [name]: migration } });
    await db.destroy();
  }

  const listTitles = async (store: ArticleStore) =>
    (await store.listVisible(queryOf())).map(({ title }) => title).toSorted();

  test('and has only added, a server of this version goes on, and starts', async () => {
    const database = await createDatabase();
    const running = await open({ database });
    await running.save([draftOf({ externalId: 'a', title: 'A' })], NOW);
    expect(await listTitles(running)).toEqual(['A']);
    await migrateFurther(database, '0999-add-moods', [
      'alter table articles add column mood text',
      'alter table articles add column weight integer not null default 0',
      'create table moods (mood text)',
      'create index articles_mood on articles (mood)',
    ]);
    const started = await openStore({ database, mintId: () => '00000000-0000-7000-8000-0000000000ff' as never });
    drops.push(started.close);
    await running.save([draftOf({ externalId: 'a', title: 'A, corrected' })], NOW + 1);
    await started.save([draftOf({ externalId: 'b', title: 'B' })], NOW + 2);
    for (const store of [running, started]) expect(await listTitles(store)).toEqual(['A, corrected', 'B']);
    const [article] = await running.listVisible(queryOf());
    if (article === undefined) throw new Error('expected an article');
    await running.retract(article.id, 'Untrue.', NOW + 3);
    expect(await listTitles(started)).toHaveLength(1);
    await expect(copyDatabase({ from: database, to: { kind: 'memory' } })).rejects.toThrow(
      '(migration 0999-add-moods)',
    );
  });

  test('and has removed something, a server of this version does not start, but one that runs goes on', async () => {
    const database = await createDatabase();
    const running = await open({ database });
    await migrateFurther(database, '0999-remove-moods', ['create table no_moods (mood text)']);
    await expect(open({ database })).rejects.toThrow(
      'belongs to a newer version of this program (migration 0999-remove-moods): start that version',
    );
    const ofThread = await open({ database, asItIs: true, later: 'any' });
    await ofThread.save([draftOf({ title: 'A' })], NOW);
    expect(await listTitles(running)).toEqual(['A']);
  });

  test('that lacks a migration of this version, it is of another branch and refused', async () => {
    const database = await createDatabase();
    await (await open({ database })).close();
    const { db } = await openDatabase({ database });
    await sql`update tidings_migrations set name = '0008-add-other' where name = '0008-add-leases'`.execute(db);
    await db.destroy();
    await expect(open({ database })).rejects.toThrow('(migration 0008-add-other)');
  });
});
