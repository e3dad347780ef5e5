import { EventEmitter } from 'node:events';
import { copyFile, open, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Importer } from '../../src/ingest/importer.ts';
import { createIntake } from '../../src/ingest/intake.ts';
import { checkFolders } from '../../src/ingest/load-sources.ts';
import type { RunningSource } from '../../src/ingest/source-kind.ts';
import type { Source } from '../../src/ingest/source-kinds.ts';
import { startSources } from '../../src/ingest/start-sources.ts';
import { StartError } from '../../src/model/problem.ts';
import { makeImage } from '../media/images.ts';
import { makeArticle, type Newsroom, NOW, openNewsroom } from './newsroom.ts';

let newsroom: Newsroom;
let running: RunningSource | undefined;
let lines: string[];
const events = new EventEmitter();

beforeEach(async () => {
  newsroom = await openNewsroom();
  lines = [];
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await newsroom.close();
});

async function start(
  sources: readonly Source[] = [newsroom.markdown, newsroom.release],
  importer: Importer = newsroom.importer,
): Promise<void> {
  const note = (_fields: object, message: string) => {
    lines.push(message.replaceAll(newsroom.folder.path, ''));
    events.emit('line');
  };
  running = await startSources({
    sources,
    importer,
    store: newsroom.store,
    intake: createIntake(() => NOW),
    clock: () => NOW,
    log: { info: note, warn: note },
    onReport: ({ created, updated }) => created + updated > 0 && events.emit('saved'),
  });
  await running.imported;
}

/** Waits until a condition is true; checks it after each log line and each save. */
async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) {
    await new Promise<void>((resolve) => {
      const proceed = () => {
        clearTimeout(poll);
        events.off('line', proceed).off('saved', proceed);
        resolve();
      };
      const poll = setTimeout(proceed, 20);
      events.on('line', proceed).on('saved', proceed);
    });
  }
}

const titles = async () => (await newsroom.listVisible()).map(({ title }) => title).toSorted();
const showsOnly = (...expected: string[]) => until(async () => (await titles()).join() === expected.join());
const path = (name: string) => join(newsroom.folder.path, name);

