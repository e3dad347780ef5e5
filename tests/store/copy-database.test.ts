import { afterEach, describe, expect, test } from '@jest/globals';
import type { DatabaseLocation } from '../../src/model/database-url.ts';
import type { MintId } from '../../src/model/ids.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { type CopyReport, copyDatabase } from '../../src/store/copy-database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ALL_TABLES, COPIED_TABLES } from '../../src/store/tables.ts';
import { createSchema } from '../postgres/create-schema.ts';
import { countingIds, createSqliteFile } from './databases.ts';
import { draftOf, HOUR_MS, NOW, queryOf } from './drafts.ts';
import { makeHistory } from './sample-history.ts';

const LATER = NOW + 3 * HOUR_MS;
const FEED = queryOf();
const drops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const drop of drops.splice(0)) await drop();
});

const KINDS = {
  SQLite: createSqliteFile,
  PostgreSQL: async () => {
    const { location, drop } = await createSchema();
    return { location, drop };
  },
};
type Kind = keyof typeof KINDS;

test.each<Kind>(['SQLite', 'PostgreSQL'])(
  'the list has every table of the schema of %s, with its primary key',
  async (kind) => {
    const { db } = await openDatabase({ database: await create(kind) });
    const tables = await db.introspection.getTables();
    const ours = tables.filter(
      ({ name, schema }) => !/^(tidings_migrations|article_search|sqlite_)/.test(name) && schema !== 'pg_catalog',
    );
    const names = new Set(ours.map(({ name }) => name));
    expect([...ALL_TABLES].sort()).toEqual([...names].sort());
    for (const { name, key } of COPIED_TABLES) {
      const columns = tables.find((table) => table.name === name)?.columns.map((column) => column.name);
      expect(columns).toEqual(expect.arrayContaining([...key]));
    }
    await db.destroy();
  },
);

describe.each<[Kind, Kind]>([
  ['SQLite', 'PostgreSQL'],
  ['PostgreSQL', 'SQLite'],
])('from %s to %s', (fromKind, toKind) => {
  test('after an interrupted copy, which the server refuses, a second one answers as its source and goes on like it', async () => {
    const from = await create(fromKind);
    const to = await create(toKind);
    const first = await open(from);
    await fill(first);
    await first.close();
    const onProgress = ({ step }: { readonly step: string }): void => {
      if (step === 'compare') throw new Error('interrupted');
    };
    await expect(copyDatabase({ from, to, onProgress })).rejects.toThrow('interrupted');
    await expect(open(to)).rejects.toThrow('is an unfinished copy of another one: run "tidings copy" again');
    await expect(copyDatabase({ from: to, to: from })).rejects.toThrow('is an unfinished copy');

    const report = await copyDatabase({ from, to });
    expect(differences(report)).toEqual([]);
    expect(report).toMatchObject({ isEqual: true, missedChanges: 0 });
    expect(report.tables.filter(({ source: { rows } }) => rows === 0)).toEqual([]);
    await expect(copyDatabase({ from, to })).rejects.toThrow('is not empty (table articles)');
    const [source, target] = [await open(from, idsAfter(1000)), await open(to, idsAfter(1000))];
    expect(await answersOf(target)).toEqual(await answersOf(source));

    for (const store of [source, target]) {
      await store.save([draftOf({ externalId: 'after the copy', tags: [{ slug: 'feasts', label: 'Feasts' }] })], LATER);
      await store.extendArchive('another', FEED, { keep: 1, pageSize: 2, limit: 100 });
    }
    expect(await target.listChanges(0, 1000)).toEqual(await source.listChanges(0, 1000));
    expect(await target.getArchive('another')).toEqual(await source.getArchive('another'));
    await source.close();
    await target.close();
  });
});

test.each<Kind>(['SQLite', 'PostgreSQL'])(
  'what is written to %s during the copy is not in it, and counted',
  async (kind) => {
    const [from, to] = [await create(kind), await create('SQLite')];
    const source = await open(from);
    await fill(source);
    const before = await source.getLastSeq();
    let written: Promise<unknown> | undefined;
    const report = await copyDatabase({
      from,
      to,
      onProgress({ step, table, done }) {
        if (step === 'copy' && table === 'articles' && done > 0)
          written ??= source.save([draftOf({ externalId: 'too late' })], LATER);
        return written;
      },
    });
    expect(report).toMatchObject({ isEqual: true, missedChanges: 1 });
    const target = await open(to);
    expect(await target.getLastSeq()).toBe(before);
    expect(await source.getLastSeq()).toBe(before + 1);
    await source.close();
    await target.close();
  },
);

test('a row that is not in the target is found, and the server refuses the target', async () => {
  const [from, to] = [await create('SQLite'), await create('SQLite')];
  const source = await open(from);
  await fill(source);
  await source.close();
  const { db } = await openDatabase({ database: to });
  let deleted: Promise<unknown> | undefined;
  const report = await copyDatabase({
    from,
    to,
    onProgress({ step }) {
      if (step === 'index') deleted ??= db.deleteFrom('custom_feeds').execute();
    },
  });
  await deleted;
  await db.destroy();
  expect(differences(report)).toEqual(['custom_feeds']);
  expect(report.isEqual).toBe(false);
  await expect(open(to)).rejects.toThrow('is an unfinished copy');
});

async function create(kind: Kind): Promise<DatabaseLocation> {
  const { location, drop } = await KINDS[kind]();
  drops.push(drop);
  return location;
}

function open(database: DatabaseLocation, mintId = countingIds()): Promise<ArticleStore> {
  return openStore({ database, mintId });
}

/** Ids that no article has yet. */
function idsAfter(count: number): MintId {
  const mintId = countingIds();
  for (let nth = 0; nth < count; nth += 1) mintId(NOW);
  return mintId;
}

/** Rows in every table. */
async function fill(store: ArticleStore): Promise<void> {
  await makeHistory(store);
  await store.extendArchive('all', FEED, { keep: 1, pageSize: 2, limit: 100 });
  await store.saveCustomFeed('category=israel', NOW);
  await store.saveSourceCursor('desk', 'page 3', NOW);
  await store.saveFollowerCursor('hub', 5);
}

async function answersOf(store: ArticleStore) {
  const list = (search?: string) =>
    store.listVisible({ ...FEED, ...(search === undefined ? {} : { search }), limit: 100 });
  return {
    all: await list(),
    found: await list('the'),
    one: await list('procession'),
    archive: await store.getArchive('all'),
    pages: await store.findArchivePage('all', 1),
    changes: await store.listChanges(0, 1000),
    lastChange: await store.findLastChange(FEED, undefined),
    cursor: await store.findSourceCursor('desk'),
    follower: await store.findFollowerCursor('hub'),
    feeds: await store.listVisibleTerms('tag', 10),
    editors: await store.listForEditors({ limit: 100 }),
  };
}

function differences({ tables }: CopyReport): readonly string[] {
  return tables.filter(({ isEqual }) => !isEqual).map(({ name }) => name);
}
