import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CompiledQuery, type Kysely } from 'kysely';
import { mintUuidV7 } from '../../src/model/ids.ts';
import type { ArticleQuery } from '../../src/store/article-store.ts';
import { planSelection } from '../../src/store/driving-field.ts';
import { buildStore } from '../../src/store/kysely-store.ts';
import { candidateRows } from '../../src/store/last-change.ts';
import { visibleRows } from '../../src/store/list-visible.ts';
import { openDatabase } from '../../src/store/open-store.ts';
import type { Database } from '../../src/store/schema.ts';
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
])('with one %s selected, a list is one walk of its index, and nothing is sorted', async (_name, query) => {
  const [walk, lookUp, ...others] = await planOf(query);
  expect(walk).toMatch(/^SEARCH t USING COVERING INDEX article_terms_newest \(kind=\? AND slug=\?/);
  expect(lookUp).toMatch(/^SEARCH a USING INDEX sqlite_autoindex_articles_\d \(id=\?\)/);
  expect(others).toEqual([]);
});

test('a later page of a term begins in the index where the last one ended', async () => {
  const [walk] = await planOf(queryOf({ categories: ['world'] }, { after: POSITION }));
  expect(walk).toMatch(/\(published_at,article_id\)<\(\?,\?\)/);
});

test('further fields and exclusions are look-ups by key for each article that is passed', async () => {
  const steps = await planOf(queryOf({ categories: ['world'], tags: ['chapels'] }, { exclude: { languages: ['es'] } }));
  const scans = steps.filter((step) => step.startsWith('SCAN'));
  expect(scans).toEqual([]);
  expect(
    steps.filter((step) =>
      /^SEARCH has (EXISTS )?USING PRIMARY KEY \(article_id=\? AND kind=\? AND slug=\?\)/.test(step),
    ),
  ).toHaveLength(2);
});

test('several values of a field are walked by index, each on its own', async () => {
  const steps = await planOf(queryOf({ categories: ['world', 'culture', 'missions'] }));
  const walks = steps.filter((step) => step.startsWith('SEARCH t USING COVERING INDEX article_terms_newest'));
  expect(walks).toHaveLength(3);
  expect(steps.filter((step) => /SCAN (a|article_terms)\b/.test(step))).toEqual([]);
});

test('the last change of a full window is looked for among its dates alone', async () => {
  for (const query of [queryOf(), queryOf({ categories: ['world', 'culture'] })]) {
    const plan = await planSelection(db, query.select);
    const steps = await explain(candidateRows(db, plan, POSITION, undefined, 10).compile());
    expect(steps).toContainEqual(
      expect.stringMatching(/SEARCH change_terms USING PRIMARY KEY \(kind=\? AND slug=\? AND published_at>\?\)/),
    );
    expect(steps).toContainEqual(expect.stringMatching(/SEARCH c USING INTEGER PRIMARY KEY \(rowid=\?\)/));
  }
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
  return await explain(visibleRows(db, query, await planSelection(db, query.select)).compile());
}

async function explain({ sql, parameters }: CompiledQuery): Promise<readonly string[]> {
  const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  const { rows } = await (db as unknown as Kysely<unknown>).executeQuery<{ readonly detail: string }>(plan);
  return rows.map((row) => row.detail);
}
