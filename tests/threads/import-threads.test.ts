import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openImportThreads } from '../../src/threads/import-threads.ts';
import { listArticleFiles } from '../ingest/list-article-files.ts';
import { makeArticle, type Newsroom, openNewsroom } from '../ingest/newsroom.ts';

/** Enough files for threads. */
const COUNT = 120;

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await openNewsroom();
});
afterEach(() => newsroom.close());

test('the files of a thread that fails are imported on the main thread, and its error is reported once', async () => {
  for (let index = 0; index < COUNT; index += 1) {
    await newsroom.folder.write(`articles/${index}.md`, makeArticle(`N ${index}`));
  }
  await newsroom.folder.write('other-program.db', 'This is no database.');
  const faults: unknown[] = [];
  const importer = openImportThreads({
    database: { kind: 'file', path: join(newsroom.folder.path, 'other-program.db') },
    mediaDir: join(newsroom.folder.path, 'media'),
    timeZone: 'UTC',
    threads: 1,
    here: newsroom.importer,
    onFault: (fault) => faults.push(fault),
  });
  const report = await importer.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown));
  await importer.close();
  expect(report.created).toBe(COUNT);
  expect(faults.map(String)).toEqual([expect.stringContaining('is not a SQLite database')]);
});
