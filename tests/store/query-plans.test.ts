import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CompiledQuery, type Kysely } from 'kysely';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { pageRows } from '../../src/store/archive-pages.ts';
import type { ArticleQuery } from '../../src/store/article-store.ts';
import { buildStore } from '../../src/store/kysely-store.ts';
import { candidateRows } from '../../src/store/last-change.ts';
import { leavingRows } from '../../src/store/list-tombstones.ts';
import { positionRows, visibleRows } from '../../src/store/list-visible.ts';
import { openDatabase } from '../../src/store/open-store.ts';
import { planQuery } from '../../src/store/query-plan.ts';
import type { Database } from '../../src/store/schema.ts';
import { searchRows } from '../../src/store/sqlite-search.ts';
import { mostFrequentTerms } from '../../src/store/term-lists.ts';
import { draftOf, NOW, queryOf } from './drafts.ts';

const POSITION = { publishedAt: NOW, id: mintUuidV7(NOW) };

let db: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openDatabase('sqlite::memory:');
  const store = buildStore({ ...opened, mintId: mintUuidV7 });
  await store.save(
    Array.from({ length: 30 }, (_, index) => draftOf({ externalId: `n${index}`, publishedAt: NOW - index * 1000 })),
    NOW,
  );
  ({ db } = opened);
  close = store.close;
});

afterAll(() => close());

test.each([
  ['the first page', {}],
  ['a later page', { after: POSITION }],
])('with nothing selected, %s is one walk of the index of visible articles', async (_name, paging) => {
  const [step, ...others] = await planOf(queryOf({}, paging));
  expect(step).toMatch(/^(SCAN|SEARCH) a USING INDEX articles_visible\b/);
  expect(others).toEqual([]);
});

