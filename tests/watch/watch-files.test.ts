import { EventEmitter } from 'node:events';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FileWatcher, type FileWatcherOptions, watchFiles } from '../../src/watch/watch-files.ts';
import { makeFolder, type TemporaryFolder } from '../ingest/temporary-folder.ts';

let folder: TemporaryFolder;
let watcher: FileWatcher | undefined;
/** What the watcher has told so far, without the path of the temporary folder. */
let told: string[];

beforeEach(async () => {
  folder = await makeFolder({ 'a/x.md': 'X', 'b/y.md': 'Y' });
  told = [];
});
afterEach(async () => {
  await watcher?.close();
  watcher = undefined;
  await folder.remove();
});

const path = (name: string) => join(folder.path, name);
const tell = (...words: string[]) => told.push(words.join(' ').replaceAll(`${folder.path}/`, ''));
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await delay(5);
};
const tells = (line: string) => until(() => told.includes(line));

async function start(options: Partial<FileWatcherOptions> = {}): Promise<FileWatcher> {
  watcher = await watchFiles({
    folder: path('a'),
    isIgnored: (file) => file.endsWith('.tmp'),
    onWritten: (file) => tell('written', file),
    onRemoved: (files) => tell('gone', ...files),
    onFault: (message) => tell('fault', message),
    onRecovered: (message) => tell('over', message),
    checkMs: 10,
    ...options,
  });
  return watcher;
}

/** A system that tells of changes only when the test does. */
function openEvents() {
  const watches: { directory: string; emitter: EventEmitter; notify: (name: string | null) => void }[] = [];
  const watch: FileWatcherOptions['watch'] = (directory, listener) => {
    const emitter = Object.assign(new EventEmitter(), { close: () => undefined });
    watches.push({ directory, emitter, notify: (name) => listener('change', name) });
    return emitter;
  };
  return { watches, watch };
}

const failWith = (code: string) => Object.assign(new Error(`${code}: no more`), { code });
/** Longer than a test lasts. */
const NEVER_MS = 1_000_000;

describe('a rescan', () => {
  test('notices files that are written, changed, moved and gone without an event, also in new folders', async () => {
    await folder.write('a/z.md', 'Z');
    const opened = await start({ watch: openEvents().watch, checkMs: NEVER_MS });
    expect(opened.listFiles()).toEqual([path('a/x.md'), path('a/z.md')]);
    await opened.rescan();
    expect(told).toEqual([]);
    await folder.write('a/x.md', 'X, again');
    await folder.write('a/new/deep/n.md', 'N');
    await folder.write('a/n.tmp', 'N');
    await rename(path('a/z.md'), path('a/moved.md'));
    await opened.rescan();
    expect(told.toSorted()).toEqual(['written a/moved.md', 'written a/new/deep/n.md', 'written a/x.md']);
    await tells('gone a/z.md');
    await opened.rescan();
    expect(told).toHaveLength(4);
  });

  test('reports a file whose name is not in UTF-8, such as one from an old archive', async () => {
    const name = Buffer.concat([Buffer.from(path('a/J')), Buffer.from([0xe9]), Buffer.from('rusalem.md')]);
    await writeFile(name, 'J');
    await start();
    expect(told).toEqual(['fault a/J\ufffdrusalem.md cannot be read: its name is not in UTF-8. Give it another name.']);
    await rm(name);
    await watcher?.rescan();
    expect(told).toContain('over a/J\ufffdrusalem.md is gone, or has another name');
    await writeFile(name, 'J');
    await until(() => told.length === 3);
  });

  test('notices a link to another file, as Kubernetes switches them', async () => {
    await symlink('../b', path('a/..data.tmp'));
    await symlink('..data.tmp/y.md', path('a/y.md'));
    const opened = await start({ watch: openEvents().watch, checkMs: NEVER_MS });
    await folder.write('c/y.md', 'Y, again');
    await rm(path('a/..data.tmp'));
    await symlink('../c', path('a/..data.tmp'));
    await opened.rescan();
    expect(told).toEqual(['written a/y.md']);
  });
});

const missing = (name: string) =>
  `fault ${name} is missing: ENOENT: no such file or directory, stat '${name}'; what was read from it stays`;

