import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makePremises, markdown, type Premises } from './premises.ts';
import { launchTidings, runTidings, startTidings, type TidingsProcess } from './run-tidings.ts';
import { until } from './until.ts';

/** Several batches, with enough text that reading them all takes longer than many looks at the database. */
const COUNT = 250;
const BODY = 'It rained for a week, and then it stopped. [A link](https://example.org/) stood *there*.\n\n'.repeat(40);

let premises: Premises;
let files: readonly string[];

beforeEach(async () => {
  premises = await makePremises();
  const names = Array.from({ length: COUNT }, (_, index) => `articles/story-${String(index).padStart(3, '0')}.md`);
  files = await Promise.all(
    names.map((name) => premises.write(name, markdown(`On ${path.basename(name)}`, { body: BODY }))),
  );
});

afterEach(() => premises.remove());

function listStored(): readonly { readonly id: string; readonly external_id: string }[] {
  try {
    return premises.query('SELECT id, external_id FROM articles') as never;
  } catch {
    // The first start has not made the tables yet.
    return [];
  }
}

/** Kills a process once so many articles are in and others are not; gives those that are. */
async function killInTheMiddle(running: TidingsProcess, least: number) {
  await until(`${least} articles are in`, () => listStored().length >= least || undefined);
  expect((await running.stop('SIGKILL')).signal).toBe('SIGKILL');
  const stored = listStored();
  expect(stored.length).toBeLessThan(COUNT);
  return stored;
}

/** Every article once, told of once, in a log without a gap; and the earlier ones are still themselves. */
function expectWhole(before: ReturnType<typeof listStored>): void {
  const stored = listStored();
  expect(stored.length).toBe(COUNT);
  expect(new Set(stored.map(({ external_id }) => external_id)).size).toBe(COUNT);
  expect(stored).toEqual(expect.arrayContaining([...before]));
  const changes = premises.query('SELECT seq, kind, article_id FROM changes ORDER BY seq');
  expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
  expect(new Set(changes.map(({ article_id }) => article_id)).size).toBe(COUNT);
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['published']));
}

test('a server that is killed while it takes many files in has each of them once after the next start', async () => {
  const before = await killInTheMiddle(launchTidings(premises, ['serve']), 1);
  const server = await startTidings(premises);
  expectWhole(before);
  const { items } = JSON.parse((await server.read('/feeds/all.json')).body);
  expect(new Set(items.map((item: { readonly id: string }) => item.id)).size).toBe(COUNT);
});

test('an import that is killed goes on where it was when it is begun again', async () => {
  const before = await killInTheMiddle(launchTidings(premises, ['import', ...files]), 100);
  const { code, stdout } = await runTidings(premises, ['import', ...files]);
  expect(code).toBe(0);
  expect(stdout.match(/^unchanged /gm)?.length).toBe(before.length);
  expect(stdout.match(/^created /gm)?.length).toBe(COUNT - before.length);
  expectWhole(before);
});
