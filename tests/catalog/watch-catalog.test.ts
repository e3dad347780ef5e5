import { rename, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { type CatalogWatcher, watchCatalog } from '../../src/catalog/watch-catalog.ts';
import { formatProblem, type Problem } from '../../src/model/problem.ts';
import { type FeedsFolder, makeFeedsFolder } from './feeds-folder.ts';

const POLL_MS = 10;

const feed = (title: string) => `title: ${title}\ndescription: All of it.\n`;

/** The calls of a watcher so far. */
let told: { titles: string[][]; problems: (readonly Problem[])[] };
let folder: FeedsFolder;
let watcher: CatalogWatcher | undefined;

beforeEach(async () => {
  told = { titles: [], problems: [] };
  folder = await makeFeedsFolder({ 'top.yaml': feed('First') });
});

afterEach(async () => {
  await watcher?.close();
  watcher = undefined;
  await folder.remove();
});

async function watchFolder(current?: Catalog): Promise<void> {
  watcher = await watchCatalog(folder.path, {
    ...(current ? { current } : {}),
    onChange: (catalog) => {
      told.titles.push(catalog.feeds.map(({ title }) => title));
    },
    onProblems: (problems) => told.problems.push(problems),
    onRecovered: () => undefined,
  });
}

async function loadCurrent(): Promise<Catalog> {
  const loaded = await loadCatalog(folder.path);
  if (loaded.kind === 'invalid') throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.value;
}

/** Resolves when the condition is true. The time limit of the test ends the wait. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(POLL_MS);
}

describe('the catalog watcher', () => {
  test('first reports the catalog if none is loaded', async () => {
    await watchFolder();
    expect(told).toEqual({ titles: [['First']], problems: [] });
  });

  test('first reports nothing if the catalog is loaded already', async () => {
    await watchFolder(await loadCurrent());
    expect(told).toEqual({ titles: [], problems: [] });
  });

  test('first reports what changed between loading and watching', async () => {
    const current = await loadCurrent();
    await folder.write('top.yaml', feed('Second'));
    await watchFolder(current);
    expect(told.titles).toEqual([['Second']]);
  });

  test('reports a definition that is edited, added, renamed and removed', async () => {
    await watchFolder(await loadCurrent());
    await folder.write('top.yaml', feed('Second'));
    await until(() => told.titles.length === 1);
    await folder.write('more.yaml', feed('More'));
    await until(() => told.titles.length === 2);
    await folder.write('.new', feed('Third'));
    await rename(path.join(folder.path, '.new'), path.join(folder.path, 'top.yaml'));
    await until(() => told.titles.length === 3);
    await folder.drop('more.yaml');
    await until(() => told.titles.length === 4);
    expect(told).toEqual({ titles: [['Second'], ['More', 'Second'], ['More', 'Third'], ['Third']], problems: [] });
  });

  test('keeps the last valid catalog while a definition is invalid', async () => {
    await watchFolder(await loadCurrent());
    await folder.write('top.yaml', 'title: First\ncount: many\n');
    await until(() => told.problems.length > 0);
    expect(told.titles).toEqual([]);
    expect(told.problems[0]?.map(({ field }) => field)).toEqual(['description', 'count']);
    await folder.write('top.yaml', feed('Mended'));
    await until(() => told.titles.length > 0);
    expect(told.titles).toEqual([['Mended']]);
  });

  test('reports many files written together once', async () => {
    await watchFolder(await loadCurrent());
    await Promise.all(Array.from({ length: 20 }, (_, index) => folder.write(`feed-${index}.yaml`, feed('More'))));
    await until(() => told.titles.some((titles) => titles.length === 21));
    expect(told).toEqual({ titles: [[...Array(20).fill('More'), 'First']], problems: [] });
  });

  test('does not report a file that is only touched, or is not a definition', async () => {
    await watchFolder(await loadCurrent());
    await utimes(path.join(folder.path, 'top.yaml'), new Date(), new Date());
    await folder.write('sources.yaml', 'sources: []');
    await folder.write('notes.txt', 'x');
    await folder.write('last.yaml', feed('Last'));
    await until(() => told.titles.length > 0);
    expect(told).toEqual({ titles: [['Last', 'First']], problems: [] });
  });

  test('reports a definition with a misspelled extension', async () => {
    await watchFolder(await loadCurrent());
    await folder.write('more.yml', feed('More'));
    await until(() => told.problems.length > 0);
    expect(told.problems[0]?.map(({ expected }) => expected)).toEqual(['a file name that ends in .yaml']);
  });

  test('reports nothing after it is closed', async () => {
    await watchFolder(await loadCurrent());
    await folder.write('top.yaml', feed('Second'));
    await watcher?.close();
    const after = await watchCatalog(folder.path, { onChange: () => {}, onProblems: () => {}, onRecovered: () => {} });
    await after.close();
    expect(told).toEqual({ titles: [], problems: [] });
  });
});
