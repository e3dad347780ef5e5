import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CompiledQuery, Kysely } from 'kysely';
import { mintUuidV7 } from '../../src/model/ids.ts';
import type { ArticleQuery, ArticleStore } from '../../src/store/article-store.ts';
import { buildStore } from '../../src/store/build-store.ts';
import { migrate } from '../../src/store/migrations/migrate.ts';
import { openPostgres } from '../../src/store/postgres-engine.ts';
import type { Database, StoreSchema } from '../../src/store/schema.ts';
import { openSqlite } from '../../src/store/sqlite-engine.ts';
import { createSchema } from '../postgres/create-schema.ts';
import { draftOf, HOUR_MS, NOW, queryOf } from './drafts.ts';

/** Between the recent articles and the old ones. */
const POSITION = { publishedAt: NOW - HOUR_MS, id: mintUuidV7(NOW) };
/** More than the store reads at a time, of changes and of notices. */
const OLD_ARTICLES = 110;

let db: Database;
let store: ArticleStore;
/** What the store's methods have run since the test began. */
let queries: CompiledQuery[] = [];

beforeAll(async () => {
  const engine = await openSqlite(':memory:');
  db = new Kysely<StoreSchema>({ dialect: engine.dialect, log: ({ query }) => void queries.push(query) });
  await migrate(db, engine);
  store = buildStore(db, engine, mintUuidV7);
  await store.save(
    Array.from({ length: 30 }, (_, index) => draftOf({ externalId: `n${index}`, publishedAt: NOW - index * 1000 })),
    NOW,
  );
  const old = await store.save(
    Array.from({ length: OLD_ARTICLES }, (_, index) =>
      draftOf({ externalId: `old${index}`, publishedAt: NOW - 2 * HOUR_MS }),
    ),
    NOW,
  );
  for (const { id } of old) await store.retract(id, 'Untrue.', NOW);
});

beforeEach(() => {
  queries = [];
});

afterAll(() => store.close());

test.each([
  ['the first page', {}],
  ['a later page', { after: POSITION }],
])('without conditions, %s reads one range of the index of visible articles', async (_name, paging) => {
  const [step, ...others] = await planOfList(queryOf({}, paging));
  expect(step).toMatch(/^(SCAN|SEARCH) a USING INDEX articles_visible\b/);
  expect(others).toEqual([]);
});

test('own pages are read from one range of an index, and no article is', async () => {
  await store.listOwnPages({ after: POSITION, limit: 10 });
  await store.findOwnPageBlock({ after: POSITION, limit: 10 });
  const run = [...queries];
  expect(run).toHaveLength(3);
  for (const query of run) {
    const steps = await explain(query);
    expect(steps).toContain('SEARCH articles USING COVERING INDEX articles_own_pages ((published_at,id)>(?,?))');
    expect(steps.filter((step) => /SORT|TEMP/.test(step))).toEqual([]);
  }
});

