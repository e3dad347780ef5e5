import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { runTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

/** More than are saved at once. */
const COUNT = 60;

let folder: NewsroomFolder;

beforeEach(async () => {
  folder = await makeNewsroomFolder();
});

afterEach(() => folder.remove());

function writeStories(): Promise<readonly string[]> {
  return Promise.all(
    Array.from({ length: COUNT }, (_, nth) => folder.write(`articles/story-${nth}.md`, markdown(`Story ${nth}`))),
  );
}

test('many files that are added at once are all in the feed, and counted in the log', async () => {
  const server = await startTidings(folder);
  await writeStories();
  const titles = await until('the feed has all of them', async () => {
    const { items } = JSON.parse((await server.read('/feeds/all.json')).body);
    return items.length === COUNT ? items.map((item: { readonly title: string }) => item.title) : undefined;
  });
  expect(new Set(titles)).toEqual(new Set(Array.from({ length: COUNT }, (_, nth) => `Story ${nth}`)));
  await until('the log has counted all of them', () => {
    const created = server.log().reduce((sum, line) => sum + Number(line.created ?? 0), 0);
    return created === COUNT || undefined;
  });
  expect((await server.stop()).code).toBe(0);
});

test('an import of a folder imports the files in it and in its folders, follows no links, and names the others', async () => {
  await folder.createDatabase();
  const desk = path.join(folder.root, 'desk');
  const write = async (name: string, text: string) => {
    await mkdir(path.dirname(path.join(desk, name)), { recursive: true });
    await writeFile(path.join(desk, name), text);
  };
  await write('one.md', markdown('One'));
  await write('2020/two.txt', 'A Release of the Desk\nby Anna Solberg\n\nHARROW QUAY – It rained and then stopped.\n');
  await write('letter.docx', 'no article');
  await write('.hidden/three.md', markdown('Three'));
  await write('empty/photo.jpg', 'no image');
  for (const name of ['again', 'loop']) await symlink(desk, path.join(desk, name));
  const { code, stdout, stderr } = await runTidings(folder, ['import', desk, path.join(desk, 'empty')]);
  const lines = (text: string) => text.replaceAll(desk, '').trimEnd().split('\n');
  expect(lines(stdout)).toEqual([
    expect.stringMatching(/^created .+ \/2020\/two\.txt$/),
    expect.stringMatching(/^created .+ \/one\.md$/),
  ]);
  expect(lines(stderr).slice(1)).toEqual([
    'ignored  /again',
    'ignored  /letter.docx',
    'ignored  /loop',
    expect.stringMatching(/^refused {2}\/empty: expected a folder with files ending in \.md, .+, got none$/),
  ]);
  expect(code).toBe(1);
});

test('an import of many files refuses an invalid one and imports each of the others once', async () => {
  await folder.createDatabase();
  const files = await writeStories();
  const bad = await folder.write('articles/bad.md', 'no front matter');
  const first = await runTidings(folder, ['import', ...files, bad]);
  expect(first.code).toBe(1);
  expect(first.stderr).toContain(`refused  ${bad}`);
  expect(first.stdout.match(/^created /gm)).toHaveLength(COUNT);
  const again = await runTidings(folder, ['import', ...files]);
  expect(again.code).toBe(0);
  expect(again.stdout.match(/^unchanged /gm)).toHaveLength(COUNT);
});
