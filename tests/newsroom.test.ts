import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { buildCatalog } from '../src/catalog/catalog.ts';
import { loadCatalog } from '../src/catalog/load-catalog.ts';
import { loadConfig } from '../src/config.ts';
import { saveFirstImport } from '../src/first-import.ts';
import type { Source } from '../src/ingest/source-kinds.ts';
import { formatProblem } from '../src/model/problem.ts';
import { openNewsroom } from '../src/newsroom.ts';
import { until } from './commands/until.ts';
import { draftOf, feedOf, T0 } from './http/newsroom.ts';

const LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tidings-newsroom-'));
});

afterEach(() => rm(folder, { recursive: true }));

function open(catalog = buildCatalog([feedOf('top')]), log: Parameters<typeof openNewsroom>[0]['log'] = LOG) {
  const source: Source = { id: 'desk', kind: 'markdown', folder, language: 'en', categories: [] };
  return openNewsroom({
    config: {
      ...loadConfig({}),
      DATABASE_URL: { kind: 'file', path: path.join(folder, 'tidings.db') },
      MEDIA_DIR: path.join(folder, 'media'),
    },
    files: { folder, catalog, sources: [source] },
    log,
  });
}

/** Also where the test fails. */
function closing(newsroom: Awaited<ReturnType<typeof open>>) {
  return { ...newsroom, [Symbol.asyncDispose]: () => newsroom.close() };
}

function recordWarnings() {
  const warnings: string[] = [];
  return {
    ...LOG,
    warnings,
    warn(_fields: object, message: string) {
      if (message.startsWith('feed definition')) warnings.push(message);
    },
  };
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

test('a term of a feed definition that no article has is named after the import and after a reload, not before', async () => {
  await writeFile(
    path.join(folder, 'first.md'),
    '---\ntitle: First\ndate: 2020-01-01\ncategories: [Middle East]\nauthors: [Ada Brook]\nlanguage: pt-BR\n---\n\nIt happened.\n',
  );
  const write = (select: string) => writeFile(path.join(folder, 'top.yaml'), `title: Top\ndescription: All\n${select}`);
  await write(
    'select: { categories: [Middel East, middle-east], authors: [Ada Brook, Ida Brook], languages: [pt, pr, PT-br] }\nexclude: { tags: [Sports] }\n',
  );
  const loaded = await loadCatalog(folder);
  if (loaded.kind === 'invalid') throw new Error(loaded.problems.map(formatProblem).join());
  const log = recordWarnings();
  await using newsroom = closing(await open(loaded.value, log));
  expect(log.warnings).toEqual([]);
  await newsroom.importAndWatch();
  const about = (rest: string) => `feed definition: ${path.join(folder, 'top.yaml')}: ${rest}`;
  expect(log.warnings.splice(0)).toEqual([
    about(
      'select.categories: expected a category that an article has, got "middel-east" (did you mean "Middle East"?)',
    ),
    about('select.authors: expected an author that an article has, got "ida-brook" (did you mean "Ada Brook"?)'),
    about('select.languages: expected a language that an article has, got "pr" (did you mean "pt"?)'),
    about('exclude.tags: expected a tag that an article has, got "sports"'),
  ]);

  await write('select: { categories: [World] }\n');
  await until('the definition is reloaded', () => log.warnings[0]);
  expect(log.warnings).toEqual([about('select.categories: expected a category that an article has, got "world"')]);

  // Editors see a definition that is refused: the next start would stop at it.
  const listRefused = async () => (await newsroom.intake.list()).files.filter(({ kind }) => kind === 'refused');
  await write('count: 0\n');
  const listed = await until('it is refused', async () => (await listRefused()).at(0));
  const file = path.join(folder, 'top.yaml');
  expect(listed).toMatchObject({ source: 'feed definitions', file, problems: [{ line: 3 }] });
  await write('count: 5\n');
  await until('it is in order', async () => (await listRefused()).length === 0 || undefined);
});

test('of two newsrooms on one database only one watches the folder; the other one says so, and takes over', async () => {
  const messages: string[] = [];
  const log = { ...LOG, info: (_fields: object, message: string) => void messages.push(message) };
  const first = await open();
  await first.importAndWatch();
  await using second = closing(await open(undefined, log));
  await second.importAndWatch();
  expect(messages).toEqual(['another server watches the folders of articles; this one waits']);
  await first.close();
  await writeFile(path.join(folder, 'late.md'), '---\ntitle: Late\ndate: 2020-01-01\n---\n\nIt happened.\n');
  await until('the second one imports', () => messages.find((message) => message.includes('1 created')));
  expect(messages).toContain('this server watches the folders of articles from now on');
});

test('a newsroom that waits while another one imports for the first time is ready when that has ended', async () => {
  await using importing = closing(await open());
  const { signal } = new AbortController();
  await importing.importAndWatch();
  // As while files are still imported.
  await saveFirstImport(importing.store, 'begun', () => T0, signal);
  await importing.store.save([draftOf('First of many')], T0);

  const messages: string[] = [];
  await using waiting = closing(
    await open(undefined, { ...LOG, info: (_fields, message) => void messages.push(message) }),
  );
  const imported = waiting.importAndWatch();
  await until('it waits', () => messages.find((message) => message.includes('this one waits')));
  expect(waiting.isReady()).toBe(false);
  await saveFirstImport(importing.store, 'ended', () => T0, signal);
  await imported;
  expect(waiting.isReady()).toBe(true);
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
