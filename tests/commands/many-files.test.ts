import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makePremises, markdown, type Premises } from './premises.ts';
import { runTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

/** So many that they are taken in on threads of their own. */
const COUNT = 150;

let premises: Premises;

beforeEach(async () => {
  premises = await makePremises();
});

afterEach(() => premises.remove());

function writeStories(): Promise<readonly string[]> {
  return Promise.all(
    Array.from({ length: COUNT }, (_, nth) => premises.write(`articles/story-${nth}.md`, markdown(`Story ${nth}`))),
  );
}

test('many files that are dropped at once are all in the feed, and in the log of what was taken in', async () => {
  const server = await startTidings(premises);
  await writeStories();
  const titles = await until('the feed holds them all', async () => {
    const { items } = JSON.parse((await server.read('/feeds/all.json')).body);
    return items.length === COUNT ? items.map((item: { readonly title: string }) => item.title) : undefined;
  });
  expect(new Set(titles)).toEqual(new Set(Array.from({ length: COUNT }, (_, nth) => `Story ${nth}`)));
  await until('the log has counted them all', () => {
    const created = server.log().reduce((sum, line) => sum + Number(line.created ?? 0), 0);
    return created === COUNT || undefined;
  });
  expect((await server.stop()).code).toBe(0);
});

test('of many files that are imported a bad one is refused, and every other is in, once', async () => {
  const files = await writeStories();
  const bad = await premises.write('articles/bad.md', 'no front matter');
  const first = await runTidings(premises, ['import', ...files, bad]);
  expect(first.code).toBe(1);
  expect(first.stderr).toContain(`refused  ${bad}`);
  expect(first.stdout.match(/^created /gm)).toHaveLength(COUNT);
  const again = await runTidings(premises, ['import', ...files]);
  expect(again.code).toBe(0);
  expect(again.stdout.match(/^unchanged /gm)).toHaveLength(COUNT);
});
