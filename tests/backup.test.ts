import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { backUpNewsroom } from '../src/back-up-newsroom.ts';
import { describeFile, MANIFEST_FILE } from '../src/backup-manifest.ts';
import { restoreBackup } from '../src/restore-backup.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { openStore } from '../src/store/open-store.ts';
import { makeNewsroomFolder } from './commands/newsroom-folder.ts';
import { runTidings } from './commands/run-tidings.ts';
import { countingIds, createSqliteFile } from './store/databases.ts';
import { draftOf, NOW, queryOf } from './store/drafts.ts';
import { makeHistory } from './store/sample-history.ts';

const FEED = queryOf();
const PICTURE = path.join('index', 'picture.json');

let databaseFile: string;
let folder: string;
let to: string;
let mediaDir: string;
let store: ArticleStore;
let drop: () => Promise<void>;

beforeEach(async () => {
  ({ path: databaseFile, drop } = await createSqliteFile());
  folder = path.dirname(databaseFile);
  to = path.join(folder, 'backup');
  mediaDir = path.join(folder, 'media');
  await mkdir(path.join(mediaDir, 'index'), { recursive: true });
  await writeFile(path.join(mediaDir, 'picture.jpg'), 'a picture');
  await writeFile(path.join(mediaDir, PICTURE), '{}');
  await writeFile(path.join(mediaDir, 'unfinished.jpg.1.tmp'), 'a p');
  store = await openStore({ database: { kind: 'file', path: databaseFile }, mintId: countingIds() });
  await makeHistory(store);
});

afterEach(async () => {
  await store.close();
  await drop();
});

test('a backup of an open database is restored with everything that it had, into a new folder too', async () => {
  const before = await answersOf(store);
  const manifest = await backUp();
  expect(manifest.media.map(({ file }) => file)).toEqual(['media/index/picture.json', 'media/picture.jpg']);
  expect(manifest.database.tables.find(({ name }) => name === 'articles')?.rows).toBeGreaterThan(10);
  await store.save([draftOf({ externalId: 'after the backup' })], NOW);
  await store.close();

  const other = {
    databaseFile: path.join(folder, 'other/data/tidings.db'),
    mediaDir: path.join(folder, 'other/media'),
  };
  expect(await restore(other)).not.toHaveProperty('kept');
  await open(other.databaseFile);
  expect(await answersOf(store)).toEqual(before);
  expect(await readFile(path.join(other.mediaDir, 'picture.jpg'), 'utf8')).toBe('a picture');
  expect(existsSync(path.join(other.mediaDir, PICTURE))).toBe(true);
});

test('a database is replaced only with consent and while nobody uses it, and is kept', async () => {
  await backUp();
  await store.save([draftOf({ externalId: 'after the backup' })], NOW);
  const seq = await store.getLastSeq();
  await expect(restore({ replace: false })).rejects.toThrow('With --yes it is replaced');
  await expect(restore({ replace: true })).rejects.toThrow('is in use: stop the server first');
  await store.close();
  for (const number of ['', '-2']) {
    const { kept } = await restore({ replace: true });
    expect(kept).toBe(`${databaseFile}.before-restore${number}`);
  }
  await open(databaseFile);
  expect(await store.getLastSeq()).toBe(seq - 1);
  await store.close();
  await open(`${databaseFile}.before-restore`);
  expect(await store.getLastSeq()).toBe(seq);
});

test('a damaged or incomplete backup is refused before anything is replaced', async () => {
  await backUp();
  await store.close();
  const database = path.join(to, 'tidings.db');
  const whole = await readFile(database);
  const manifest = await readFile(path.join(to, MANIFEST_FILE), 'utf8');
  const cases: readonly (readonly [() => Promise<unknown>, string])[] = [
    [() => appendFile(path.join(to, 'media/picture.jpg'), '!'), 'media/picture.jpg was changed'],
    [() => rm(path.join(to, 'media/picture.jpg')), 'media/picture.jpg cannot be read'],
    [() => writeFile(database, whole.subarray(0, -1)), 'tidings.db was changed'],
    [
      () => writeFile(path.join(to, MANIFEST_FILE), manifest.replaceAll('media/', '../')),
      'expected the list of a backup',
    ],
    [() => writeFile(path.join(to, MANIFEST_FILE), manifest.slice(0, 100)), 'expected the list of a backup'],
    [() => rm(path.join(to, MANIFEST_FILE)), 'has no complete backup'],
  ];
  for (const [damage, message] of cases) {
    await damage();
    await expect(restore({ replace: true })).rejects.toThrow(message);
  }
  await open(databaseFile);
  expect(existsSync(`${databaseFile}.before-restore`)).toBe(false);
});

test('a backup of an earlier version is brought up to date', async () => {
  const manifest = await backUp();
  const database = path.join(to, 'tidings.db');
  await rm(database);
  const earlier = new DatabaseSync(database);
  earlier.exec(await readFile('tests/store/fixtures/schema-1.sql', 'utf8'));
  earlier.close();
  const described = await describeFile(to, 'tidings.db');
  await writeFile(
    path.join(to, MANIFEST_FILE),
    JSON.stringify({ ...manifest, database: { ...manifest.database, ...described } }),
  );
  const other = path.join(folder, 'other.db');
  await restore({ databaseFile: other });
  await store.close();
  await open(other);
  expect(await store.getLastSeq()).toBeGreaterThan(10);
});

test('a backup needs an empty folder and a database', async () => {
  await backUp();
  await expect(backUp()).rejects.toThrow('is not empty: a backup needs a new one');
  await rm(to, { recursive: true });
  await expect(backUp(path.join(folder, 'none.db'))).rejects.toThrow('There is no database');
});

test('the commands say that media in a bucket are in no backup', async () => {
  const newsroom = await makeNewsroomFolder();
  await newsroom.createDatabase();
  const options = { MEDIA_URL: 's3://news/media', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
  const made = await runTidings(newsroom, ['backup', path.join(newsroom.root, 'backup')], options);
  expect([made.code, made.stdout]).toEqual([
    0,
    expect.stringContaining('It has no images and audio of s3://news/media: copy them with a program such as rclone.'),
  ]);
  const postgres = { ...options, DATABASE_URL: 'postgres://tidings@db.example.org/tidings' };
  const refused = await runTidings(newsroom, ['backup', path.join(newsroom.root, 'other')], postgres);
  expect(refused.stderr).toContain('and then copy s3://news/media with a program such as rclone.');
  await newsroom.remove();
});

function backUp(file = databaseFile) {
  return backUpNewsroom({ databaseFile: file, mediaDir, to, clock: () => NOW, onProgress: () => undefined });
}

function restore(given: Partial<Parameters<typeof restoreBackup>[0]>) {
  return restoreBackup({ from: to, databaseFile, mediaDir, replace: false, onProgress: () => undefined, ...given });
}

async function open(file: string): Promise<void> {
  store = await openStore({ database: { kind: 'file', path: file }, mintId: countingIds() });
}

async function answersOf(opened: ArticleStore) {
  return {
    all: await opened.listVisible({ ...FEED, limit: 100 }),
    found: await opened.listVisible({ ...FEED, search: 'procession', limit: 100 }),
    changes: await opened.listChanges(0, 1000),
  };
}
