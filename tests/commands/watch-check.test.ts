import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { watchCheck } from '../../src/commands/watch-check.ts';
import { makeArticle, type Newsroom, NOW, openNewsroom } from '../ingest/newsroom.ts';
import { until } from './until.ts';

const DEFINITION = 'title: Top\ndescription: Everything\n';
const COLON = 'expected quotation marks: title: "Pope: a visit", got a text with a colon, without them';

let newsroom: Newsroom;
let watching: { close(): Promise<void> } | undefined;
let written: string;

beforeEach(async () => {
  newsroom = await openNewsroom();
  written = '';
  await newsroom.folder.write('top.yaml', DEFINITION);
});
afterEach(async () => {
  await watching?.close();
  await newsroom.close();
});

async function start(isTTY: boolean): Promise<void> {
  const { folder, markdown, importer, store } = newsroom;
  const catalog = await loadCatalog(folder.path);
  if (catalog.kind === 'invalid') throw new Error('expected a valid catalog');
  watching = await watchCheck({
    files: { folder: folder.path, catalog: catalog.value, sources: [markdown] },
    importer,
    store,
    media: { addImage: () => Promise.reject(new Error('expected no image')) },
    clock: () => NOW,
    timeZone: 'UTC',
    output: { isTTY, write: (text) => (written += text.replaceAll(folder.path, '')) },
  });
}

/** Waits until a text is written, and returns all that was written since the last call. */
async function read(expected: string): Promise<string> {
  await until(`${expected} is written`, () => written.includes(expected) || undefined);
  const all = written;
  written = '';
  return all;
}

test('in a pipe, each save is answered by the file that was saved', async () => {
  const { folder } = newsroom;
  const file = await folder.write('articles/pope.md', makeArticle('Pope: a visit'));
  await folder.write('articles/link.md', makeArticle('Link', { body: '[a](/b)' }));
  await start(false);
  const link = '/articles/link.md:6: expected an address that begins with https://, http:// or mailto:, got "/b"\n';
  expect(await read('problems: 2\n')).toBe(`${link}/articles/pope.md:2: title: ${COLON}\n12:00:00 problems: 2\n`);
  await folder.write('articles/pope.md', makeArticle('"Pope: a visit"'));
  expect(await read('problems: 1\n')).toBe('/articles/pope.md: in order\n12:00:00 problems: 1\n');
  await folder.write('articles/pope.md', makeArticle('Pope: a visit'));
  expect(await read('problems: 2\n')).toBe(`/articles/pope.md:2: title: ${COLON}\n12:00:00 problems: 2\n`);
  await rm(file);
  expect(await read('problems: 1\n')).toBe('/articles/pope.md: gone\n12:00:00 problems: 1\n');
  await folder.write('top.yaml', `${DEFINITION}count: 0\n`);
  expect(await read('problems: 2\n')).toMatch(/^\/top\.yaml:3: count: expected a whole number .+, got 0\n12:00:00 /);
  await folder.write('top.yaml', DEFINITION);
  expect(await read('problems: 1\n')).toBe('/top.yaml: in order\n12:00:00 problems: 1\n');
  await folder.write('top.yaml', `${DEFINITION}select:\n  categories: [Harbor]\n`);
  const harbor = '/top.yaml: select.categories: expected a category that an article has, got "harbor"';
  expect(await read('problems: 1\n')).toBe(`${link}${harbor}\n12:00:00 problems: 1\n`);
  await folder.write('articles/harbour.md', makeArticle('Harbour', { fields: 'categories: [Harbour]' }));
  expect(await read('problems: 1\n')).toBe(
    `/articles/harbour.md: in order\n${harbor} (did you mean "Harbour"?)\n12:00:00 problems: 1\n`,
  );
});

test('a terminal is cleared, and shows all problems that are left', async () => {
  const { folder } = newsroom;
  const release = await folder.write('articles/release.txt', 'A Release in the Wrong Folder\n');
  await start(true);
  const ignored = 'file /articles/release.txt is ignored: source newsroom reads .md, .markdown\n';
  expect(await read('problems: 1\n')).toBe(`\x1B[2J\x1B[3J\x1B[H${ignored}12:00:00 problems: 1\n`);
  await folder.write('articles/pope.md', makeArticle('Pope: a visit'));
  const pope = `/articles/pope.md:2: title: ${COLON}\n`;
  expect(await read('problems: 2\n')).toBe(`\x1B[2J\x1B[3J\x1B[H${pope}${ignored}12:00:00 problems: 2\n`);
  await rm(release);
  await folder.write('articles/pope.md', '---\ntitle: A visit\ndate: 2062-11-20T08:00Z\n---\nText.\n');
  expect(await read('problems: 0\n')).toBe(
    '\x1B[2J\x1B[3J\x1B[H/articles/pope.md:3: scheduled for its date, 2062-11-20T08:00:00Z\n12:00:00 problems: 0\n',
  );
});
