import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openFolderFiles } from '../src/media/folder-files.ts';
import { mintUuidV7 } from '../src/model/ids.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { openStore } from '../src/store/open-store.ts';
import { refuseEmptiedDatabase, watchStorage } from '../src/watch-storage.ts';
import { draftOf, NOW } from './store/drafts.ts';

let folder: string;
let database: string;
let mediaDir: string;
let store: ArticleStore;
let storage: ReturnType<typeof watchStorage>;
let lines: string[];
let faults: Map<string, string>;
let lost: number;

const write = (_fields: object, message: string) => void lines.push(message.replaceAll(folder, ''));
const log = { warn: write, error: write };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tidings-storage-'));
  database = path.join(folder, 'tidings.db');
  mediaDir = path.join(folder, 'media');
  lines = [];
  faults = new Map();
  lost = 0;
  store = await openStore({ database: { kind: 'file', path: database }, mintId: mintUuidV7 });
  await store.save([draftOf()], NOW);
  storage = watch(async () => {
    lost += 1;
    if (lost === 1) throw new Error('no thread can start');
  });
  await storage.check();
});

afterEach(async () => {
  await storage.close();
  await store.close();
  await rm(folder, { recursive: true });
});

function watch(onMediaLost: () => Promise<void>) {
  return watchStorage({
    store,
    media: openFolderFiles(mediaDir),
    log,
    faults: {
      failed: (task, error) => void faults.set(task, (error as Error).message),
      succeeded: (task) => void faults.delete(task),
    },
    onMediaLost,
  });
}

const refuseEmptied = () => refuseEmptiedDatabase({ kind: 'file', path: database }, openFolderFiles(mediaDir), log);

test.each(['', '-wal', '-shm'])(
  'a database whose file tidings.db%s is moved away is a fault until it is back',
  async (suffix) => {
    expect([...faults]).toEqual([]);
    await rename(`${database}${suffix}`, `${database}.away`);
    await storage.check();
    expect([...faults.keys()]).toEqual(['the database cannot be written']);
    expect(faults.get('the database cannot be written')).toContain(`tidings.db${suffix} was deleted`);
    await expect(store.save([draftOf({ externalId: 'b' })], NOW)).rejects.toThrow('was deleted while it was in use');
    await rename(`${database}.away`, `${database}${suffix}`);
    await storage.check();
    expect([...faults]).toEqual([]);
    expect(await store.save([draftOf({ externalId: 'b' })], NOW)).toMatchObject([{ kind: 'created' }]);
  },
);

test('a database that is replaced by another file is a fault', async () => {
  await writeFile(`${database}.other`, await readFile(database));
  await rename(`${database}.other`, database);
  await storage.check();
  expect(faults.get('the database cannot be written')).toContain('tidings.db was replaced');
});

test('when the media folder is deleted, each server reads all articles again until that succeeds, once', async () => {
  let lostElsewhere = 0;
  const elsewhere = watch(async () => {
    lostElsewhere += 1;
  });
  await elsewhere.check();
  await storage.check();
  expect(lost).toBe(0);
  await rm(mediaDir, { recursive: true });
  await storage.check();
  expect([...faults]).toEqual([['the media folder cannot be used', 'no thread can start']]);
  await storage.check();
  await storage.check();
  expect([lost, [...faults]]).toEqual([2, []]);
  // The first one has made the folder anew by now.
  await elsewhere.check();
  await elsewhere.check();
  await elsewhere.close();
  expect(lostElsewhere).toBe(1);
  const line = 'the media folder was deleted or replaced: all articles are read again for their images';
  expect(lines).toEqual([line, line, line]);
});

test('a database that became empty stops the start; one that is gone is said', async () => {
  await refuseEmptied();
  expect(lines).toEqual([]);
  await store.close();
  await writeFile(database, '');
  await expect(refuseEmptied()).rejects.toThrow('is an empty file, though it had articles. Restore a backup');
  await rm(database);
  await refuseEmptied();
  expect(lines).toEqual([
    expect.stringMatching('there is no database /tidings.db, though the media folder /media was used'),
  ]);
});

test('an empty database beside a log with articles stops the start, and the log stays', async () => {
  const log = await readFile(`${database}-wal`);
  await store.close();
  await writeFile(database, '');
  await writeFile(`${database}-wal`, log);
  const open = () => openStore({ database: { kind: 'file', path: database }, mintId: mintUuidV7 });
  await expect(open()).rejects.toThrow('is empty, but its log');
  expect(await readFile(`${database}-wal`)).toEqual(log);
});
