import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Importer } from '../../src/ingest/importer.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openImportThreads } from '../../src/threads/import-threads.ts';
import { listArticleFiles } from '../ingest/list-article-files.ts';
import { makeArticle, type Newsroom, openNewsroom } from '../ingest/newsroom.ts';
import { makeImage } from '../media/images.ts';

/** A rule of the operator that takes exponential time on `HANGS`: no bound of a reader finds it. */
const TRAILING = [{ matches: '^(?:a+)+$' }];
const HANGS = `A bell rang\n\nThe rope came up wet.\n\n${'a'.repeat(60)}!\n`;
/** More tokens than the memory of a thread. */
const FILLS = `---\ntitle: Full\ndate: -3h\n---\n${'*a*\n\n'.repeat(380_000)}\n`;

let newsroom: Newsroom;
let opened: (Importer & { close(): Promise<void> }) | undefined;
beforeEach(async () => {
  newsroom = await openNewsroom();
  const database = { kind: 'file', path: join(newsroom.folder.path, 'tidings.db') } as const;
  await (await openStore({ database, mintId: mintUuidV7 })).close();
});
afterEach(async () => {
  await opened?.close();
  await newsroom.close();
});

function open({
  database = 'tidings.db',
  ...options
}: {
  database?: string;
  timeoutMs?: number;
  memoryMb?: number;
} = {}) {
  opened = openImportThreads({
    database: { kind: 'file', path: join(newsroom.folder.path, database) },
    mediaDir: join(newsroom.folder.path, 'media'),
    timeZone: 'UTC',
    threads: 1,
    ...options,
  });
  return opened;
}

const importReleases = async (importer: Importer) => {
  const source = { ...newsroom.release, trailing: TRAILING };
  return await importer.importFiles(source, await listArticleFiles(source));
};
const readable = (problems: readonly Parameters<typeof formatProblem>[0][]) =>
  problems.map((problem) => formatProblem(problem).replaceAll(newsroom.folder.path, ''));

test('a file that takes too long is refused, all others are imported, and another start does not read it again', async () => {
  for (const name of ['a', 'c'])
    await newsroom.folder.write(`releases/${name}.txt`, `${name}\n\nThe rope came up wet.\n`);
  await newsroom.folder.write('releases/b.txt', HANGS);
  const words = [
    '/releases/b.txt: expected a file that is read in 0.5 seconds, got one that takes longer; it is read again when it changes',
  ];
  const first = await importReleases(open({ timeoutMs: 500 }));
  expect(first).toMatchObject({ created: 2, updated: 0, unchanged: 0 });
  expect(readable(first.refused)).toEqual(words);
  await opened?.close();

  // Reading it would take for ever.
  const second = await importReleases(open({ timeoutMs: 1_000_000 }));
  expect(second).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  expect(readable(second.refused)).toEqual(words);
  await newsroom.folder.write('releases/b.txt', 'B\n\nThe rope came up dry.\n');
  expect(await importReleases(open())).toMatchObject({ created: 1, unchanged: 2, refused: [] });
});

test('a file that needs too much memory is refused, and all others are imported', async () => {
  for (const name of ['a', 'c']) await newsroom.folder.write(`articles/${name}.md`, makeArticle(name));
  await newsroom.folder.write('articles/b.md', FILLS);
  const importer = open({ memoryMb: 64, timeoutMs: 600_000 });
  const report = await importer.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown));
  expect(report.created).toBe(2);
  expect(readable(report.refused)).toEqual([
    '/articles/b.md: expected a file that is read in 64 MB of memory, got one that needs more; it is read again when it changes',
  ]);
});

test('a file that hangs delays no other import', async () => {
  await newsroom.folder.write('releases/b.txt', HANGS);
  await newsroom.folder.write('articles/a.md', makeArticle('A'));
  const importer = open({ timeoutMs: 600_000 });
  const hanging = importReleases(importer).catch((fault) => fault.message);
  expect(await importer.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown))).toMatchObject({
    created: 1,
  });
  await importer.close();
  expect(await hanging).toMatch(/ended/);
  // A stop is no fault of the file.
  await expect(readFile(join(newsroom.folder.path, 'media/index/broken-files.json'))).rejects.toThrow('ENOENT');
});

test('many files are shared among threads, and each is imported once', async () => {
  for (let index = 0; index < 120; index += 1) {
    await newsroom.folder.write(`articles/${index}.md`, makeArticle(`N ${index}`));
  }
  const importer = open();
  const files = await listArticleFiles(newsroom.markdown);
  const report = await importer.importFiles(newsroom.markdown, files);
  expect(new Set(report.saved.map(({ file }) => file))).toEqual(new Set(files.map(({ path }) => path)));
  expect(report).toMatchObject({ created: 120, refused: [] });
});

test('where the media folder cannot be used, articles without images are saved', async () => {
  await newsroom.folder.write('articles/a.md', makeArticle('A'));
  await newsroom.folder.write('articles/b.md', makeArticle('B', { fields: 'image: {file: b.png, alt: B}' }));
  await newsroom.folder.write('articles/b.png', await makeImage('png'));
  await rm(join(newsroom.folder.path, 'media'), { recursive: true });
  await newsroom.folder.write('media', 'in the way');
  const importer = open();
  const files = await listArticleFiles(newsroom.markdown);
  expect(await importer.importFiles(newsroom.markdown, files)).toMatchObject({
    created: 1,
    refused: [],
    postponed: { reason: 'The media folder cannot be written: it is a file.' },
  });
});

test('where no thread can open the database, files are postponed, and none is blamed', async () => {
  await newsroom.folder.write('articles/a.md', makeArticle('A'));
  await newsroom.folder.write('other-program.db', 'This is no database.');
  const importer = open({ database: 'other-program.db' });
  const files = await listArticleFiles(newsroom.markdown);
  expect(await importer.importFiles(newsroom.markdown, files)).toMatchObject({
    refused: [],
    postponed: {
      files: new Set(files.map(({ path }) => path)),
      reason: expect.stringContaining('is not a SQLite database'),
    },
  });
});
