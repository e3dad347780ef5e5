import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Kysely, sql } from 'kysely';
import { StartError } from '../../src/model/problem.ts';
import { StorageFault } from '../../src/model/storage-fault.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite-engine.ts';
import { createSchema, serverUrl } from '../postgres/create-schema.ts';
import { countingIds, createSqliteFile } from './databases.ts';
import { draftOf, getArticle, NOW, queryOf, saveOne } from './drafts.ts';

let folder: string;
let path: string;
let drop: () => Promise<void>;

beforeEach(async () => {
  ({ path, drop } = await createSqliteFile());
  folder = join(path, '..');
});

afterEach(() => drop());

test('a store that is opened again has all its data', async () => {
  const first = await open();
  const article = await saveOne(first, draftOf());
  const changes = await first.listChanges(0, 10);
  await first.close();
  const second = await open();
  expect(await getArticle(second, article.id)).toEqual(article);
  expect(await second.listChanges(0, 10)).toEqual(changes);
  expect((await second.save([draftOf()], NOW))[0]?.kind).toBe('unchanged');
  await second.close();
});

test('the folder of the file is created', async () => {
  const store = await open(join(folder, 'a/b/store.db'));
  await expect(store.ping()).resolves.toBeUndefined();
  await store.close();
});

test('a path that looks like a URI is a path', async () => {
  const store = await open(join(folder, 'file:store.db?mode=memory'));
  await saveOne(store, draftOf());
  await store.close();
  const again = await open(join(folder, 'file:store.db?mode=memory'));
  expect(await again.getLastSeq()).toBe(1);
  await again.close();
});

test('each store in memory is a separate one', async () => {
  const openInMemory = () => openStore({ database: { kind: 'memory' }, mintId: countingIds() });
  const [one, other] = [await openInMemory(), await openInMemory()];
  await saveOne(one, draftOf());
  expect(await other.getLastSeq()).toBe(0);
  await one.close();
  await other.close();
});

test('closing waits for a running save, may be called twice, and later calls are rejected', async () => {
  const store = await open();
  const drafts = Array.from({ length: 40 }, (_, index) => draftOf({ externalId: `n${index}` }));
  const saving = store.save(drafts, NOW);
  await store.close();
  await store.close();
  expect(await saving).toHaveLength(40);
  await expect(store.ping()).rejects.toThrow();
  const again = await open();
  expect(await again.getLastSeq()).toBe(40);
  await again.close();
});

test('commits survive a power cut, and no statement blocks the thread while it waits for a lock', async () => {
  const db = new Kysely({ dialect: (await openSqlite(path)).dialect });
  const setting = async (name: string) => Object.values((await sql.raw(`pragma ${name}`).execute(db)).rows[0] ?? {});
  expect(await setting('synchronous')).toEqual([2]);
  expect(await setting('journal_mode')).toEqual(['wal']);
  expect(await setting('busy_timeout')).toEqual([0]);
  expect(await setting('foreign_keys')).toEqual([1]);
  await db.destroy();
});

test.each([
  ['nobody answers at', () => 'postgres://127.0.0.1:1/tidings', /cannot be reached: ECONNREFUSED\.$/],
  ['is not on the server', () => `${serverUrl()}-missing`, /does not exist\.$/],
])('a PostgreSQL database that %s stops the start', async (_name, url, message) => {
  const database = { kind: 'postgres', url: url() } as const;
  const opening = openStore({ database, mintId: countingIds() });
  await expect(opening).rejects.toThrow(StartError);
  await expect(opening).rejects.toThrow(message);
});

test('a PostgreSQL database without a newsroom is not filled by a command', async () => {
  const { location, drop } = await createSchema();
  const opening = openStore({ database: location, mintId: countingIds(), asItIs: true });
  await expect(opening).rejects.toThrow(
    /^The database postgres:\/\/127\.0\.0\.1:\d+\/postgres has no tables of Tidings\./,
  );
  await drop();
});

test('a file that is not a database stops the start and stays unchanged', async () => {
  await writeFile(path, 'Dear editors, please find attached our report. '.repeat(50));
  await expectStartError(path, `The database ${path} is not a SQLite database.`);
});

test('a folder in place of the file stops the start', async () => {
  await mkdir(path);
  await expectStartError(
    path,
    `The database ${path} cannot be opened: it is not a file, or this user may not read and write it.`,
  );
});

test('a damaged database stops the start', async () => {
  await (await open()).close();
  const bytes = await readFile(path);
  await writeFile(path, bytes.fill(0xff, 4096));
  await expectStartError(path, `The database ${path} is damaged: restore a backup.`);
});

test('what is read from a database that was damaged meanwhile is a fault of the storage', async () => {
  const first = await open();
  await saveOne(first, draftOf());
  await first.close();
  const store = await open();
  await truncate(path);
  await expect(store.listVisible(queryOf())).rejects.toEqual(
    new StorageFault('The database is damaged: restore a backup.'),
  );
  await store.close();
});

test('a folder that cannot be created stops the start', async () => {
  await writeFile(path, 'in the way');
  await expectStartError(`${path}/store.db`, /^The database .*store\.db cannot be used: .*(EEXIST|ENOTDIR)/);
});

test("another program's database stops the start, and nothing is written to it", async () => {
  const other = new DatabaseSync(path);
  other.exec('create table bookmarks (url text)');
  await expectStartError(path, /belongs to another program/);
  expect(other.prepare('select name from sqlite_schema').all()).toMatchObject([{ name: 'bookmarks' }]);
  other.close();
});

test('a database with a newer schema stops the start', async () => {
  await (await open()).close();
  const newer = new DatabaseSync(path);
  newer.exec("insert into tidings_migrations values ('0999-later', '2030-01-01T00:00:00Z')");
  newer.close();
  await expectStartError(
    path,
    `The database ${path} belongs to a newer version of this program (migration 0999-later): start that version, or restore a backup.`,
  );
});

test('only the server migrates an older database: a running server of the older version may use it', async () => {
  await (await open()).close();
  const older = new DatabaseSync(path);
  older.exec('delete from tidings_migrations where name = (select max(name) from tidings_migrations)');
  await expect(
    openStore({ database: { kind: 'file', path }, mintId: countingIds(), asItIs: true }),
  ).rejects.toMatchObject({
    name: 'StartError',
    message: `The database ${path} belongs to an older version of this program: restart the server, which brings it up to date.`,
  });
  older.close();
});

test('opening an existing database does not change its schema', async () => {
  await (await open()).close();
  const schema = () => {
    const database = new DatabaseSync(path);
    const rows = [
      ...database.prepare('select name, sql from sqlite_schema order by name').all(),
      ...database.prepare('select * from tidings_migrations').all(),
    ];
    database.close();
    return rows;
  };
  const before = schema();
  await (await open()).close();
  expect(schema()).toEqual(before);
});

function open(file = path) {
  return openStore({ database: { kind: 'file', path: file }, mintId: countingIds() });
}

async function expectStartError(file: string, message: string | RegExp): Promise<void> {
  const fault: unknown = await open(file).catch((reason: unknown) => reason);
  expect(fault).toBeInstanceOf(StartError);
  expect(fault).toHaveProperty('message', typeof message === 'string' ? message : expect.stringMatching(message));
}
