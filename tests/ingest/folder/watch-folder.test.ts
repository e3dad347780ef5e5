import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { watchFolder } from '../../../src/ingest/folder/watch-folder.ts';
import type { ArticleSink, ImportReport, RunningSource } from '../../../src/ingest/source-kind.ts';
import { makeFolder, type TemporaryFolder } from '../temporary-folder.ts';

const EMPTY: ImportReport = {
  created: 0,
  updated: 0,
  unchanged: 0,
  saved: [],
  refused: [],
  leftOut: [],
  attachments: new Map(),
  copies: new Map(),
  duplicates: new Map(),
};

let folder: TemporaryFolder;
let running: RunningSource | undefined;
/** The names of the files of each delivery; those that may wait end in `?`. */
let delivered: string[][];
let known: Set<string>;
let isStoreBroken: boolean;
/** Files that cannot be saved yet. Their second delivery lasts until the list is empty. */
let unsaved: string[];

beforeEach(async () => {
  folder = await makeFolder({ 'a.md': 'A' });
  delivered = [];
  known = new Set();
  isStoreBroken = false;
  unsaved = [];
});
afterEach(async () => {
  await running?.close();
  await folder.remove();
});

const path = (name: string) => join(folder.path, name);
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await delay(5);
};
const isDelivered = (...names: string[]) => until(() => delivered.some((delivery) => delivery.join() === names.join()));

/** Every file whose name begins with `copy` is a copy of `a.md`, which has an article. One that begins with `same` has its id. */
async function start(copyMs: number): Promise<void> {
  const unused = () => {
    throw new Error('expected no call');
  };
  const sink: ArticleSink = {
    deliver: unused,
    async deliverFiles(files) {
      delivered.push(files.map(({ externalId, mayWait }) => `${externalId}${mayWait ? '?' : ''}`));
      const waiting = files.filter(({ externalId, mayWait }) => mayWait && externalId.startsWith('copy'));
      for (const file of files) if (!waiting.includes(file)) known.add(file.externalId);
      const postponed = files.filter(({ externalId }) => unsaved.includes(externalId));
      if (postponed.length === files.length) await until(() => unsaved.length === 0);
      else if (postponed.length > 0) {
        return { ...EMPTY, postponed: { files: new Set(postponed.map(({ path: file }) => file)), reason: 'full' } };
      }
      const ofOriginal = (found: typeof files) => new Map(found.map((file) => [file.path, [path('a.md')]]));
      const duplicates = ofOriginal(files.filter(({ externalId }) => externalId.startsWith('same')));
      return { ...EMPTY, copies: ofOriginal(waiting), duplicates };
    },
    async listKnown(externalIds) {
      if (isStoreBroken) throw new Error('disk I/O error');
      return new Set(externalIds.filter((id) => known.has(id)));
    },
    reportGone: () => undefined,
    reportIgnored: unused,
    reportFault: unused,
    reportRecovered: unused,
  };
  running = await watchFolder({ folder: folder.path, extensions: ['.md'], sink, copyMs });
  await running.imported;
}

test('new files are read before those that have an article, and none waits at the start', async () => {
  await folder.write('copy.md', 'A');
  await folder.write('0.md', 'Zero');
  known.add('0.md').add('a.md');
  await start(1_000_000);
  expect(delivered).toEqual([['copy.md'], ['0.md', 'a.md']]);
});

test('a copy is read again when it may not wait longer', async () => {
  await start(30);
  await folder.write('copy.md', 'A');
  await isDelivered('copy.md');
  expect(delivered).toEqual([['a.md'], ['copy.md?'], ['copy.md']]);
});

test('a copy is read again, first, when its original changes, and when that is gone', async () => {
  await start(1_000_000);
  await folder.write('copy.md', 'A');
  await isDelivered('copy.md?');
  await folder.write('a.md', 'Another');
  await isDelivered('a.md?');
  expect(delivered).toEqual([['a.md'], ['copy.md?'], ['copy.md?'], ['a.md?']]);
  await rm(path('a.md'));
  await until(() => delivered.length === 5);
  expect(delivered[4]).toEqual(['copy.md?']);
});

test('a file with the id of another one is read again when that changes, and when it is gone', async () => {
  await start(60_000);
  await folder.write('same.md', 'B');
  await isDelivered('same.md?');
  await folder.write('a.md', 'A with another id');
  await until(() => delivered.filter((names) => names.includes('same.md?')).length === 2);
  await rm(path('a.md'));
  await until(() => delivered.filter((names) => names.includes('same.md?')).length === 3);
});

test('files are read even if the store cannot say which are new', async () => {
  isStoreBroken = true;
  await start(1_000_000);
  expect(delivered).toEqual([['a.md']]);
});

test('files that are saved do not wait for one that cannot be saved', async () => {
  await folder.write('b.md', 'B');
  unsaved = ['b.md'];
  await start(60_000);
  await running?.imported;
  await isDelivered('b.md');
  await folder.write('a.md', 'A, retracted');
  await isDelivered('a.md?');
  await folder.write('b.md', 'B, retracted');
  unsaved = [];
  await isDelivered('b.md?');
});
