import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createImporter, type Importer } from '../../src/ingest/importer.ts';
import { EMPTY_REPORT, joinReports } from '../../src/ingest/join-reports.ts';
import { retryImports } from '../../src/ingest/retry-imports.ts';
import type { ArticleFile, ImportReport } from '../../src/ingest/source-kind.ts';
import type { Source } from '../../src/ingest/source-kinds.ts';
import { openMediaStore } from '../../src/media/media-store.ts';
import { openFaultLog } from '../../src/model/fault-log.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeImage } from '../media/images.ts';
import { queryOf } from '../store/drafts.ts';
import { listArticleFiles } from './list-article-files.ts';
import { makeArticle, type Newsroom, NOW, openNewsroom } from './newsroom.ts';

/** How often an import is tried again before its fault ends. */
const RETRIES = 3;

let newsroom: Newsroom;
let database: string;
let mediaDir: string;
let store: ArticleStore;
let stopping: AbortController;
let importer: Importer;
let lines: string[];
let pauses: number[];
/** Ends the fault. */
let end: () => void | Promise<void>;

beforeEach(async () => {
  newsroom = await openNewsroom();
  database = join(newsroom.folder.path, 'tidings.db');
  mediaDir = join(newsroom.folder.path, 'media');
  store = await openStore({ database: { kind: 'file', path: database }, mintId: mintUuidV7, lockWaitMs: 0 });
  stopping = new AbortController();
  lines = [];
  pauses = [];
  end = () => undefined;
  const write = (_fields: object, message: string) => void lines.push(message);
  importer = retryImports(
    createImporter({ store, media: await openMediaStore(mediaDir), clock: () => NOW, timeZone: 'UTC' }),
    {
      faults: openFaultLog({ info: write, error: write }, () => NOW),
      checkStore: store.checkFiles,
      signal: stopping.signal,
      async pause(ms) {
        pauses.push(ms);
        if (pauses.length === RETRIES) await end();
      },
    },
  );
  await newsroom.folder.write('articles/a.md', makeArticle('A'));
  await newsroom.folder.write('articles/b.md', makeArticle('B', { fields: 'image: {file: b.png, alt: B}' }));
  await newsroom.folder.write('articles/b.png', await makeImage('png'));
});

afterEach(async () => {
  await store.close();
  await newsroom.close();
});

/** Like a source: what is not saved is imported again. */
async function importAll(): Promise<ImportReport> {
  let report = EMPTY_REPORT;
  let left = await listArticleFiles(newsroom.markdown);
  while (left.length > 0 && !stopping.signal.aborted) {
    const { postponed, ...part } = await importer.importFiles(newsroom.markdown, left);
    report = joinReports(report, part);
    left = left.filter(({ path }) => postponed?.files.has(path));
  }
  return report;
}
const listTitles = async () => (await store.listVisible(queryOf())).map(({ title }) => title).toSorted();

function lock(): void {
  const other = new DatabaseSync(database);
  other.exec('begin immediate');
  end = () => other.close();
}

test.each([
  ['the database is locked', 'The database is locked by another process', async () => lock()],
  [
    'the database file is gone',
    'The file tidings.db was deleted while it was in use. Put it back or restore a backup, and restart the server',
    async () => {
      await rename(database, `${database}.away`);
      end = () => rename(`${database}.away`, database);
    },
  ],
  [
    'the media folder cannot be written',
    'The media folder cannot be written: it is a file',
    async () => {
      await rm(mediaDir, { recursive: true });
      await writeFile(mediaDir, 'in the way');
      end = () => rm(mediaDir);
    },
  ],
])('while %s, no article is refused, and each is saved when that is over', async (_fault, reason, begin) => {
  await begin();
  expect(await importAll()).toMatchObject({ created: 2, refused: [], leftOut: [] });
  expect(await listTitles()).toEqual(['A', 'B']);
  expect(pauses).toEqual([250, 500, 1000]);
  expect(lines).toEqual([
    `articles cannot be saved: ${reason}; it is tried again`,
    'articles cannot be saved: this is over after 0 s',
  ]);
});

test('a file that changes meanwhile is saved as it is in the end', async () => {
  lock();
  const unlock = end;
  end = async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A, corrected'));
    await unlock();
  };
  await importAll();
  expect(await listTitles()).toEqual(['A, corrected', 'B']);
});

test('groups of files that cannot be saved are tried again one at a time', async () => {
  lock();
  const files = await listArticleFiles(newsroom.markdown);
  const reports = await Promise.all(files.map((file) => importer.importFiles(newsroom.markdown, [file])));
  expect(reports.map(({ created }) => created)).toEqual([1, 1]);
  expect(pauses).toEqual([250, 500, 1000]);
});

test('what is saved is reported at once, and a file that can never be read holds up no other', async () => {
  const isBad = ({ path }: ArticleFile) => path.endsWith('bad.md');
  let isLocked = false;
  const imported: string[] = [];
  const importFiles = async (_source: Source, files: readonly ArticleFile[]): Promise<ImportReport> => {
    const left = files.filter((file) => isLocked || isBad(file));
    for (const file of files) if (!left.includes(file)) imported.push(file.externalId);
    if (left.length === 0) return EMPTY_REPORT;
    return { ...EMPTY_REPORT, postponed: { files: new Set(left.map(({ path }) => path)), reason: 'EIO' } };
  };
  const retrying = retryImports(
    { importFiles, importArticles: async () => EMPTY_REPORT },
    {
      faults: openFaultLog({ info: () => undefined, error: () => undefined }, () => NOW),
      checkStore: async () => undefined,
      signal: stopping.signal,
      async pause() {
        await setImmediate();
        isLocked = false;
      },
    },
  );
  const importNames = (...names: string[]) =>
    retrying.importFiles(
      newsroom.markdown,
      names.map((name) => ({ path: name, externalId: name })),
    );
  const { postponed } = await importNames('a.md', 'bad.md');
  expect([imported, postponed?.files]).toEqual([['a.md'], new Set(['bad.md'])]);
  const never = importNames('bad.md');
  isLocked = true;
  await importNames('b.md');
  expect(imported).toEqual(['a.md', 'b.md']);
  stopping.abort();
  await never;
});

test('a stop ends the retries', async () => {
  lock();
  const unlock = end;
  end = async () => {
    stopping.abort();
    await unlock();
  };
  expect(await importAll()).toMatchObject({ created: 0, refused: [] });
});

test('an article that the store itself refuses is refused at once, and the others are saved', async () => {
  const other = new DatabaseSync(database);
  other.exec(
    "create trigger refuse before insert on articles when new.document like '%\"A\"%' begin select raise(abort, 'no'); end",
  );
  other.close();
  const { created, refused } = await importAll();
  expect({ created, refused }).toMatchObject({
    created: 1,
    refused: [{ file: join(newsroom.folder.path, 'articles/a.md'), expected: 'a store that takes it', got: 'no' }],
  });
  expect(pauses).toEqual([]);
});

test('a media folder that was deleted is made anew', async () => {
  await rm(mediaDir, { recursive: true });
  expect(await importAll()).toMatchObject({ created: 2, refused: [], leftOut: [] });
  expect((await store.listVisible(queryOf())).filter(({ image }) => image !== undefined)).toHaveLength(1);
});
