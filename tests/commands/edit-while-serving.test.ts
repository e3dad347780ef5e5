import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { type RunningTidings, runTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

const FEEDS = ['/feeds/all.rss', '/feeds/all.atom', '/feeds/all.json'];
const SURFACES = [...FEEDS, '/feeds/all', '/', '/v1/all.json', '/v1/all.js'];
const OUTCOME = /^(created|updated|unchanged) {2}([0-9a-f-]{36}) {2}(\S+)$/;

let folder: NewsroomFolder;
let server: RunningTidings;
/** What a command says on standard error before anything else. */
let database: string;

beforeAll(async () => {
  folder = await makeNewsroomFolder();
  database = `database: ${folder.database}\n`;
  server = await startTidings(folder);
});

afterAll(() => folder.remove());

/** Writes files outside every watched folder. */
async function writeLoose(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const desk = path.join(folder.root, 'desk');
  await mkdir(desk, { recursive: true });
  const paths = Object.keys(files).map((name) => path.join(desk, name));
  await Promise.all(Object.values(files).map((text, index) => writeFile(paths[index] ?? '', text)));
  return paths;
}

async function importFiles(files: Readonly<Record<string, string>>) {
  const paths = await writeLoose(files);
  const ending = await runTidings(folder, ['import', ...paths]);
  const outcomes = ending.stdout
    .trimEnd()
    .split('\n')
    .map((line) => OUTCOME.exec(line))
    .map((match) => ({ kind: match?.[1], id: match?.[2] ?? '', file: path.basename(match?.[3] ?? '') }));
  return { ...ending, outcomes };
}

/** Waits until a text is on exactly these addresses of the running server. */
async function untilIn(text: string, addresses: readonly string[]): Promise<void> {
  await until(`"${text}" is on ${addresses.join(', ') || 'no address'}`, async () => {
    const bodies = await Promise.all(SURFACES.map(async (address) => (await server.read(address)).body));
    const found = SURFACES.filter((_, index) => bodies[index]?.includes(text));
    return found.join() === addresses.join() || undefined;
  });
}

/** Waits until the page of an article answers with a status; returns the page. */
function untilPage(id: string, status: number): Promise<string> {
  return until(`the page of ${id} answers with ${status}`, async () => {
    const page = await server.read(`/articles/${id}`);
    return page.status === status ? page.body : undefined;
  });
}

function edit(...args: readonly string[]) {
  return runTidings(folder, args);
}

describe('tidings import, while the server runs', () => {
  test('publishes a file from anywhere once; the same file again is unchanged', async () => {
    const files = { 'orchard.md': markdown('An Orchard on the Roof') };
    const first = await importFiles(files);
    expect(first).toMatchObject({ code: 0, stderr: database, outcomes: [{ kind: 'created', file: 'orchard.md' }] });
    await untilIn('An Orchard on the Roof', SURFACES);

    const again = await importFiles(files);
    expect(again).toMatchObject({
      code: 0,
      stderr: database,
      outcomes: [{ kind: 'unchanged', id: first.outcomes[0]?.id }],
    });
    const published = `SELECT count(*) AS lines FROM changes WHERE article_id = '${first.outcomes[0]?.id}'`;
    expect(folder.query(published)).toEqual([{ lines: 1 }]);
  });

  test('imports the valid files, names the problems of the invalid ones, and fails', async () => {
    const { code, stderr, outcomes } = await importFiles({
      'good.md': markdown('A Good File Among Bad Ones'),
      'undated.md': '---\ntitle: A Story Without a Day\n---\n\nIt happened.\n',
      'headline.txt': 'A Headline and Nothing Below It\n',
      'picture.gif': 'GIF89a',
      'release.txt':
        'A Release Among Bad Ones\nby Anna Solberg\n\nHARROW QUAY – It rained for a week and then stopped.\n',
    });
    expect(code).toBe(1);
    expect(outcomes.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['created good.md', 'created release.txt']);
    expect(stderr.trimEnd().split('\n').toSorted()).toEqual([
      database.trimEnd(),
      expect.stringMatching(/^refused {2}\S+headline\.txt:1: body: expected a body after the headline, got nothing$/),
      expect.stringMatching(/^refused {2}\S+picture\.gif: expected a file ending in .+, got \.gif$/),
      expect.stringMatching(/^refused {2}\S+undated\.md:\d+: date: expected a date .+, got nothing$/),
    ]);
    await untilIn('A Good File Among Bad Ones', SURFACES);
    await untilIn('A Release Among Bad Ones', SURFACES);
  });

  test('names a file that does not exist', async () => {
    const { code, stdout, stderr } = await edit('import', path.join(folder.root, 'nowhere.md'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^database: .+\nrefused {2}\S+nowhere\.md: expected a file that can be read, got .+\n$/);
  });
});

describe('an editor, while the server runs', () => {
  test('retracts a story everywhere, and restores it as it was', async () => {
    const { outcomes } = await importFiles({ 'bridge.md': markdown('A Bridge That Was Never Built') });
    const id = outcomes[0]?.id ?? '';
    await untilIn('A Bridge That Was Never Built', SURFACES);
    const before = await server.read('/feeds/all.json');

    const retracted = await edit('retract', id, 'The bridge was on a map only.');
    expect(retracted).toMatchObject({ code: 0, stderr: database, stdout: expect.stringContaining(`${id}  retracted`) });
    await untilIn('A Bridge That Was Never Built', []);
    expect(await untilPage(id, 410)).toContain('The bridge was on a map only.');

    // The file still says what it said before; the retraction stays.
    const again = await importFiles({
      'bridge.md': markdown('A Bridge That Was Never Built', { body: 'Still there.' }),
    });
    expect(again.code).toBe(0);
    expect((await server.read(`/articles/${id}`)).status).toBe(410);

    const restored = await edit('restore', `urn:uuid:${id}`);
    expect(restored).toMatchObject({ code: 0, stderr: database, stdout: expect.stringContaining(`${id}  published`) });
    await untilIn('A Bridge That Was Never Built', SURFACES);
    expect(await untilPage(id, 200)).toContain('Still there.');
    const itemOf = (body: string) =>
      JSON.parse(body).items.find((item: { readonly id: string }) => item.id.endsWith(id));
    const { date_published, url } = itemOf(before.body);
    expect(itemOf((await server.read('/feeds/all.json')).body)).toMatchObject({ date_published, url });
  });

  test('withdraws a test without a trace, and restores it', async () => {
    const { outcomes } = await importFiles({ 'test.md': markdown('Please Ignore This Test') });
    const id = outcomes[0]?.id ?? '';
    await untilIn('Please Ignore This Test', SURFACES);
    const withdrawn = await edit('withdraw', id, '--reason', 'a\ntest');
    const line = `${id}  withdrawn, version 2  Please Ignore This Test\n`;
    expect(withdrawn).toMatchObject({ code: 0, stderr: database, stdout: line });
    await untilIn('Please Ignore This Test', []);
    expect(await untilPage(id, 404)).not.toContain('Please Ignore');
    expect((await server.read('/feeds/all.json')).body).not.toContain(id);
    expect((await edit('list', '--state', 'withdrawn')).stdout).toMatch(/ Please Ignore This Test {2}\(a test\)\n$/);

    await edit('restore', id);
    await untilIn('Please Ignore This Test', SURFACES);
    const refused = await runTidings(folder, ['withdraw', id], { WITHDRAW_MINUTES: '0' });
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('"npx tidings retract"') });
  });

  test('adds a correction wherever the whole story is shown', async () => {
    const { outcomes } = await importFiles({ 'bell.md': markdown('The Bell Weighs Nine Tons') });
    const id = outcomes[0]?.id ?? '';
    await untilIn('The Bell Weighs Nine Tons', SURFACES);
    const corrected = await edit('correct', id, 'The bell weighs six tons.');
    expect(corrected).toMatchObject({
      code: 0,
      stderr: database,
      stdout: expect.stringContaining(`${id}  published, version 2`),
    });
    await untilIn('The bell weighs six tons.', FEEDS);
    await until(
      'its page shows the correction',
      async () => (await server.read(`/articles/${id}`)).body.includes('The bell weighs six tons.') || undefined,
    );
    const kinds = folder.query(`SELECT kind FROM changes WHERE article_id = '${id}' ORDER BY seq`);
    expect(kinds).toEqual([{ kind: 'published' }, { kind: 'corrected' }]);
  });

  test('names an article by its address, by the beginning of its id, or by its page elsewhere', async () => {
    const matter = 'canonical: https://paper.example.org/mill\n';
    const { outcomes } = await importFiles({ 'mill.md': markdown('The Mill Turns Again', { matter }) });
    const id = outcomes[0]?.id ?? '';
    const names = [
      `http://localhost:${server.port}/articles/${id}`,
      `https://church.example/news?tidings=${id.toUpperCase()}#top`,
      'https://paper.example.org/mill',
      id.slice(0, -2),
    ];
    for (const [nth, name] of names.entries()) {
      const { code, stdout } = await edit('correct', name, `Correction ${nth}`);
      expect([name, code, stdout]).toEqual([name, 0, `${id}  published, version ${nth + 2}  The Mill Turns Again\n`]);
    }
  });

  test('is shown the articles where the beginning of an id belongs to several', async () => {
    const { outcomes } = await importFiles({ 'one.md': markdown('Twin One'), 'two.md': markdown('Twin Two') });
    const { code, stdout, stderr } = await edit('retract', outcomes[0]?.id.slice(0, 4) ?? '', 'Because.');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^database: .+\ntidings: More than one article has an id or address like "\w{4}":\n/);
    for (const { id } of outcomes) expect(stderr).toContain(`  ${id}  published  2020-01-05T08:00:00Z  Twin `);
  });

  test.each([['retract', 'Because.'], ['correct', 'It was so.'], ['restore']])(
    'is told by %s that an id is invalid or unknown',
    async (command, ...words) => {
      const unknown = '01981a2b-3c4d-7e5f-8a9b-0c1d2e3f4a5b';
      const [invalid, missing] = await Promise.all([edit(command, 'top', ...words), edit(command, unknown, ...words)]);
      expect(invalid).toMatchObject({
        code: 1,
        stdout: '',
        stderr: `${database}tidings: Expected the address of an article, its id, or at least 4 characters of the beginning of its id, got "top"\n`,
      });
      expect(missing).toMatchObject({
        code: 1,
        stdout: '',
        stderr: `${database}tidings: No article has the address or id "${unknown}". "npx tidings list WORD" finds articles.\n`,
      });
    },
  );

  test.each(['retract', 'correct'])('is told by %s that the text for readers is empty', async (command) => {
    const ending = await edit(command, '01981a2b-3c4d-7e5f-8a9b-0c1d2e3f4a5b', ' ');
    expect(ending).toMatchObject({ code: 1, stdout: '', stderr: 'tidings: Expected a text for readers, got " "\n' });
  });
});

