import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { launchTidings, runTidings, startTidings, type TidingsProcess } from './run-tidings.ts';
import { until } from './until.ts';

/** Several batches, with enough text that importing them takes longer than many queries. */
const COUNT = 250;
const QUERY_INTERVAL_MS = 10;
const BODY = 'It rained for a week, and then it stopped. [A link](https://example.org/) stood *there*.\n\n'.repeat(40);

let folder: NewsroomFolder;
let files: readonly string[];

beforeEach(async () => {
  folder = await makeNewsroomFolder();
  const names = Array.from({ length: COUNT }, (_, index) => `articles/story-${String(index).padStart(3, '0')}.md`);
  files = await Promise.all(
    names.map((name) => folder.write(name, markdown(`On ${path.basename(name)}`, { body: BODY }))),
  );
});

afterEach(() => folder.remove());

function listStored(): readonly { readonly id: string; readonly external_id: string }[] {
  try {
    return folder.query('SELECT id, external_id FROM articles') as never;
  } catch {
    // The first start has not created the tables yet.
    return [];
  }
}

/** Kills a process when at least `least` articles are stored, but not all; returns the stored ones. */
async function killDuringImport(running: TidingsProcess, least: number) {
  await until(`${least} articles are stored`, () => listStored().length >= least || undefined, QUERY_INTERVAL_MS);
  expect((await running.stop('SIGKILL')).signal).toBe('SIGKILL');
  const stored = listStored();
  expect(stored.length).toBeLessThan(COUNT);
  return stored;
}

/** Expects each article once, published once, in a change log without gaps, and the earlier ones with the same ids. */
function expectComplete(before: ReturnType<typeof listStored>): void {
  const stored = listStored();
  expect(stored.length).toBe(COUNT);
  expect(new Set(stored.map(({ external_id }) => external_id)).size).toBe(COUNT);
  expect(stored).toEqual(expect.arrayContaining([...before]));
  const changes = folder.query('SELECT seq, kind, article_id FROM changes ORDER BY seq');
  expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
  expect(new Set(changes.map(({ article_id }) => article_id)).size).toBe(COUNT);
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['published']));
}

test('a server that is killed during an import has each article once after the next start', async () => {
  const before = await killDuringImport(launchTidings(folder, ['serve']), 1);
  const server = await startTidings(folder);
  expectComplete(before);
  const { items } = JSON.parse((await server.read('/feeds/all.json')).body);
  expect(new Set(items.map((item: { readonly id: string }) => item.id)).size).toBe(COUNT);
});

test('an import that is killed continues when it is started again', async () => {
  await folder.createDatabase();
  const before = await killDuringImport(launchTidings(folder, ['import', ...files]), 100);
  const { code, stdout } = await runTidings(folder, ['import', ...files]);
  expect(code).toBe(0);
  expect(stdout.match(/^unchanged /gm)?.length).toBe(before.length);
  expect(stdout.match(/^created /gm)?.length).toBe(COUNT - before.length);
  expectComplete(before);
});
