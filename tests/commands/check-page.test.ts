import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestSite, type TestSite } from '../net/test-site.ts';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { runTidings } from './run-tidings.ts';

const SNIPPET =
  '<div class="tidings"><a href="https://news.example.org/feeds/world">News</a></div><script async src="https://news.example.org/v1/world.js"></script>';

let folder: NewsroomFolder;
let church: TestSite;

beforeAll(async () => {
  [folder, church] = await Promise.all([makeNewsroomFolder(), openTestSite()]);
  church.page('/works', SNIPPET);
  church.page('/stripped', SNIPPET.replace(/<script.*/, ''));
  church.page('/no-tag', SNIPPET.replaceAll('world', 'tag/nobody'));
  church.page('/tag', SNIPPET.replaceAll('world', 'tag/harbour'));
});

afterAll(async () => {
  await folder.remove();
  await church.close();
});

const check = (path: string, ...options: string[]) =>
  runTidings(folder, ['check-page', `http://127.0.0.1:${church.port}${path}`, ...options], {
    PUBLIC_URL: 'https://news.example.org',
  });

test('a page with headlines: exit code 0 and a report, without a server', async () => {
  expect(await check('/works', '--allow-private')).toMatchObject({
    code: 0,
    stderr: '',
    stdout: 'It works\n- Works: The page shows the headlines of “World”, with all options at their defaults.\n',
  });
});

test('a page without its script: exit code 1, with the snippet to paste', async () => {
  const { code, stdout } = await check('/stripped', '--allow-private');
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^It does not work yet\n- To fix: The first part of the snippet is on the page, but our script is missing\./,
  );
  expect(stdout).toContain('src="https://news.example.org/v1/world.js"></script>\n');
});

test('a feed of a tag is unknown without a store, and the check creates none', async () => {
  const before = await check('/tag', '--allow-private');
  expect([before.code, before.stdout]).toEqual([
    0,
    expect.stringContaining('- Not known: The page asks for the feed “tag/harbour”.'),
  ]);
  expect(existsSync(folder.database)).toBe(false);

  const file = await folder.write('articles/harbour.md', markdown('The ferry', { matter: 'tags: [Harbour]\n' }));
  await folder.createDatabase();
  await runTidings(folder, ['import', file]);
  const after = await check('/tag', '--allow-private');
  expect([after.code, after.stdout]).toEqual([
    0,
    expect.stringMatching(/^It works\n- Works: The page shows the headlines of “.*Harbour”/),
  ]);
  const missing = await check('/no-tag', '--allow-private');
  expect([missing.code, missing.stdout]).toEqual([1, expect.stringContaining('tag/nobody')]);
});

test('a private address and an unusual port are refused without --allow-private', async () => {
  const before = church.requests.length;
  const { code, stdout } = await check('/works');
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(/^We could not tell\n- Not known: This address contains a port/),
  ]);
  const port = await runTidings(folder, ['check-page', 'http://127.0.0.1/']);
  expect([port.code, port.stdout]).toEqual([1, expect.stringContaining('There is no public website at this address')]);
  expect(church.requests).toHaveLength(before);
});
