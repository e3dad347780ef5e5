import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from './newsroom-folder.ts';
import { type Answer, type RunningTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

interface Item {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly content_html: string;
  readonly date_published: string;
  readonly date_modified: string;
  readonly authors?: readonly { readonly name: string }[];
}

/** The addresses that show a story of the World desk. */
const SURFACES = [
  ...['all', 'world'].flatMap((feed) => [
    ...SYNDICATION_FORMATS.map((format) => `/feeds/${feed}.${format}`),
    `/feeds/${feed}`,
    `/v1/${feed}.json`,
    `/v1/${feed}.js`,
  ]),
  '/',
];
const HOUR = 3_600_000;

let folder: NewsroomFolder;
let server: RunningTidings;

beforeAll(async () => {
  folder = await makeNewsroomFolder();
  server = await startTidings(folder);
});

afterAll(() => folder.remove());

async function findItem(title: string): Promise<Item | undefined> {
  const { items } = JSON.parse((await server.read('/feeds/all.json')).body) as { readonly items: readonly Item[] };
  return items.find((item) => item.title === title);
}

function getItem(title: string): Promise<Item> {
  return until(`"${title}" is in the feed`, () => findItem(title));
}

async function readAll(): Promise<ReadonlyMap<string, Answer>> {
  const answers = await Promise.all(SURFACES.map(async (address) => [address, await server.read(address)] as const));
  return new Map(answers);
}

/** The addresses whose answer contains a text. */
async function listSurfacesWith(text: string): Promise<readonly string[]> {
  return [...(await readAll())].filter(([, { body }]) => body.includes(text)).map(([address]) => address);
}

/** Each article gets a later date than the one before, so that a test's article is the newest. */
let day = 0;
function dated(): string {
  day += 1;
  return new Date(Date.UTC(2020, 1, day)).toISOString();
}

describe('a file that is written into a watched folder', () => {
  test('in Markdown is in every feed, page and widget, and every ETag has changed', async () => {
    const before = await readAll();
    await folder.write('articles/lamps.md', markdown('Lamps Are Lit Again in Osterlane', { date: dated() }));
    const { url } = await getItem('Lamps Are Lit Again in Osterlane');
    expect(await listSurfacesWith('Lamps Are Lit Again')).toEqual(SURFACES);
    const after = await readAll();
    for (const address of SURFACES) {
      expect([address, after.get(address)?.etag]).not.toEqual([address, before.get(address)?.etag]);
      const again = await server.read(address, { 'If-None-Match': after.get(address)?.etag ?? '' });
      expect([address, again.status, again.body]).toEqual([address, 304, '']);
    }
    expect(await server.read(new URL(url).pathname)).toMatchObject({
      status: 200,
      body: expect.stringContaining('It happened in Osterlane.'),
    });
  });

  test('as a newswire release is parsed, and calls to share are dropped', async () => {
    await folder.write(
      'releases/bread.txt',
      [
        'Bakers of Harrow Quay Feed a Thousand',
        'by Anna Solberg, Northern Correspondent',
        '',
        'HARROW QUAY (Example Wire) – Ovens were lit at four this morning. By noon the last loaf was gone.',
        '',
        'Nobody was sent away, the bakers said.',
        '',
        '👉 Share this story with a friend!',
      ].join('\n'),
    );
    const item = await getItem('Bakers of Harrow Quay Feed a Thousand');
    expect(item).toMatchObject({
      authors: [{ name: 'Anna Solberg' }],
      summary: 'Ovens were lit at four this morning. By noon the last loaf was gone.',
      content_html: expect.stringContaining('HARROW QUAY (Example Wire)'),
    });
    expect(await listSurfacesWith('Bakers of Harrow Quay')).toEqual(SURFACES);
    expect(await listSurfacesWith('Share this story with a friend')).toEqual([]);
  });

  test('again with another text keeps guid and date, and changes the date of modification', async () => {
    const date = dated();
    await folder.write('articles/ferry.md', markdown('The Ferry Is Late', { date }));
    const before = await getItem('The Ferry Is Late');
    await folder.write('articles/ferry.md', markdown('The Ferry Is on Time', { date }));
    const after = await getItem('The Ferry Is on Time');
    expect(after).toMatchObject({ id: before.id, url: before.url, date_published: before.date_published });
    expect(Date.parse(after.date_modified)).toBeGreaterThan(Date.parse(before.date_modified));
    expect(await listSurfacesWith('The Ferry Is Late')).toEqual([]);
  });

  test('with a mistake is named in the log, and its published article stays', async () => {
    const file = await folder.write('articles/choir.md', markdown('A Choir of Ferrymen', { date: dated() }));
    const before = await getItem('A Choir of Ferrymen');
    await folder.write('articles/choir.md', '---\ntitle: A Choir of Nobody\ndate: yesterday\n---\n\nIt sang.\n');
    const line = await until('the log names the file', () =>
      server.log().find(({ msg, file: named }) => msg.startsWith('article refused') && named === file),
    );
    expect(line).toMatchObject({ source: 'newsroom', line: 3, field: 'date', got: '"yesterday"' });
    expect(line.expected).toContain('a date such as 2026-11-20T08:15:00Z');
    expect(await findItem('A Choir of Ferrymen')).toEqual(before);
  });

  test('and deleted leaves its article published, and the log says so', async () => {
    const file = await folder.write('articles/tower.md', markdown('The Tower Still Stands', { date: dated() }));
    const before = await getItem('The Tower Still Stands');
    await rm(file);
    await until('the log says so', () => server.log().find((line) => line.file === file && /is gone/.test(line.msg)));
    expect(await findItem('The Tower Still Stands')).toEqual(before);
  });
});

describe('an embargo', () => {
  test('hides a story everywhere until its time, and no longer', async () => {
    const soon = Math.ceil(Date.now() / 1000) * 1000 + 2000;
    await writeUnderEmbargo('soon.md', 'The Bell Is Hung', soon);
    await writeUnderEmbargo('later.md', 'The Bell Rings', soon + HOUR);
    const hidden = await until('both are stored', () => {
      const rows = folder.query("SELECT id FROM articles WHERE external_id IN ('soon.md', 'later.md')");
      return rows.length === 2 ? rows : undefined;
    });
    expect(hidden.length).toBe(2);

    await until('the first one is public', async () => {
      const surfaces = await listSurfacesWith('The Bell Is Hung');
      if (surfaces.length > 0) expect(Date.now()).toBeGreaterThanOrEqual(soon);
      return surfaces.length === SURFACES.length || undefined;
    });
    expect(await listSurfacesWith('The Bell Rings')).toEqual([]);
    const announced =
      "SELECT a.external_id FROM changes c JOIN articles a ON a.id = c.article_id WHERE c.kind = 'published'";
    const names = folder.query(announced).map((row) => row.external_id);
    expect(names).toContain('soon.md');
    expect(names).not.toContain('later.md');
  });
});

function writeUnderEmbargo(name: string, title: string, moment: number): Promise<string> {
  const matter = `state: scheduled\nembargo: ${new Date(moment).toISOString()}\n`;
  return folder.write(`articles/${name}`, markdown(title, { date: dated(), matter }));
}

describe('feed definitions', () => {
  test('with a mistake are named in the log; the last valid ones stay in use until the mistake is corrected', async () => {
    const file = path.join(folder.feeds, 'world.yaml');
    await folder.write('world.yaml', 'title: World\ndescription: The World desk\ncount: many\n');
    const line = await until('the log names the field', () =>
      server.log().find(({ file: name, msg }) => name === file && msg.startsWith('feed definition refused')),
    );
    expect(line).toMatchObject({ line: 3, field: 'count', got: '"many"' });
    expect((await server.read('/feeds/world.json')).body).toContain('"title":"World"');

    await folder.write('world.yaml', 'title: The wide world\ndescription: The World desk\n');
    await until(
      'the corrected title is in the feed',
      async () => (await server.read('/feeds/world.json')).body.includes('"title":"The wide world"') || undefined,
    );
    for (const address of ['/feeds/world', '/feeds', '/feeds.opml', '/feeds/world.rss', '/v1/world.js']) {
      expect([address, (await server.read(address)).body]).toEqual([
        address,
        expect.stringContaining('The wide world'),
      ]);
    }
  });

  test('can be added and removed while the server runs', async () => {
    await folder.write('letters.yaml', 'title: Letters\ndescription: From readers\n');
    await until(
      'the new feed answers',
      async () => (await server.read('/feeds/letters.rss')).status === 200 || undefined,
    );
    expect((await server.read('/feeds.opml')).body).toContain('Letters');
    await rm(path.join(folder.feeds, 'letters.yaml'));
    await until('the feed is gone', async () => (await server.read('/feeds/letters.rss')).status === 404 || undefined);
    expect((await server.read('/feeds.opml')).body).not.toContain('Letters');
    expect((await server.read('/v1/letters.js')).status).toBe(404);
  });
});

test('the last line of the start has the real address of the server', () => {
  expect(server.output()).toContain(`\nTidings News is ready, feeds: 2. Open http://localhost:${server.port}/\n`);
});
