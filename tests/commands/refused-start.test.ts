import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { type Ending, launchTidings, runTidings, startTidings } from './run-tidings.ts';

let folder: NewsroomFolder;

beforeEach(async () => {
  folder = await makeNewsroomFolder();
});

afterEach(() => folder.remove());

/** Runs a command that has to fail, and returns its message. It may print nothing else, and no stack. */
async function readRefusal(command: readonly string[]) {
  return toRefusal(await runTidings(folder, command, { LOG_LEVEL: 'warn' }));
}

function toRefusal({ code, stdout, stderr }: Ending): readonly string[] {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^(database: .+\n)?tidings: /);
  expect(stderr).not.toMatch(/^ +at /m);
  const message = stderr.replace(/^database: .+\n/, '').replaceAll(folder.root, '');
  return message.trimEnd().split('\n');
}

describe('the server does not start, and prints one message', () => {
  test('if options are invalid: it names all of them', async () => {
    const wrong = { PORT: '70000', PUBLIC_URL: 'news.example.org', LOG_LEVEL: 'loud', CACHE_MB: 'much', WORKERS: '0' };
    const { code, stdout, stderr } = await runTidings(folder, ['serve'], wrong);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([
      'tidings: These options are invalid:',
      expect.stringMatching(/^ {2}PORT: expected a port from 0 to 65535, got "70000"$/),
      expect.stringMatching(/^ {2}PUBLIC_URL: expected .+, got "news\.example\.org"$/),
      expect.stringMatching(/^ {2}LOG_LEVEL: expected one of .+, got "loud"$/),
      expect.stringMatching(/^ {2}CACHE_MB: expected .+, got "much"$/),
      expect.stringMatching(/^ {2}WORKERS: expected .+, got "0"$/),
    ]);
  });

  test('if feed definitions or sources are invalid: it names file, line and field of each problem', async () => {
    await folder.write('all.yaml', 'title: All\ncount: 0\nlicense: MIT\n');
    await folder.write('archive.yaml', 'title: Archive\ndescription: Old ones\n');
    await folder.write('world.yaml', 'title: [World\n');
    await folder.write('sources.yaml', 'sources:\n  - id: wire\n    kind: telegraph\n    folder: releases\n');
    expect(await readRefusal(['serve'])).toEqual([
      'tidings: The feed definitions or sources are invalid:',
      expect.stringMatching(/^ {2}\/feeds\/all\.yaml:\d+: description: expected a line of text, got nothing$/),
      expect.stringMatching(/^ {2}\/feeds\/all\.yaml:2: count: expected a whole number from 1 to \d+, got 0$/),
      expect.stringMatching(/^ {2}\/feeds\/all\.yaml:3: license: expected a known field, got "license"$/),
      expect.stringMatching(
        /^ {2}\/feeds\/archive\.yaml: expected a file name that no address needs .+, got "archive"$/,
      ),
      expect.stringMatching(/^ {2}\/feeds\/world\.yaml:1: title: expected "]" at the end: title: \[World\], got none$/),
      expect.stringMatching(/^ {2}\/feeds\/world\.yaml:1: title: expected .+$/),
      expect.stringMatching(/^ {2}\/feeds\/world\.yaml:1: description: expected .+$/),
      expect.stringMatching(
        /^ {2}\/feeds\/sources\.yaml:3: sources\[0\]\.kind: expected one of .*release.*, got "telegraph"$/,
      ),
    ]);
  });

  test('if the folder of feeds is missing', async () => {
    await rm(folder.feeds, { recursive: true });
    const lines = await readRefusal(['serve']);
    expect(lines[0]).toBe('tidings: The feed definitions or sources are invalid:');
    expect(lines[1]).toBe('  /feeds: expected a folder of feed definitions, got nothing');
  });

  test('if folders of sources are missing: it names each of them', async () => {
    for (const name of ['articles', 'releases']) await rm(path.join(folder.feeds, name), { recursive: true });
    expect(await readRefusal(['serve'])).toEqual([
      'tidings: The folder of source newsroom does not exist: /feeds/articles',
      'The folder of source wire does not exist: /feeds/releases',
    ]);
  });

  test.each(['1', '2'])('if another program uses the port, with WORKERS=%s', async (WORKERS) => {
    const other = createServer().listen(0);
    await new Promise((resolve) => other.once('listening', resolve));
    try {
      const port = String((other.address() as AddressInfo).port);
      // A process of its own: it has to end, although it has opened everything else.
      const ending = await launchTidings(folder, ['serve'], { LOG_LEVEL: 'warn', PORT: port, WORKERS }).ended;
      expect(toRefusal(ending)).toEqual([`tidings: PORT: another program uses port ${port}`]);
    } finally {
      other.close();
    }
  });

  test('if the file is not a database, with each command', async () => {
    await mkdir(path.dirname(folder.database));
    await writeFile(folder.database, 'A letter to the editor, and no database at all.\n'.repeat(100));
    await expectRefusals([expect.stringMatching(/^tidings: .*\/data\/tidings\.db is not a SQLite database\.$/)]);
  });

  test('if the database cannot be opened, with each command', async () => {
    await writeFile(path.dirname(folder.database), 'a file where a folder should be');
    await expectRefusals([expect.stringMatching(/^tidings: .*\/data\b/)]);
  });

  test('if the media folder cannot be written, with each command', async () => {
    await folder.createDatabase();
    await writeFile(folder.media, 'a file where a folder should be');
    await expectRefusals([
      expect.stringMatching(/^tidings: MEDIA_DIR: expected a folder that can be written, got \/media \(.+\)$/),
    ]);
  });
});

/** `serve` and `import` fail with the same message. */
async function expectRefusals(lines: readonly unknown[]): Promise<void> {
  const refusals = await Promise.all([readRefusal(['serve']), readRefusal(['import', 'README.md'])]);
  expect(refusals).toEqual([lines, lines]);
}

describe('an invalid article', () => {
  const BAD = '---\ntitle: No Day\ndate: some day\n---\n\nIt happened.\n';

  test('is named in the log, and the others are published', async () => {
    await folder.write('articles/bad.md', BAD);
    await folder.write('articles/good.md', markdown('A Good Story'));
    const server = await startTidings(folder);
    const refused = server.log().filter(({ msg }) => msg.startsWith('article refused'));
    expect(refused).toMatchObject([
      {
        source: 'newsroom',
        file: path.join(folder.feeds, 'articles/bad.md'),
        line: 3,
        field: 'date',
        got: '"some day"',
      },
    ]);
    expect((await server.read('/feeds/all.json')).body).toContain('A Good Story');
  });

  test('is reported by tidings check, which publishes nothing', async () => {
    await folder.write('articles/good.md', markdown('A Good Story'));
    expect(await runTidings(folder, ['check'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: 'feeds: 2, sources: 2, articles: 1, problems: 0\n',
    });
    const file = await folder.write('articles/bad.md', BAD);
    const ignored = await folder.write('articles/release.txt', 'A Release in the Wrong Folder\n');
    const typo = await folder.write('typo.yaml', 'title: T\ndescription: D\nselect: { categories: [Wrold] }\n');
    const { code, stdout, stderr } = await runTidings(folder, ['check']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${typo}: select.categories: expected a category that an article has, got "wrold" (did you mean "World"?)\n`,
    );
    expect(stderr).toContain(`file ${ignored} is ignored: source newsroom reads .md, .markdown\n`);
    expect(stderr).toContain(`${file}:3: date: expected a date`);
    expect(stdout).toBe('feeds: 3, sources: 2, articles: 1, problems: 1\n');
    await expect(rm(folder.database)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