test.each([
  ['category', queryOf({ categories: ['world'] })],
  ['tag', queryOf({ tags: ['chapels'] })],
  ['author', queryOf({ authors: ['miriam-okafor'] })],
  ['language', queryOf({ languages: ['en'] })],
  ['category, on a later page', queryOf({ categories: ['world'] }, { after: POSITION })],
  ['category, before a position', queryOf({ categories: ['world'] }, { before: POSITION })],
  ['sound', queryOf({}, { withAudio: true })],
])('with one %s selected, a list is one walk of its index, and nothing is sorted', async (_name, query) => {
  const [walk, lookUp, ...others] = await planOf(query);
  expect(walk).toMatch(/^SEARCH t USING PRIMARY KEY \(kind=\? AND slug=\?/);
  expect(lookUp).toMatch(/^SEARCH a USING INDEX sqlite_autoindex_articles_\d \(id=\?\)/);
  expect(others).toEqual([]);
});

test.each([
  ['begins in the index where the last one ended', { after: POSITION }, '<'],
  ['ends in the index before a position', { before: POSITION }, '>'],
])('a page of a term %s', async (_name, paging, comparison) => {
  const [walk] = await planOf(queryOf({ categories: ['world'] }, paging));
  expect(walk).toContain(`(published_at,article_id)${comparison}(?,?)`);
});

test('further fields and exclusions are look-ups by key for each article that is passed', async () => {
  const steps = await planOf(queryOf({ categories: ['world'], tags: ['chapels'] }, { exclude: { languages: ['es'] } }));
  const scans = steps.filter((step) => step.startsWith('SCAN'));
  expect(scans).toEqual([]);
  expect(
    steps.filter((step) =>
      /^SEARCH has (EXISTS )?USING PRIMARY KEY \(kind=\? AND slug=\? AND published_at=\? AND article_id=\?\)/.test(
        step,
      ),
    ),
  ).toHaveLength(2);
});

test.each([
  ['nothing', queryOf({}), /^(SCAN|SEARCH) a USING (COVERING )?INDEX articles_visible\b/],
  ['one term', queryOf({ categories: ['world'] }), /^SEARCH t USING PRIMARY KEY \(kind=\? AND slug=\?/],
])('positions with %s selected are one walk of an index, without a look at an article', async (_name, query, walk) => {
  const steps = await explain(positionRows(db, query, await planQuery(db, query)).compile());
  expect(steps).toEqual([expect.stringMatching(walk)]);
});

test('several values of a field are walked by index, each on its own', async () => {
  const steps = await planOf(queryOf({ categories: ['world', 'culture', 'missions'] }));
  const walks = steps.filter((step) => step.startsWith('SEARCH t USING PRIMARY KEY'));
  expect(walks).toHaveLength(3);
  expect(steps.filter((step) => /SCAN (a|article_terms)\b/.test(step))).toEqual([]);
});

test('the last change of a full window is looked for among the articles of its dates alone', async () => {
  const everything = await explain(candidateRows(db, await planQuery(db, queryOf()), POSITION, 1000, 10).compile());
  expect(everything).toContainEqual(
    expect.stringMatching(/^SEARCH articles USING (COVERING )?INDEX articles_visible \(published_at>\?\)/),
  );
  const world = queryOf({ categories: ['world', 'culture'] });
  const chosen = await explain(candidateRows(db, await planQuery(db, world), POSITION, 1000, 10).compile());
  expect(chosen).toContainEqual(
    expect.stringMatching(/^SEARCH article_terms USING PRIMARY KEY \(kind=\? AND slug=\? AND published_at>\?\)/),
  );
  for (const steps of [everything, chosen]) {
    expect(steps).toContainEqual(
      expect.stringMatching(/^SEARCH lost_terms USING PRIMARY KEY \(kind=\? AND slug=\? AND published_at>\?\)/),
    );
    expect(steps).toContainEqual(
      expect.stringMatching(/^SEARCH c USING INDEX changes_of_article \(article_id=\? AND seq<\?\)/),
    );
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  }
});

test('what has left the public is walked from the last on, by an index of these changes alone', async () => {
  for (const known of [undefined, { at: NOW, seq: 7 }]) {
    const [walk, ...others] = await explain(leavingRows(db, NOW, known).compile());
    expect(walk).toMatch(/^SEARCH c USING INDEX changes_withdrawing/);
    expect(others.filter((step) => /SCAN|TEMP B-TREE/.test(step))).toEqual([]);
  }
});

test.each(['newest', 'oldest'] as const)(
  'the index of words is walked between two places from its %s end, and nothing is sorted',
  async (end) => {
    const rows = searchRows({ all: [['chapel']], none: [] }, { from: 0, to: 1, end, limit: 10 });
    const query = rows.compile(db);
    // Bound as numbers, which are floats, the places would be no bounds of the walk.
    expect(query.parameters.slice(1, 3)).toEqual([0n, 1n]);
    expect(await explain(query)).toEqual([
      expect.stringMatching(/^SCAN s VIRTUAL TABLE INDEX \d+:M\d+><$/),
      expect.stringMatching(/^SEARCH o USING INTEGER PRIMARY KEY \(rowid=\?\)/),
    ]);
  },
);

test('the most frequent terms of a kind are the head of an index', async () => {
  const [walk, ...others] = await explain(mostFrequentTerms(db, 'tag', 10).compile());
  expect(walk).toMatch(/^SEARCH terms USING INDEX terms_most \(kind=\? AND articles>\?\)/);
  expect(others).toEqual([]);
});

test('an archive page is found by its number', async () => {
  const steps = await explain(pageRows(db, 'world', 1).compile());
  expect(steps).toContainEqual(
    expect.stringMatching(/^SEARCH e USING (COVERING )?INDEX archive_entries_page \(archive_id=\? AND page=\?\)/),
  );
  expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
});

test('what is due next is the head of an index', async () => {
  const due = db
    .selectFrom('articles')
    .select('visible_from')
    .where('announced_at', 'is', null)
    .where('visible_from', 'is not', null)
    .orderBy('visible_from')
    .limit(1);
  expect(await explain(due.compile())).toEqual([expect.stringMatching(/^SEARCH articles USING INDEX articles_due\b/)]);
});

async function planOf(query: ArticleQuery): Promise<readonly string[]> {
  return await explain(visibleRows(db, query, await planQuery(db, query)).compile());
}

async function explain({ sql, parameters }: CompiledQuery): Promise<readonly string[]> {
  const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  const { rows } = await (db as unknown as Kysely<unknown>).executeQuery<{ readonly detail: string }>(plan);
  return rows.map((row) => row.detail);
}
