import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CompiledQuery, Kysely, sql } from 'kysely';
import { migrate } from '../../src/store/migrations/migrate.ts';
import { openPostgres } from '../../src/store/postgres-engine.ts';
import type { Database, StoreSchema } from '../../src/store/schema.ts';
import type { OrdinalRange, SearchIndex } from '../../src/store/search-index.ts';
import type { SearchExpression } from '../../src/store/search-text.ts';
import { createSchema, type TestSchema } from '../postgres/create-schema.ts';

/** More than the search reads in order, so that all of its ways are used. */
const ENTRIES = 6_000;
/** Which ordinals have a word. `old` is only in the first ones, `new` only in the last. */
const WORDS: Readonly<Record<string, (ordinal: number) => boolean>> = {
  _all: () => true,
  often: (ordinal) => ordinal % 2 === 0,
  some: (ordinal) => ordinal % 25 === 0,
  rare: (ordinal) => ordinal % 1_000 === 7,
  old: (ordinal) => ordinal <= 100,
  new: (ordinal) => ordinal > ENTRIES - 100,
};

let schema: TestSchema;
let db: Database;
let search: SearchIndex;
/** What ran since the test began. */
let queries: CompiledQuery[] = [];

beforeAll(async () => {
  schema = await createSchema();
  const engine = openPostgres(schema.location.url);
  db = new Kysely<StoreSchema>({ dialect: engine.dialect, log: ({ query }) => void queries.push(query) });
  search = engine.search;
  await migrate(db, engine);
  await sql`alter table ordinals disable trigger all`.execute(db);
  await sql`insert into ordinals (ordinal, article_id, published_at) select n, n, n from generate_series(1, ${sql.lit(ENTRIES)}) as n`.execute(
    db,
  );
  const entries = Array.from({ length: ENTRIES }, (_, index) => index + 1).map((ordinal) => ({
    ordinal,
    text: Object.keys(WORDS)
      .filter((word) => WORDS[word]?.(ordinal))
      .join(' '),
  }));
  await db.transaction().execute((transaction) => search.put(transaction, entries));
  await engine.analyze(db);
});

afterAll(async () => {
  await db.destroy();
  await schema.drop();
});

const EXPRESSIONS: readonly SearchExpression[] = [
  ...Object.keys(WORDS).map((word) => ({ all: [[word]], none: [] })),
  { all: [['often'], ['some', 'rare']], none: [] },
  { all: [['often'], ['old']], none: ['some'] },
  { all: [['_all']], none: ['often'] },
  { all: [['_all']], none: ['often', 'old', 'new'] },
  { all: [['missing']], none: [] },
];
const RANGES: readonly Pick<OrdinalRange, 'from' | 'to'>[] = [
  { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER },
  { from: 50, to: 120 },
  { from: 1_000, to: ENTRIES - 10 },
];

test('a search finds the first matches of a range, whether it reads entries in order or the index of words', async () => {
  for (const expression of EXPRESSIONS) {
    for (const range of RANGES) {
      for (const end of ['newest', 'oldest'] as const) {
        for (const limit of [3, 50, 1_000]) {
          const found = await search.list(db, expression, { ...range, end, limit });
          expect({ expression, range, end, limit, found: found.map(({ ordinal }) => ordinal) }).toEqual({
            expression,
            range,
            end,
            limit,
            found: listMatches(expression, range, end).slice(0, limit),
          });
        }
      }
    }
  }
});

test.each([
  ['no article has', 'missing'],
  ['few articles have', 'rare'],
  ['only old articles have', 'old'],
  ['every second article has', 'often'],
  ['every article has', '_all'],
])('a search for a word that %s reads few articles', async (_name, word) => {
  queries = [];
  const whole = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  await search.list(db, { all: [[word]], none: [] }, { ...whole, end: 'newest', limit: 5 });
  for (const { sql: text, parameters } of [...queries]) {
    const explain = CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...parameters]);
    const { rows } = await db.executeQuery<{ readonly 'QUERY PLAN': readonly [{ readonly Plan: Plan }] }>(explain);
    expect(rows[0] && countRead(rows[0]['QUERY PLAN'][0].Plan)).toBeLessThan(500);
  }
});

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** Rows that the plan reads from tables. */
function countRead({ Plans: parts = [], ...step }: Plan): number {
  if (parts.length > 0) return parts.reduce((sum, part) => sum + countRead(part), 0);
  return (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops'];
}

function listMatches(
  { all, none }: SearchExpression,
  { from, to }: Pick<OrdinalRange, 'from' | 'to'>,
  end: OrdinalRange['end'],
): readonly number[] {
  const has = (ordinal: number) => (word: string) => WORDS[word]?.(ordinal) === true;
  const ordinals = Array.from({ length: ENTRIES }, (_, index) => index + 1).filter(
    (ordinal) =>
      ordinal >= from && ordinal <= to && all.every((words) => words.some(has(ordinal))) && !none.some(has(ordinal)),
  );
  return end === 'newest' ? ordinals.reverse() : ordinals;
}
