import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makePremises, markdown, type Premises } from './premises.ts';
import { runTidings, startTidings } from './run-tidings.ts';

let premises: Premises;

beforeEach(async () => {
  premises = await makePremises();
});

afterEach(() => premises.remove());

/** Runs a command that must refuse, and gives its message: nothing else may have been said, and no stack. */
async function readRefusal(command: readonly string[], options: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await runTidings(premises, command, { LOG_LEVEL: 'warn', ...options });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^tidings: /);
  expect(stderr).not.toMatch(/^ +at /m);
  return stderr.replaceAll(premises.root, '').trimEnd().split('\n');
}

describe('the start is refused, with one clear message', () => {
  test('where options are wrong: all of them are named at once', async () => {
    const wrong = { PORT: '70000', PUBLIC_URL: 'news.example.org', LOG_LEVEL: 'loud', CACHE_MB: 'much' };
    const { code, stdout, stderr } = await runTidings(premises, ['serve'], wrong);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([
      'tidings: These options are wrong:',
      expect.stringMatching(/^ {2}PORT: expected a port from 0 to 65535, got "70000"$/),
      expect.stringMatching(/^ {2}PUBLIC_URL: expected .+, got "news\.example\.org"$/),
      expect.stringMatching(/^ {2}CACHE_MB: expected .+, got "much"$/),
      expect.stringMatching(/^ {2}LOG_LEVEL: expected one of .+, got "loud"$/),
    ]);
  });

  test('where definitions of feeds and sources are wrong: file, line and field, all of them at once', async () => {
    await premises.write('all.yaml', 'title: All\ncount: 0\nlicense: MIT\n');
    await premises.write('archive.yaml', 'title: Archive\ndescription: Old ones\n');
    await premises.write('world.yaml', 'title: [World\n');
    await premises.write('sources.yaml', 'sources:\n  - id: wire\n    kind: telegraph\n    folder: releases\n');
    expect(await readRefusal(['serve'])).toEqual([
      'tidings: The definitions are wrong:',
      expect.stringMatching(/^ {2}\/feeds\/all\.yaml:\d+: description: expected a line of text, got nothing$/),
      expect.stringMatching(/^ {2}\/feeds\/all\.yaml:2: count: expected a whole number from 1 to \d+, got 0$/),
      expect.stringMatching(/^ {2}\/feeds\/all\.yaml:3: license: expected a known field, got "license"$/),
      expect.stringMatching(
        /^ {2}\/feeds\/archive\.yaml: expected a file name that no address needs .+, got "archive"$/,
      ),
      expect.stringMatching(/^ {2}\/feeds\/world\.yaml:\d+: expected well-formed YAML, got .+$/),
      expect.stringMatching(
        /^ {2}\/feeds\/sources\.yaml:3: sources\[0\]\.kind: expected one of .*release.*, got "telegraph"$/,
      ),
    ]);
  });

  test('where the folder of feeds is missing', async () => {
    await rm(premises.feeds, { recursive: true });
    const lines = await readRefusal(['serve']);
    expect(lines[0]).toBe('tidings: The definitions are wrong:');
    expect(lines[1]).toBe('  /feeds: expected a folder of feed definitions, got nothing');
  });

  test('where folders of sources are missing: each by its name', async () => {
    for (const folder of ['articles', 'releases']) await rm(path.join(premises.feeds, folder), { recursive: true });
    expect(await readRefusal(['serve'])).toEqual([
      'tidings: The folder of source newsroom does not exist: /feeds/articles',
      'The folder of source wire does not exist: /feeds/releases',
    ]);
  });

  test('where another program has the port', async () => {
    const other = createServer().listen(0);
    await new Promise((resolve) => other.once('listening', resolve));
    try {
      const port = String((other.address() as AddressInfo).port);
      expect(await readRefusal(['serve'], { PORT: port })).toEqual([
        `tidings: PORT: another program uses port ${port}`,
      ]);
    } finally {
      other.close();
    }
  });

  test('where the database is none, whatever the command', async () => {
    await mkdir(path.dirname(premises.database));
    await writeFile(premises.database, 'A letter to the editor, and no database at all.\n'.repeat(100));
    await expectRefusals([expect.stringMatching(/^tidings: .*\/data\/tidings\.db is not a SQLite database\.$/)]);
  });

  test('where the database cannot be opened, whatever the command', async () => {
    await writeFile(path.dirname(premises.database), 'a file where a folder should be');
    await expectRefusals([expect.stringMatching(/^tidings: .*\/data\b/)]);
  });

  test('where the media folder cannot be written, whatever the command', async () => {
    await writeFile(premises.media, 'a file where a folder should be');
    await expectRefusals([
      expect.stringMatching(/^tidings: MEDIA_DIR: expected a folder that can be written, got \/media \(.+\)$/),
    ]);
  });
});

/** What stops the start stops an import too, in the same words. */
async function expectRefusals(lines: readonly unknown[]): Promise<void> {
  const refusals = await Promise.all([readRefusal(['serve']), readRefusal(['import', 'README.md'])]);
  expect(refusals).toEqual([lines, lines]);
}

describe('a bad article', () => {
  const BAD = '---\ntitle: No Day\ndate: some day\n---\n\nIt happened.\n';

  test('is named in the log, and the start goes on with the others', async () => {
    await premises.write('articles/bad.md', BAD);
    await premises.write('articles/good.md', markdown('A Good Story'));
    const server = await startTidings(premises);
    const refused = server.log().filter(({ msg }) => msg.startsWith('article refused'));
    expect(refused).toMatchObject([
      {
        source: 'newsroom',
        file: path.join(premises.feeds, 'articles/bad.md'),
        line: 3,
        field: 'date',
        got: '"some day"',
      },
    ]);
    expect((await server.read('/feeds/all.json')).body).toContain('A Good Story');
  });

  test('is found by tidings check, which publishes nothing', async () => {
    await premises.write('articles/good.md', markdown('A Good Story'));
    expect(await runTidings(premises, ['check'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '2 feeds, 2 sources, 1 articles, 0 problems\n',
    });
    const file = await premises.write('articles/bad.md', BAD);
    const { code, stdout, stderr } = await runTidings(premises, ['check']);
    expect(code).toBe(1);
    expect(stderr).toContain(`${file}:3: date: expected a date`);
    expect(stdout).toBe('2 feeds, 2 sources, 1 articles, 1 problems\n');
    await expect(rm(premises.database)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
