import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { buildCatalog } from '../src/catalog/catalog.ts';
import { loadConfig } from '../src/config.ts';
import type { Source } from '../src/ingest/source-kinds.ts';
import { openNewsroom } from '../src/newsroom.ts';
import { draftOf, feedOf, T0 } from './http/newsroom.ts';

const LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tidings-newsroom-'));
});

afterEach(() => rm(folder, { recursive: true }));

function open() {
  const source: Source = { id: 'desk', kind: 'markdown', folder, language: 'en', categories: [] };
  return openNewsroom({
    config: {
      ...loadConfig({}),
      DATABASE_URL: { kind: 'file', path: path.join(folder, 'tidings.db') },
      MEDIA_DIR: path.join(folder, 'media'),
    },
    files: { folder, catalog: buildCatalog([feedOf('top')]), sources: [source] },
    log: LOG,
  });
}

test('with an empty store a newsroom is not ready before the first import; with articles it is ready at once', async () => {
  const first = await open();
  expect(first.isReady()).toBe(false);
  await first.store.save([draftOf('First article')], T0);
  await first.close();

  const second = await open();
  expect(second.isReady()).toBe(true);
  await second.close();
});

test('a newsroom that cannot open its media folder closes the store again', async () => {
  const blocked = openNewsroom({
    config: {
      ...loadConfig({}),
      DATABASE_URL: { kind: 'file', path: path.join(folder, 'tidings.db') },
      MEDIA_DIR: '/dev/null',
    },
    files: { folder, catalog: buildCatalog([feedOf('top')]), sources: [] },
    log: LOG,
  });
  await expect(blocked).rejects.toThrow('MEDIA_DIR');
  // SQLite removes this file when the last connection closes.
  expect(existsSync(path.join(folder, 'tidings.db-wal'))).toBe(false);
});