test.each([
  ['category', queryOf({ categories: ['world'] })],
  ['tag', queryOf({ tags: ['chapels'] })],
  ['author', queryOf({ authors: ['miriam-okafor'] })],
  ['language', queryOf({ languages: ['en'] })],
  ['category, on a later page', queryOf({ categories: ['world'] }, { after: POSITION })],
  ['category, before a position', queryOf({ categories: ['world'] }, { before: POSITION })],
  ['audio', queryOf({}, { withAudio: true })],
])('a list by one %s reads one range of the index of terms, without sorting', async (_name, query) => {
  const [range, lookUp, ...others] = await planOfList(query);
  expect(range).toMatch(/^SEARCH t USING PRIMARY KEY \(kind=\? AND slug=\?/);
  expect(lookUp).toMatch(/^SEARCH a USING INDEX sqlite_autoindex_articles_\d \(id=\?\)/);
  expect(others).toEqual([]);
});

test.each([
  ['starts in the index where the last page ended', { after: POSITION }, '<'],
  ['ends in the index before a position', { before: POSITION }, '>'],
])('a page of a term %s', async (_name, paging, comparison) => {
  const [range] = await planOfList(queryOf({ categories: ['world'] }, paging));
  expect(range).toContain(`(published_at,article_id)${comparison}(?,?)`);
});

test.each([
  ['no condition', queryOf({}), /^(SCAN|SEARCH) a USING (COVERING )?INDEX articles_visible\b/],
  ['one term', queryOf({ categories: ['world'] }), /^SEARCH t USING PRIMARY KEY \(kind=\? AND slug=\?/],
])('positions with %s read one range of an index and no article', async (_name, query, range) => {
  await store.listVisiblePositions(query);
  expect(await explainLast()).toEqual([expect.stringMatching(range)]);
});

test('each of several values of a field reads its own range of the index', async () => {
  const steps = await planOfList(queryOf({ categories: ['world', 'culture', 'missions'] }));
  expect(steps.filter((step) => step.startsWith('SEARCH t USING PRIMARY KEY'))).toHaveLength(3);
  expect(steps.filter((step) => /SCAN (a|article_terms)\b/.test(step))).toEqual([]);
});

test.each([
  ['every article', queryOf(), /^SEARCH a USING (COVERING )?INDEX articles_visible \(/],
  [
    'two categories',
    queryOf({ categories: ['world', 'culture'] }),
    /^SEARCH t USING PRIMARY KEY \(kind=\? AND slug=\?/,
  ],
])('the last change of a full window of %s is found among the articles of its dates', async (_name, feed, articles) => {
  expect(await store.findLastChange(feed, POSITION)).toMatchObject({ kind: 'published' });
  const [present = [], lost = [], changes] = await Promise.all(queries.slice(-3).map(explain));
  expect(present).toContainEqual(expect.stringMatching(articles));
  expect(present.join()).toContain('(published_at,');
  expect(lost).toContainEqual(
    expect.stringMatching(/^SEARCH lost_terms USING PRIMARY KEY \(kind=\? AND slug=\? AND published_at>\?\)/),
  );
  expect(changes).toEqual([
    expect.stringMatching(/^SEARCH changes USING INDEX changes_of_article \(article_id=\? AND seq<\?\)/),
    'USE TEMP B-TREE FOR ORDER BY',
  ]);
});

test('notices are found in an index of their changes, and their articles by id', async () => {
  const query = { ...queryOf(), since: NOW - HOUR_MS, maxArticles: 1 };
  expect(await store.listNotices(query)).toHaveLength(OLD_ARTICLES);
  const reads = queries.filter(({ sql }) => sql.startsWith('select') && sql.includes(' from '));
  const plans = await Promise.all(reads.map(explain));
  expect(plans.map(([first]) => first)).toEqual([
    expect.stringMatching(/^SEARCH changes USING (COVERING )?INDEX changes_noticed \(at>\?\)/),
    ...Array(2).fill(expect.stringMatching(/^SEARCH changes USING INDEX changes_of_article \(article_id=\?\)/)),
    ...Array(2).fill(expect.stringMatching(/^SEARCH articles USING INDEX \w+ \(id=\?\)/)),
  ]);
});

test.each([
  ['newest', () => store.listVisible(queryOf({}, { search: 'chapel' }))],
  ['newest', () => store.listVisible(queryOf({ categories: ['world'], tags: ['chapels'] }))],
  ['newest', () => store.listVisible(queryOf({ categories: ['world'] }, { exclude: { languages: ['es'] } }))],
  [
    'oldest',
    () => store.extendArchive('search', queryOf({}, { search: 'chapel' }), { keep: 10, pageSize: 5, limit: 5 }),
  ],
])(
  'words, further fields and exclusions read one range of the index of words from its %s end, without sorting',
  async (end, search) => {
    await search();
    const direction = end === 'newest' ? 'desc' : 'asc';
    const query = queries.find(({ sql }) => sql.includes(`order by s.rowid ${direction}`));
    // Numbers are bound as floats, by which FTS5 does not seek.
    expect(query?.parameters.slice(1, 3)).toEqual([expect.any(BigInt), expect.any(BigInt)]);
    expect(query && (await explain(query))).toEqual([
      expect.stringMatching(/^SCAN s VIRTUAL TABLE INDEX \d+:M\d+><$/),
      expect.stringMatching(/^SEARCH o USING INTEGER PRIMARY KEY \(rowid=\?\)/),
    ]);
  },
);

test('the most frequent terms of a kind are read from the start of an index', async () => {
  await store.listVisibleTerms('tag', 10);
  expect(await explainLast()).toEqual([
    expect.stringMatching(/^SEARCH terms USING INDEX terms_most \(kind=\? AND articles>\?\)/),
  ]);
});

test('an archive page is found by its number', async () => {
  await store.findArchivePage('world', 1);
  const steps = await explainLast();
  expect(steps).toContainEqual(
    expect.stringMatching(/^SEARCH e USING (COVERING )?INDEX archive_entries_page \(archive_id=\? AND page=\?\)/),
  );
  expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
});

test('the article that is due next is read from the start of an index', async () => {
  await store.findNextDue();
  expect(await explainLast()).toEqual([expect.stringMatching(/^SEARCH articles USING INDEX articles_due\b/)]);
});

test('no statement of the store reads or sorts a whole table', async () => {
  await callAllMethods(store);
  const plans = new Map<string, readonly string[]>();
  for (const query of [...queries]) {
    if (!/^(begin|commit|pragma)\b/.test(query.sql))
      plans.set(query.sql, plans.get(query.sql) ?? (await explain(query)));
  }
  expect([...plans].filter(([sql, steps]) => !isBounded(sql, steps))).toEqual([]);
});

test('every statement of the store has an index on PostgreSQL too', async () => {
  const schema = await createSchema();
  const engine = openPostgres(schema.location.url);
  const run = new Map<string, CompiledQuery>();
  const postgres = new Kysely<StoreSchema>({
    dialect: engine.dialect,
    log: ({ query }) => void run.set(query.sql, query),
  });
  await migrate(postgres, engine);
  run.clear();
  const postgresStore = buildStore(postgres, engine, mintUuidV7);
  await postgresStore.save(
    Array.from({ length: 4 }, (_, index) => draftOf({ externalId: `n${index}`, publishedAt: NOW - index * HOUR_MS })),
    NOW,
  );
  await callAllMethods(postgresStore);
  const scans: string[] = [];
  for (const { sql, parameters } of [...run.values()]) {
    if (!/^(with|select|insert|update|delete)\b/.test(sql.trim())) continue;
    const plan = CompiledQuery.raw(`explain ${sql}`, [...parameters]);
    const { rows } = await postgres.executeQuery<{ readonly 'QUERY PLAN': string }>(plan);
    // Custom feeds are counted; their number has a maximum.
    if (rows.some((row) => /Seq Scan on (?!custom_feeds)/.test(row['QUERY PLAN']))) scans.push(sql);
  }
  await postgresStore.close();
  await schema.drop();
  expect(run.size).toBeGreaterThan(50);
  expect(scans).toEqual([]);
});

async function callAllMethods(store: ArticleStore): Promise<void> {
  const [id] = (await store.listVisible(queryOf())).map((article) => article.id);
  if (id === undefined) throw new Error('expected an article');
  const ids = [id];
  const filters = [queryOf(), queryOf({ tags: ['a'], authors: ['b'] }), queryOf({}, { search: 'a', withAudio: true })];
  const archive = { keep: 1, pageSize: 1, limit: 1 };
  const calls: Record<
    Exclude<keyof ArticleStore, 'listForEditors' | 'listenForChanges' | 'readMetrics' | 'checkFiles' | 'close'>,
    () => Promise<unknown>
  > = {
    save: () => store.save([draftOf({ externalId: 'due', publishedAt: NOW + HOUR_MS })], NOW),
    findAlike: () => store.findAlike([draftOf({ externalId: 'moved' })]),
    listKnown: () => store.listKnown('a', ['b']),
    correct: () => store.correct(id, 'We erred.', NOW),
    retract: () => store.retract(id, 'Untrue.', NOW),
    restore: () => store.restore(id, NOW),
    withdraw: () => store.withdraw(id, { reason: 'A test.', maxPublicMs: HOUR_MS, now: NOW }),
    announceDue: () => store.announceDue(NOW + HOUR_MS),
    findNextDue: () => store.findNextDue(),
    find: () => store.find(id),
    findVisible: () => store.findVisible(id),
    loadSearchMatcher: () => store.loadSearchMatcher(id),
    findRetracted: () => store.findRetracted(id),
    listVisible: () => Promise.all(filters.map((query) => store.listVisible(query))),
    listVisiblePositions: () => Promise.all(filters.map((query) => store.listVisiblePositions(query))),
    listVisibleCategories: () => store.listVisibleCategories(),
    listOwnPages: () => store.listOwnPages({ limit: 1 }),
    findOwnPageBlock: () => store.findOwnPageBlock({ limit: 1 }),
    findLastChange: () => Promise.all(filters.map((query) => store.findLastChange(query, undefined))),
    findLastChangeOf: () => store.findLastChangeOf(ids),
    listChangedSince: () => store.listChangedSince(ids, 1),
    listNotices: () => Promise.all(filters.map((query) => store.listNotices({ ...query, since: 0, maxArticles: 1 }))),
    findTerm: () => store.findTerm('tag', 'a'),
    listVisibleTerms: () => store.listVisibleTerms('tag', 1),
    getArchive: () => store.getArchive('a'),
    async extendArchive() {
      for (const [nth, query] of filters.entries()) await store.extendArchive(`a ${nth}`, query, archive);
      // An article that is older than the newest archived one.
      await store.save([draftOf({ externalId: 'late', publishedAt: NOW - 3 * HOUR_MS })], NOW);
      await store.extendArchive('a 0', queryOf(), archive);
    },
    findArchivePage: () => store.findArchivePage('a', 1),
    saveCustomFeed: () => store.saveCustomFeed('a', NOW),
    keepCustomFeeds: () => store.keepCustomFeeds(['a'], NOW),
    findCustomFeed: () => store.findCustomFeed('a'),
    listChanges: () => store.listChanges(0, 1),
    getLastSeq: () => store.getLastSeq(),
    findFollowerCursor: () => store.findFollowerCursor('a'),
    saveFollowerCursor: () => store.saveFollowerCursor('a', 1),
    acquireLease: () => store.acquireLease('a', 1),
    releaseLease: () => store.releaseLease('a'),
    getSourceEpoch: () => store.getSourceEpoch('a', NOW),
    findSourceCursor: () => store.findSourceCursor('a'),
    saveSourceCursor: () => store.saveSourceCursor('a', '1', NOW),
    ping: () => store.ping(),
  };
  for (const call of Object.values(calls)) await call();
}

/** Whether a statement reads ranges of indexes, or the start of one, and sorts only articles that it names, or those of an archive page. */
function isBounded(sql: string, steps: readonly string[]): boolean {
  // Custom feeds are counted; their number has a maximum.
  const scans = steps.filter((step) =>
    /^SCAN (?!custom_feeds|\d+-ROW|CONSTANT ROW|\w+ VIRTUAL TABLE INDEX \d+:(?:=|M))/.test(step),
  );
  const sorts = steps.some((step) => step.startsWith('USE TEMP B-TREE'));
  if (scans.length > 0) return sql.includes('limit ?') && !sorts;
  return !sorts || /"article_id" in \(\?|"page" = \?/.test(sql);
}

async function planOfList(query: ArticleQuery): Promise<readonly string[]> {
  await store.listVisible(query);
  return await explainLast();
}

async function explainLast(): Promise<readonly string[]> {
  const query = queries.at(-1);
  if (query === undefined) throw new Error('the store ran no query');
  return await explain(query);
}

/** The steps of SQLite's plan for a query, with the parameters that it had. */
async function explain({ sql, parameters }: CompiledQuery): Promise<readonly string[]> {
  const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  const { rows } = await (db as unknown as Kysely<unknown>).executeQuery<{ readonly detail: string }>(plan);
  return rows.map((row) => row.detail);
}