describe('running sources', () => {
  test('files present at the start are read, and so are later ones', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await newsroom.folder.write('releases/r.txt', 'R\n\nThe rope came up wet.\n');
    await start();
    expect(await titles()).toEqual(['A', 'R']);
    await newsroom.folder.write('articles/b.md', makeArticle('B'));
    await newsroom.folder.write('articles/2026/11/c.md', makeArticle('C'));
    await newsroom.folder.write('releases/s.txt', 'S\n\nThe rope came up wet.\n');
    await showsOnly('A', 'B', 'C', 'R', 'S');
  });

  test('a file that takes long to read delays no other, and if it changes meanwhile it is read once more', async () => {
    const slow = Promise.withResolvers<void>();
    const read: string[] = [];
    await start(undefined, {
      ...newsroom.importer,
      async importFiles(source, files) {
        const names = files.map(({ externalId }) => externalId);
        const report = await newsroom.importer.importFiles(source, files);
        read.push(...names);
        events.emit('saved');
        if (names.includes('slow.md') && read.filter((name) => name === 'slow.md').length === 1) await slow.promise;
        return report;
      },
    });
    await newsroom.folder.write('articles/slow.md', makeArticle('Slow'));
    await until(() => read.includes('slow.md'));
    await newsroom.folder.write('articles/b.md', makeArticle('B'));
    await newsroom.folder.write('articles/slow.md', makeArticle('Slow, corrected'));
    await newsroom.folder.write('articles/c.md', makeArticle('C'));
    await until(() => read.includes('b.md') && read.includes('c.md'));
    expect(await titles()).toEqual(['B', 'C', 'Slow']);
    slow.resolve();
    await showsOnly('B', 'C', 'Slow, corrected');
  });

  test('links inside a folder are not followed, and the folder may be a link itself', async () => {
    await newsroom.folder.write('other/b.md', makeArticle('B'));
    await symlink('articles', path('current'));
    await start([{ ...newsroom.markdown, folder: path('current') }]);
    await symlink('../other', path('articles/linked'));
    await symlink('..', path('articles/loop'));
    await symlink('../other/b.md', path('articles/outside.md'));
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await until(() => lines.some((line) => line.startsWith('article refused')));
    await showsOnly('A');
    expect(lines.filter((line) => line.startsWith('article refused'))).toEqual([
      "article refused: /current/outside.md: expected a file in the source's folder that is read only once, got a link to another folder",
    ]);
    expect(lines.filter((line) => line.includes('ELOOP'))).toEqual([]);
  });

  test('a changed file updates its article', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await start();
    const [before] = await newsroom.listVisible();
    await newsroom.folder.write('articles/a.md', makeArticle('A, again'));
    await showsOnly('A, again');
    expect((await newsroom.listVisible())[0]?.id).toBe(before?.id);
  });

  test('a save by renaming is read, and temporary files are not', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await start();
    await newsroom.folder.write('articles/a.md~', makeArticle('Backup'));
    await newsroom.folder.write('articles/.a.md.swp', makeArticle('Swap'));
    await newsroom.folder.write('articles/#a.md#', makeArticle('Autosave'));
    await newsroom.folder.write('articles/a.tmp', makeArticle('A2'));
    await rename(path('articles/a.tmp'), path('articles/a.md'));
    await showsOnly('A2');
    expect(lines.filter((line) => line.includes('gone'))).toEqual([]);
  });

  test('many files at once are read together', async () => {
    await start();
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => newsroom.folder.write(`articles/${index}.md`, makeArticle(`N${index}`))),
    );
    await until(async () => (await titles()).length === 60);
    expect(lines.length).toBeLessThan(10);
  });

  test('a file that is written slowly is not reported before it is complete', async () => {
    await start();
    const file = await open(path('articles/slow.md'), 'w');
    await file.write('---\ntitle: Slow\n');
    await newsroom.folder.write('articles/other.md', makeArticle('Other'));
    await showsOnly('Other');
    await file.write('date: -1h\n---\nThe rope came up wet.\n');
    await file.close();
    await showsOnly('Other', 'Slow');
    expect(lines.filter((line) => line.startsWith('article refused'))).toEqual([]);
  });

  test('a file that stays invalid is reported once, and its published article stays', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await start();
    await newsroom.folder.write('articles/a.md', '---\ntitle: A\ndate: soon\n---\nText');
    await until(() => lines.some((line) => line.startsWith('article refused')));
    await newsroom.folder.write('articles/b.md', makeArticle('B'));
    await showsOnly('A', 'B');
    expect(lines.filter((line) => line.startsWith('article refused'))).toEqual([
      'article refused: /articles/a.md:3: date: expected a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h, got "soon"',
    ]);
  });

  test('a release in another encoding is read, and nothing is reported as left out', async () => {
    await newsroom.folder.write('releases/r.txt', Buffer.from('R\n\nThe caf\xe9 came up wet.\n', 'latin1'));
    await start();
    expect(await titles()).toEqual(['R']);
    expect(lines).toContain('/releases/r.txt: read as windows-1252');
    expect(lines.filter((line) => line.startsWith('left out'))).toEqual([]);
  });

  test('an image that is written after its article is added to it', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A', { fields: 'image: { file: media/a.png, alt: "" }' }));
    await start();
    expect(lines).toContain('left out: /articles/a.md:4: image.file: expected a file that is there, got "media/a.png"');
    await newsroom.folder.write('articles/media/a.png', await makeImage('png'));
    await until(async () => (await newsroom.listVisible())[0]?.image !== undefined);
    const before = (await newsroom.listVisible())[0]?.image?.url;
    await newsroom.folder.write('articles/media/a.png', await makeImage('png', { background: '#ffffff' }));
    await until(async () => (await newsroom.listVisible())[0]?.image?.url !== before);
  });

  test('an image that is written into the static folder after its article is added to it', async () => {
    const text = makeArticle('A', { body: 'Text.\n\n![A](/images/a.png)' });
    await newsroom.folder.write('articles/a.md', text);
    await newsroom.folder.write('site/.keep', '');
    await start([{ ...newsroom.markdown, static: path('site') }]);
    expect(lines).toContain(
      'left out: /articles/a.md:8: expected a file in the source\'s static folder, got "/images/a.png"',
    );
    await newsroom.folder.write('site/images/a.png', await makeImage('png'));
    await until(async () => (await newsroom.listVisible())[0]?.contentHtml.includes('<img') === true);
  });

  test('a deleted file leaves its article published, and is logged', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await start();
    await rm(path('articles/a.md'));
    await until(() =>
      lines.includes(
        'file /articles/a.md is gone; if an article was published from it, it stays until it is retracted or another file has it',
      ),
    );
    expect(await titles()).toEqual(['A']);
  });

  test('a renamed folder keeps its articles, and so does a file that is copied and then deleted', async () => {
    await newsroom.folder.write('articles/old/a.md', makeArticle('A'));
    await newsroom.folder.write('articles/old/b.md', makeArticle('B'));
    await start();
    const ids = async () => (await newsroom.listVisible()).map(({ id }) => id).toSorted();
    const paths = async () => (await newsroom.listVisible()).map(({ externalId }) => externalId).toSorted();
    const before = await ids();
    await rename(path('articles/old'), path('articles/new'));
    await until(async () => (await paths()).join() === 'new/a.md,new/b.md');
    await copyFile(path('articles/new/a.md'), path('articles/c.md'));
    await until(() => lines.some((line) => line.startsWith('file /articles/c.md is a copy of /articles/new/a.md')));
    await rm(path('articles/new/a.md'));
    await until(async () => (await paths()).join() === 'c.md,new/b.md');
    expect(await ids()).toEqual(before);
    expect(lines).toContain('/articles/c.md: it has the article that /articles/new/a.md had');
  });

  test('a file that no source reads is reported once, with the reason', async () => {
    // Of Dropbox, Nextcloud, Syncthing and ownCloud, in the order of their names.
    const copies = [
      "a (Anna's conflicted copy 2026-11-30).md",
      'a (Kopie in Konflikt von Anna 2026-11-30).md',
      'a (conflicted copy 2026-11-30 101010).md',
      'a.sync-conflict-20261130-101010-ABCDEFG.md',
      'a_conflict-20261130-101010.md',
    ];
    await newsroom.folder.write('articles/early.txt', 'A release in the wrong folder');
    await newsroom.folder.write('articles/photo.jpg', await makeImage('jpeg'));
    await newsroom.folder.write('articles/.hidden.txt', 'x');
    await newsroom.folder.write('articles/a.md.bak', 'x');
    for (const copy of copies) await newsroom.folder.write(`articles/${copy}`, makeArticle('A'));
    await start();
    await newsroom.folder.write('releases/late.md', makeArticle('An article in the wrong folder'));
    await newsroom.folder.write('articles/early.txt', 'A release in the wrong folder, saved again');
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await until(() => lines.some((line) => line.includes('late.md')));
    await showsOnly('A');
    expect(lines.filter((line) => line.includes('ignored'))).toEqual([
      ...copies.map((name) => expect.stringContaining(`${name} is ignored: it is a conflicted copy`)),
      'file /articles/early.txt is ignored: source newsroom reads .md, .markdown',
      'file /releases/late.md is ignored: source wire reads .txt, .eml',
    ]);
  });

  test('a file in a folder that two sources share is ignored only if neither reads it', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await newsroom.folder.write('articles/r.txt', 'R\n\nThe rope came up wet.\n');
    await newsroom.folder.write('articles/notes.docx', 'x');
    await start([newsroom.markdown, { ...newsroom.release, folder: newsroom.markdown.folder }]);
    expect(await titles()).toEqual(['A', 'R']);
    expect(lines.filter((line) => line.includes('ignored'))).toEqual([
      'file /articles/notes.docx is ignored: source newsroom reads .md, .markdown; source wire reads .txt, .eml',
    ]);
  });

  test('closing saves articles that are being read and ignores later changes', async () => {
    const slow = Promise.withResolvers<void>();
    const read: string[] = [];
    await start(undefined, {
      ...newsroom.importer,
      async importFiles(source, files) {
        read.push(...files.map(({ externalId }) => externalId));
        events.emit('saved');
        await slow.promise;
        return newsroom.importer.importFiles(source, files);
      },
    });
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await until(() => read.length === 1);
    await newsroom.folder.write('articles/a.md', makeArticle('A, again'));
    let closed = false;
    const closing = running?.close().then(() => {
      closed = true;
    });
    await newsroom.folder.write('articles/b.md', makeArticle('B'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    slow.resolve();
    await closing;
    expect(await titles()).toEqual(['A, again']);
    expect(read).toEqual(['a.md']);
  });

  test('the start is refused with the names of all missing folders', async () => {
    await rm(path('articles'), { recursive: true });
    await rm(path('releases'), { recursive: true });
    await newsroom.folder.write('releases', 'a file');
    const checked = checkFolders([{ ...newsroom.markdown, static: path('site') }, newsroom.release]);
    await expect(checked).rejects.toThrow(StartError);
    await expect(checked).rejects.toThrow(
      `The folder of source newsroom does not exist: ${path('articles')}\nThe static folder of source newsroom does not exist: ${path('site')}\nThe folder of source wire does not exist: ${path('releases')}`,
    );
  });
});