describe('a folder that is', () => {
  test.each([
    {
      name: 'moved away and back',
      change: async () => {
        await rename(path('a'), path('c'));
        await tells(missing('a'));
        await rename(path('c'), path('a'));
      },
      expected: [missing('a'), 'over a is back, and is read again', 'written a/x.md'],
    },
    {
      name: 'replaced by another',
      change: async () => {
        await rename(path('a'), path('c'));
        await rename(path('b'), path('a'));
      },
      expected: ['gone a/x.md', 'written a/y.md'],
    },
    {
      name: 'deleted and made again',
      change: async () => {
        await rm(path('a'), { recursive: true });
        await tells(missing('a'));
        await folder.write('a/x.md', 'X, again');
      },
      expected: [missing('a'), 'over a is back, and is read again', 'written a/x.md'],
    },
    {
      name: 'deleted, and a file is in its place for a time',
      change: async () => {
        await rm(path('a'), { recursive: true });
        await writeFile(path('a'), '');
        await until(() => told.some((line) => line.startsWith('fault')));
        await rm(path('a'));
        await folder.write('a/x.md', 'X, again');
      },
      expected: [expect.stringMatching(/^fault a is missing/), 'over a is back, and is read again', 'written a/x.md'],
    },
    {
      name: 'a link, and leads to another folder',
      link: true,
      change: async () => {
        await rm(path('link'));
        await symlink('b', path('link'));
      },
      expected: ['gone link/x.md', 'written link/y.md'],
    },
  ])('$name is watched again', async ({ change, expected, link = false }) => {
    await symlink('a', path('link'));
    const name = link ? 'link' : 'a';
    await start({ folder: path(name) });
    await change();
    await until(() => told.length >= expected.length);
    expect(told.toSorted()).toEqual(expected);
    await folder.write(`${name}/later.md`, 'Later');
    await tells(`written ${name}/later.md`);
  });

  test('missing at first is read when it is there', async () => {
    await start({ folder: path('c') });
    await folder.write('c/x.md', 'X');
    await tells('written c/x.md');
    expect(told.toSorted()).toEqual([missing('c'), 'over c is back, and is read again', 'written c/x.md']);
  });
});

describe('a system that', () => {
  test.each(['ENOSPC', 'EMFILE', 'ENFILE', 'EACCES'])(
    'cannot watch (%s) is reported once, and changes are noticed until it can again',
    async (code) => {
      await mkdir(path('a/inside'));
      let isFull = true;
      const { watch, watches } = openEvents();
      await start({
        watch(directory, listener) {
          if (isFull) throw failWith(code);
          return watch(directory, listener);
        },
      });
      await folder.write('a/x.md', 'X, again');
      await tells('written a/x.md');
      isFull = false;
      await until(() => told.length === 3);
      expect(told).toEqual([
        `fault a cannot be watched: ${code}: no more; its files are looked at every few seconds`,
        'written a/x.md',
        'over a is watched again',
      ]);
      expect(watches.map(({ directory }) => directory)).toEqual([path('a'), path('a/inside')]);
    },
  );

  test('ends a watch is watched again, and what changed meanwhile is noticed', async () => {
    const { watch, watches } = openEvents();
    await start({ watch });
    await folder.write('a/x.md', 'X, again');
    watches[0]?.emitter.emit('error', failWith('EPERM'));
    await tells('written a/x.md');
    expect(watches).toHaveLength(2);
    expect(told).toEqual(['written a/x.md']);
  });

  test.each([
    ['tells of too much to name it', (notify: (name: string | null) => void) => notify(null)],
    [
      'tells of more than its queue has',
      (notify: (name: string) => void) => Array.from({ length: 1001 }, (_, index) => notify(`${index}.md`)),
    ],
  ])('%s has the whole folder looked at', async (_name, notify) => {
    const { watch, watches } = openEvents();
    await start({ watch, checkMs: NEVER_MS });
    await folder.write('a/lost.md', 'Lost');
    notify((name) => watches[0]?.notify(name));
    await tells('written a/lost.md');
  });
});

describe('a closed watcher', () => {
  test('hears nothing more, not even of changes before it was closed', async () => {
    const { watch, watches } = openEvents();
    const opened = await start({ watch });
    await folder.write('a/x.md', 'X, again');
    watches[0]?.notify('x.md');
    await opened.close();
    watches[0]?.notify('x.md');
    watches[0]?.emitter.emit('error', failWith('EPERM'));
    await opened.rescan();
    await delay(100);
    expect(told).toEqual([]);
    expect(watches).toHaveLength(1);
  });
});