describe('tidings list', () => {
  beforeAll(async () => {
    await importFiles({
      'angel.md': markdown('Ångström and the Angel', { date: '2021-03-01' }),
      'angler.md': markdown('Angler Lands a Pike', { date: '2021-03-02' }),
      'draft.md': markdown('Angelic Voices', { date: '2021-03-03', matter: 'state: draft\n' }),
    });
  });

  test.each([
    ['words of the title, without regard to case and accents', ['ANGSTROM angel'], ['Ångström and the Angel']],
    [
      'all states, newest first',
      ['ang', '--since', '2021-01-01'],
      ['Angelic Voices', 'Angler Lands a Pike', 'Ångström and the Angel'],
    ],
    ['a state', ['--state', 'draft'], ['Angelic Voices']],
    ['a date', ['angler', '--since', '2021-03-02', '--state', 'published'], ['Angler Lands a Pike']],
    ['a category', ['angler', '--category', 'world'], ['Angler Lands a Pike']],
    ['a limit', ['ang', '--limit', '1'], ['Angelic Voices']],
    ['another category', ['angler', '--category', 'Culture'], []],
  ])('finds articles by %s', async (_what, args, titles) => {
    const { code, stdout } = await edit('list', ...args, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).map(({ title }: { readonly title: string }) => title)).toEqual(titles);
  });

  test('prints a line with id, state, date and title', async () => {
    const { stdout, stderr } = await edit('list', 'Angler');
    expect(stdout).toMatch(/^[0-9a-f-]{36} {2}published {2}2021-03-02T00:00:00Z {2}Angler Lands a Pike\n$/);
    expect(stderr).toBe(database);
  });

  test('says what it cannot read', async () => {
    for (const [option, value] of [
      ['--state', 'public'],
      ['--since', 'soon'],
      ['--limit', '0'],
    ] as const) {
      const { code, stdout, stderr } = await edit('list', option, value);
      expect([option, code, stdout, stderr]).toEqual([option, 1, '', expect.stringMatching(/expected/i)]);
    }
  });
});
