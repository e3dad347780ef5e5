import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { makePremises, markdown, type Premises } from './premises.ts';
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

/** Where a story of the World desk stands. */
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

let premises: Premises;
let server: RunningTidings;

beforeAll(async () => {
  premises = await makePremises();
  server = await startTidings(premises);
});

afterAll(() => premises.remove());

async function findItem(title: string): Promise<Item | undefined> {
  const { items } = JSON.parse((await server.read('/feeds/all.json')).body) as { readonly items: readonly Item[] };
  return items.find((item) => item.title === title);
}

function getItem(title: string): Promise<Item> {
  return until(`"${title}" stands in the feed`, () => findItem(title));
}

async function readAll(): Promise<ReadonlyMap<string, Answer>> {
  const answers = await Promise.all(SURFACES.map(async (address) => [address, await server.read(address)] as const));
  return new Map(answers);
}

/** The addresses of which the answer speaks of something. */
async function listWhereIs(text: string): Promise<readonly string[]> {
  return [...(await readAll())].filter(([, { body }]) => body.includes(text)).map(([address]) => address);
}

/** Articles of these tests are dated by turns, so that the one a test has just written is the newest. */
let turn = 0;
function dated(): string {
  turn += 1;
  return new Date(Date.UTC(2020, 1, turn)).toISOString();
}

describe('a file that is written into a watched folder', () => {
  test('in Markdown is in every feed, page and widget, and every entity tag has moved', async () => {
    const before = await readAll();
    await premises.write('articles/lamps.md', markdown('Lamps Are Lit Again in Osterlane', { date: dated() }));
    const { url } = await getItem('Lamps Are Lit Again in Osterlane');
    expect(await listWhereIs('Lamps Are Lit Again')).toEqual(SURFACES);
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

  test('as a release is taken apart, and what does not belong to it is dropped', async () => {
    await premises.write(
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
    expect(await listWhereIs('Bakers of Harrow Quay')).toEqual(SURFACES);
    expect(await listWhereIs('Share this story with a friend')).toEqual([]);
  });

  test('once more with other words keeps guid and date, and moves the date of the change', async () => {
    const date = dated();
    await premises.write('articles/ferry.md', markdown('The Ferry Is Late', { date }));
    const before = await getItem('The Ferry Is Late');
    await premises.write('articles/ferry.md', markdown('The Ferry Is on Time', { date }));
    const after = await getItem('The Ferry Is on Time');
    expect(after).toMatchObject({ id: before.id, url: before.url, date_published: before.date_published });
    expect(Date.parse(after.date_modified)).toBeGreaterThan(Date.parse(before.date_modified));
    expect(await listWhereIs('The Ferry Is Late')).toEqual([]);
  });

  test('with a mistake is named in the log, and what was published of it stays', async () => {
    const file = await premises.write('articles/choir.md', markdown('A Choir of Ferrymen', { date: dated() }));
    const before = await getItem('A Choir of Ferrymen');
    await premises.write('articles/choir.md', '---\ntitle: A Choir of Nobody\ndate: yesterday\n---\n\nIt sang.\n');
    const line = await until('the log names the file', () =>
      server.log().find(({ msg, file: named }) => msg.startsWith('article refused') && named === file),
    );
    expect(line).toMatchObject({ source: 'newsroom', line: 3, field: 'date', got: '"yesterday"' });
    expect(line.expected).toContain('a date such as 2026-11-20T08:15:00Z');
    expect(await findItem('A Choir of Ferrymen')).toEqual(before);
  });

  test('and removed again leaves its article where it is, and says so', async () => {
    const file = await premises.write('articles/tower.md', markdown('The Tower Still Stands', { date: dated() }));
    const before = await getItem('The Tower Still Stands');
    await rm(file);
    await until('the log tells of it', () =>
      server.log().find((line) => line.file === file && /deleted/.test(line.msg)),
    );
    expect(await findItem('The Tower Still Stands')).toEqual(before);
  });
});

describe('an embargo', () => {
  test('keeps a story from every surface until its moment, and no longer', async () => {
    const soon = Math.ceil(Date.now() / 1000) * 1000 + 2000;
    await writeUnderEmbargo('soon.md', 'The Bell Is Hung', soon);
    await writeUnderEmbargo('later.md', 'The Bell Rings', soon + HOUR);
    const hidden = await until('both are in the store', () => {
      const rows = premises.query("SELECT id FROM articles WHERE external_id IN ('soon.md', 'later.md')");
      return rows.length === 2 ? rows : undefined;
    });
    expect(hidden.length).toBe(2);

    await until('the first one is public', async () => {
      const places = await listWhereIs('The Bell Is Hung');
      if (places.length > 0) expect(Date.now()).toBeGreaterThanOrEqual(soon);
      return places.length === SURFACES.length || undefined;
    });
    expect(await listWhereIs('The Bell Rings')).toEqual([]);
    const announced =
      "SELECT a.external_id FROM changes c JOIN articles a ON a.id = c.article_id WHERE c.kind = 'published'";
    const names = premises.query(announced).map((row) => row.external_id);
    expect(names).toContain('soon.md');
    expect(names).not.toContain('later.md');
  });
});

function writeUnderEmbargo(name: string, title: string, moment: number): Promise<string> {
  const matter = `state: scheduled\nembargo: ${new Date(moment).toISOString()}\n`;
  return premises.write(`articles/${name}`, markdown(title, { date: dated(), matter }));
}

describe('the definitions of feeds', () => {
  test('with a mistake leave the last good ones in place, are named in the log, and are taken up once mended', async () => {
    const file = path.join(premises.feeds, 'world.yaml');
    await premises.write('world.yaml', 'title: World\ndescription: The World desk\ncount: many\n');
    const line = await until('the log names the field', () => server.log().find((logged) => logged.file === file));
    expect(line).toMatchObject({ line: 3, field: 'count', got: '"many"' });
    expect((await server.read('/feeds/world.json')).body).toContain('"title":"World"');

    await premises.write('world.yaml', 'title: The wide world\ndescription: The World desk\n');
    await until(
      'the mended title stands in the feed',
      async () => (await server.read('/feeds/world.json')).body.includes('"title":"The wide world"') || undefined,
    );
    for (const address of ['/feeds/world', '/feeds', '/feeds.opml', '/feeds/world.rss', '/v1/world.js']) {
      expect([address, (await server.read(address)).body]).toEqual([
        address,
        expect.stringContaining('The wide world'),
      ]);
    }
  });

  test('come and go while the server runs', async () => {
    await premises.write('letters.yaml', 'title: Letters\ndescription: From readers\n');
    await until(
      'the new feed answers',
      async () => (await server.read('/feeds/letters.rss')).status === 200 || undefined,
    );
    expect((await server.read('/feeds.opml')).body).toContain('Letters');
    await rm(path.join(premises.feeds, 'letters.yaml'));
    await until('the feed is gone', async () => (await server.read('/feeds/letters.rss')).status === 404 || undefined);
    expect((await server.read('/feeds.opml')).body).not.toContain('Letters');
    expect((await server.read('/v1/letters.js')).status).toBe(404);
  });
});

test('the line at the end of the start says where the server really listens', () => {
  expect(server.output()).toContain(
    `\nTidings News: 2 feeds are published, look at http://localhost:${server.port}/\n`,
  );
});
