import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe } from '@jest/globals';
import type { ArticleId } from '../../src/model/article.ts';
import type { DatabaseLocation } from '../../src/model/database-url.ts';
import type { MintId } from '../../src/model/ids.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createSchema, type TestSchema } from '../postgres/create-schema.ts';

/** A database for one test. */
export interface TestDatabase {
  readonly location: DatabaseLocation;
  drop(): Promise<void>;
}

/** Every database that the store supports. The tests in `overDatabases` run on each of them. */
const DATABASES: readonly { readonly name: string; readonly share?: number; create(): Promise<TestDatabase> }[] = [
  { name: 'a SQLite file', create: createSqliteFile },
  { name: 'SQLite in memory', create: async () => ({ location: { kind: 'memory' }, drop: async () => undefined }) },
  // A random test takes five times as long as on SQLite.
  { name: 'PostgreSQL', share: 1 / 6, create: takeSchema },
];

/**
 * Defines tests for every database. `open` opens a new, empty store, which is closed after the test. `countRuns` says how often a random
 * test runs that runs so often on SQLite.
 */
export function overDatabases(
  define: (open: () => Promise<ArticleStore>, countRuns: (runs: number) => number) => void,
): void {
  describe.each(DATABASES)('on $name', ({ create, share = 1 }) => {
    const opened: { readonly store: ArticleStore; readonly database: TestDatabase }[] = [];
    afterEach(async () => {
      for (const { store, database } of opened.splice(0)) {
        await store.close();
        await database.drop();
      }
    });
    define(
      async () => {
        const database = await create();
        const store = await openStore({ database: database.location, mintId: countingIds() });
        opened.push({ store, database });
        return store;
      },
      (runs) => Math.ceil(runs * share),
    );
  });
}

const freeSchemas: TestSchema[] = [];

/** A schema of an earlier test of the file, emptied, or a new one. */
async function takeSchema(): Promise<TestDatabase> {
  const schema = freeSchemas.pop() ?? (await createSchema());
  return {
    location: schema.location,
    async drop() {
      await schema.empty();
      freeSchemas.push(schema);
    },
  };
}

/** Creates a temporary folder for a SQLite file. */
export async function createSqliteFile(): Promise<TestDatabase & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-store-'));
  const path = join(folder, 'store.db');
  return { location: { kind: 'file', path }, path, drop: () => rm(folder, { recursive: true, force: true }) };
}

/** Ids that count from 1. */
export function countingIds(): MintId {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-7000-8000-${String(count).padStart(12, '0')}` as ArticleId;
  };
}
