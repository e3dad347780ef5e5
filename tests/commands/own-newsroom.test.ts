import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OPTIONS } from '../../src/config.ts';
import { makeImage } from '../media/images.ts';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { launchIn, runIn, runTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

let folder: NewsroomFolder;
/** The folder that commands are run in: in the program's own, `init` would name the newsroom for later commands. */
let desk: string;
let own: string;

beforeEach(async () => {
  folder = await makeNewsroomFolder();
  desk = path.join(folder.root, 'desk');
  own = path.join(folder.root, 'own');
  await mkdir(desk);
});

afterEach(() => folder.remove());

function run(args: readonly string[], options: Readonly<Record<string, string>> = {}) {
  return launchIn(desk, folder, args, options);
}

describe('tidings init', () => {
  test('makes a newsroom that the server serves, and nothing of the sample', async () => {
    const name = `Osterlane "Echo" #1: it's ours`;
    await writeFile(path.join(desk, 'our-sign.png'), await makeImage('png', { width: 90, height: 60 }));
    const options = ['--contact', 'desk@echo.example', '--logo', 'our-sign.png', '--colour', '#1d4e89'];
    const made = await run([
      ...['init', '../own', '--name', name, '--time-zone', 'Europe/Berlin', '--language', 'de'],
      ...options,
    ]).ended;
    expect(made).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`NEWSROOM_DIR=${own}`) });
    expect((await readdir(own, { recursive: true })).toSorted()).toEqual([
      '.env',
      'data',
      'data/media',
      'data/media/index',
      'data/tidings.db',
      'feeds',
      'feeds/articles',
      'feeds/releases',
      'feeds/sources.yaml',
      'feeds/top.yaml',
      'logo.png',
    ]);
    const written = await readFile(path.join(own, '.env'), 'utf8');
    expect(parseEnv(written)).toEqual({
      SITE_NAME: name,
      TIMEZONE: 'Europe/Berlin',
      SITE_CONTACT: 'desk@echo.example',
      SITE_LOGO: 'logo.png',
      SITE_COLOUR: '#1d4e89',
    });
    for (const option of Object.keys(OPTIONS)) {
      if (option !== 'NEWSROOM_DIR') expect(written).toMatch(new RegExp(`^(# )?${option}=`, 'm'));
    }

    await writeFile(
      path.join(own, 'feeds/articles/first.md'),
      markdown('Our First Article', { date: '2020-06-01T12:00' }),
    );
    const server = run(['serve'], { NEWSROOM_DIR: own, PORT: '0' });
    await until('the server is ready', () => server.output().includes(`${name} is ready, feeds: 1.`) || undefined);
    const port = server.log().find(({ msg }) => msg === 'listening')?.port;
    const feed = await (await fetch(`http://localhost:${port}/feeds/top.json`)).json();
    expect(feed).toMatchObject({
      title: name,
      language: 'de',
      items: [{ title: 'Our First Article', date_published: '2020-06-01T10:00:00Z' }],
    });
    expect(server.output()).not.toContain('sample newsroom');
    const page = await (await fetch(`http://localhost:${port}/`)).text();
    expect(page).toContain('<a href="mailto:desk@echo.example">Contact</a>');
    const logo = await fetch(`http://localhost:${port}${/\/assets\/logo\.\w+\.png/.exec(page)}`);
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  test('refuses what it cannot use, and makes nothing', async () => {
    const refusals = [
      [['..', '--name', 'Ours'], /^tidings: Expected a new or empty folder, got .+, which has /],
      [[path.resolve('newsroom'), '--name', 'Ours'], /^tidings: Expected a folder outside /],
      [['../own'], /^tidings: --name: expected the name of the newsroom, got nothing\n$/],
      [['../own', '--name', 'Ours', '--url', 'ours.example'], /^ {2}PUBLIC_URL: expected .+, got "ours/m],
      [['../own', '--name', 'Ours', '--language', 'klingon!'], /^tidings: --language: expected /],
      [['../own', '--name', 'Ours', '--logo', 'none.png'], /^tidings: SITE_LOGO: expected an image .+\(none\.png\)$/m],
      [['../own', '--name', 'Ours', '--colour', 'eeeeee'], /^ {2}SITE_COLOUR: expected a colour with a contrast /m],
    ] as const;
    const endings = await Promise.all(refusals.map(([args]) => runIn(desk, ['init', ...args], {})));
    for (const [nth, { code, stdout, stderr }] of endings.entries()) {
      expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(refusals[nth]?.[1] ?? '')]);
    }
    expect(await readdir(folder.root)).not.toContain('own');
  });
});

test('tidings remove-sample retracts the articles of the sample and deletes their files, and nothing else', async () => {
  const mixed = await makeNewsroomFolder('sample');
  try {
    // Images take most of the time of an import.
    await rm(path.join(mixed.feeds, 'articles/media'), { recursive: true });
    await mixed.write('articles/ours.md', markdown('Ours'));
    const changed = await mixed.write('articles/footbridge-draft.md', markdown('Ours Under Their Name'));
    await (await startTidings(mixed)).stop();
    const count = `SELECT count(*) AS n FROM articles WHERE state = 'retracted'`;
    const [before] = mixed.query(count);

    const listed = await runTidings(mixed, ['remove-sample']);
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is changed; --yes retracts') });
    expect(mixed.query(count)).toEqual([before]);

    expect(await runTidings(mixed, ['remove-sample', '--yes'])).toMatchObject({ code: 0 });
    const left = mixed.query(
      `SELECT json_extract(document, '$.title') AS title FROM articles WHERE state <> 'retracted'`,
    );
    expect(left.map(({ title }) => title).toSorted()).toEqual(['Ours', 'Ours Under Their Name']);
    const files = await readdir(path.join(mixed.feeds, 'articles'));
    expect(files.filter((name) => name.endsWith('.md')).toSorted()).toEqual([path.basename(changed), 'ours.md']);
  } finally {
    await mixed.remove();
  }
});
