import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { launchIn, runIn, runTidings } from './run-tidings.ts';
import { until } from './until.ts';

let folder: NewsroomFolder;
/** The folder that commands are run in. */
let desk: string;

beforeEach(async () => {
  folder = await makeNewsroomFolder();
  desk = path.join(folder.root, 'desk');
  await mkdir(desk);
});

afterEach(() => folder.remove());

/** Runs a command in a folder, without options in its environment. */
function run(cwd: string, ...args: readonly string[]) {
  return runIn(cwd, args, {});
}

function writeOptions(inFolder: string, text: string): Promise<void> {
  return writeFile(path.join(inFolder, '.env'), text);
}

describe('the options file of the newsroom', () => {
  test('is read by the server and by every command, from the folder and from elsewhere', async () => {
    await folder.write('articles/ferry.md', markdown('The Ferry Is Late'));
    await writeOptions(folder.root, '# Ours\nPORT=0\nSITE_NAME="Osterlane #1"\r\nDATABASE_URL=sqlite:own/news.db\n');
    await writeOptions(desk, 'NEWSROOM_DIR=..\n');
    const server = launchIn(folder.root, folder, ['serve'], {});
    await until('the server is ready', () => server.output().includes('Osterlane #1 is ready, feeds: 2.') || undefined);
    expect((await server.stop()).code).toBe(0);

    const database = `database: ${path.join(folder.root, 'own/news.db')}\n`;
    const [here, elsewhere] = await Promise.all([run(folder.root, 'list'), run(desk, 'list')]);
    for (const ending of [here, elsewhere]) {
      expect(ending).toMatchObject({
        code: 0,
        stderr: database,
        stdout: expect.stringMatching(/ The Ferry Is Late\n$/),
      });
    }
    const id = here.stdout.slice(0, 36);
    expect(await run(desk, 'retract', id, 'It was on time.')).toMatchObject({ code: 0, stderr: database });
    expect(await run(desk, 'check')).toMatchObject({ code: 0, stdout: expect.stringContaining('articles: 1') });
    expect(existsSync(path.join(desk, 'data'))).toBe(false);
  });

  test('comes after the environment', async () => {
    await writeOptions(folder.root, 'SITE_NAME=File\nPORT=none\n');
    const { stderr } = await runTidings(folder, ['serve'], { SITE_NAME: '', PORT: '0' });
    expect(stderr).toBe('tidings: These options are invalid:\n  SITE_NAME: expected a name, got ""\n');
  });

  test.each([
    [
      'a line without =, and a value that would be a comment',
      'PORT 3001\nSITE_COLOUR=#1d4e89\n',
      /\.env:1: expected NAME=value, got "PORT 3001"\n.+\.env:2: SITE_COLOUR: expected quotation marks around a value with #, got .+\n$/,
    ],
    ['a misspelt name', '\nPUBLIC_ULR=https://a.example\n', /\.env:2: expected PUBLIC_URL, got "PUBLIC_ULR"\n$/],
    ['an invalid value', 'CACHE_MB=many\n', /CACHE_MB: expected a whole .+, got "many"\n$/],
    ['its own folder', 'NEWSROOM_DIR=/srv\n', /\.env: expected no NEWSROOM_DIR, because .+\n$/],
  ])('is refused with %s', async (_what, text, message) => {
    await writeOptions(folder.root, text);
    expect(await runTidings(folder, ['list'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(message),
    });
  });

  test('may have names of other programs', async () => {
    await writeOptions(folder.root, 'COMPOSE_PROJECT_NAME=news\n');
    await folder.createDatabase();
    expect((await runTidings(folder, ['list'])).code).toBe(0);
  });
});

describe('NEWSROOM_DIR', () => {
  test('in the options file of the current folder is its only option', async () => {
    await writeOptions(desk, 'NEWSROOM_DIR=..\nPORT=3001\n');
    const { code, stderr } = await run(desk, 'list');
    expect([code, stderr]).toEqual([
      1,
      'tidings: .env names NEWSROOM_DIR, so other options belong in ../.env: PORT.\n',
    ]);
  });

  test('has to be a folder', async () => {
    await writeOptions(desk, 'NEWSROOM_DIR=nowhere\n');
    expect(await run(desk, 'serve')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^tidings: NEWSROOM_DIR: expected the folder of a newsroom, got "nowhere"\./),
    });
  });
});

test('commands create no database, and say where they looked', async () => {
  const id = '01981a2b-3c4d-7e5f-8a9b-0c1d2e3f4a5b';
  const commands = [
    ['list'],
    ['retract', id, 'Because.'],
    ['correct', id, 'It was so.'],
    ['restore', id],
    ['import', 'README.md'],
    ['remove-sample'],
  ];
  for (const { code, stdout, stderr } of await Promise.all(commands.map((args) => runTidings(folder, args)))) {
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`tidings: There is no database ${folder.database}.`);
  }
  expect(existsSync(path.dirname(folder.database))).toBe(false);
});
