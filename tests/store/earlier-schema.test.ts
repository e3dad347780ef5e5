import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { ArticleId } from '../../src/model/article.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { createTables } from '../../src/store/migrations/0001-create-tables.ts';
import { indexWhatIsPublic } from '../../src/store/migrations/0002-index-what-is-public.ts';
import { MIGRATION_TABLE } from '../../src/store/migrations/migrate.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite-engine.ts';
import { countingIds, createSqliteFile } from './databases.ts';
import { draftOf, HOUR_MS, NOW, queryOf, saveOne } from './drafts.ts';
import { makeHistory } from './sample-history.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
/** The articles of the history, whose ids are used. */
const ARTICLES = 15;

let earlier: ArticleStore;
let fresh: ArticleStore;
let drop: () => Promise<void>;

beforeEach(async () => {
  const { location, path, drop: dropFile } = await createSqliteFile();
  drop = dropFile;
  const database = new DatabaseSync(path);
  database.exec(await readFile(join(FIXTURES, 'schema-1.sql'), 'utf8'));
  database.close();
  const mintId = countingIds();
  for (let nth = 0; nth < ARTICLES; nth += 1) mintId(NOW);
  earlier = await openStore({ database: location, mintId });
  fresh = await openStore({ database: { kind: 'memory' }, mintId: countingIds() });
  await makeHistory(fresh);
});

afterEach(async () => {
  await earlier.close();
  await fresh.close();
  await drop();
});

test('a database of the first release gives the same answers as a new one', async () => {
  const answers = await answersOf(earlier);
  expect(answers).toEqual(await answersOf(fresh));
  expect(answers.withAudio).toEqual(['The vespers']);
  expect(answers['search señal']).toEqual(['The señal']);
  expect(answers['search vigil']).toEqual([]);
  expect(answers.notices.filter(({ tombstone }) => tombstone)).toHaveLength(3);
});

test('a database of the first release can be written like a new one', async () => {
  for (const store of [earlier, fresh]) {
    await store.announceDue(NOW + 2000 * HOUR_MS);
    await saveOne(store, draftOf({ externalId: 'vespers', title: 'The vespers', publishedAt: NOW - 50 * HOUR_MS }));
    await saveOne(store, draftOf({ externalId: 'hidden', title: 'The hidden' }), NOW + 2000 * HOUR_MS);
    await store.retract('00000000-0000-7000-8000-000000000001' as ArticleId, 'Untrue.', NOW + 2000 * HOUR_MS);
    // More changes than are read at first, so that earlier ones are found by other queries.
    const noise = { byline: [], categories: [], publishedAt: NOW - 100 * HOUR_MS };
    await store.save(
      Array.from({ length: 110 }, (_, index) => draftOf({ ...noise, externalId: `noise ${index}` })),
      NOW + 2000 * HOUR_MS,
    );
  }
  const answers = await answersOf(earlier);
  expect(answers).toEqual(await answersOf(fresh));
  expect(answers.withAudio).toEqual([]);
  expect(answers.notices.map(({ tombstone }) => tombstone)).toContainEqual(
    expect.objectContaining({ reason: 'Untrue.', at: NOW + 2000 * HOUR_MS }),
  );
});

test('a database of the second schema keeps its archive pages and custom feeds', async () => {
  const { location, path, drop: dropFile } = await createSqliteFile();
  const engine = await openSqlite(path);
  const db = new Kysely<never>({ dialect: engine.dialect });
  const steps = {
    '0001-create-tables': createTables(engine),
    '0002-index-what-is-public': indexWhatIsPublic(engine),
  };
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => steps },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
  }).migrateToLatest();
  expect(error).toBeUndefined();
  await db.destroy();
  const database = new DatabaseSync(path);
  database.exec(`
    insert into articles values ('a1', 'newsroom', 'one', 'published', 1, 1, 1, null, 1, 1, 'en', 1, '',
      '{"title":"One","summary":"","contentHtml":"","slug":"one","canonicalUrl":"https://example.org/one","byline":[],"categories":[],"tags":[]}');
    insert into places values (7, 'a1', 1);
    insert into archives values (1, 'all', 1, 1, 'a1', 0);
    insert into archive_entries values (1, 7, 1);
    insert into custom_feeds values ('abcdefgh', 'tag=feasts', 1);
  `);
  database.close();

  const store = await openStore({ database: location, mintId: countingIds() });
  expect((await store.findArchivePage('all', 1))?.articles).toEqual([expect.objectContaining({ title: 'One' })]);
  expect(await store.listOwnPages({ limit: 1 })).toEqual([]);
  expect(await store.findCustomFeed('abcdefgh')).toBe('tag=feasts');
  // It may be in use.
  expect(expiryOf(path)).toBeGreaterThan(Date.now() + 399 * 24 * HOUR_MS);
  expect(await store.findFollowerCursor('hub')).toBeUndefined();
  await store.close();
  await dropFile();
});

function expiryOf(path: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare("select expires_at from custom_feeds where code = 'abcdefgh'").get();
  database.close();
  return row?.expires_at;
}

async function answersOf(store: ArticleStore) {
  const titles = async (query: Parameters<typeof queryOf>) =>
    (await store.listVisible(queryOf(...query))).map((article) => article.title);
  const oldest = (await store.listVisible(queryOf({}, { limit: 4 }))).at(-1);
  await store.extendArchive('all', queryOf(), { keep: 2, pageSize: 3, limit: 100 });
  return {
    visible: await store.listVisible(queryOf()),
    ownPages: await store.listOwnPages({ limit: 100 }),
    withAudio: await titles([{}, { withAudio: true }]),
    'search the': await titles([{}, { search: 'the' }]),
    'search señal': await titles([{}, { search: 'Senal' }]),
    'search vigil': await titles([{}, { search: 'vigil' }]),
    'search procession': await titles([{}, { search: 'procession' }]),
    'search feasts in es': await titles([{ languages: ['es'] }, { search: 'feasts' }]),
    world: await titles([{ categories: ['world'] }]),
    culture: await titles([{ categories: ['culture'] }]),
    'not world': await titles([{}, { exclude: { categories: ['world'] } }]),
    lastChanges: await Promise.all(
      [queryOf(), queryOf({ categories: ['culture'] }), queryOf({ tags: ['feasts'] })].flatMap((feed) => [
        store.findLastChange(feed, undefined),
        store.findLastChange(feed, oldest),
      ]),
    ),
    notices: await store.listNotices({
      ...queryOf(),
      since: 0,
      maxArticles: 100,
      ...(oldest && { olderThan: oldest }),
    }),
    terms: await Promise.all((['category', 'tag', 'author'] as const).map((kind) => store.listVisibleTerms(kind, 10))),
    pages: await Promise.all([1, 2, 3].map((page) => store.findArchivePage('all', page))),
    log: await store.listChanges(0, 1000),
  };
}
