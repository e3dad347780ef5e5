import { readdirSync } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDefinitionFile } from '../../src/catalog/load-catalog.ts';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { OPTIONS as WIDGET_OPTIONS } from '../../widget/contract/options.ts';
import { makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { type Answer, type Ending, type RunningTidings, startTidings } from './run-tidings.ts';
import { until } from './until.ts';

const OPTIONS = {
  FEEDS_DIR: path.resolve('feeds'),
  PUBLIC_URL: 'https://news.example.org',
  SITE_NAME: 'Example News',
};
const FEEDS = readdirSync('feeds')
  .filter((name) => isDefinitionFile(name))
  .map((name) => path.basename(name, '.yaml'));
const DOCUMENTS = FEEDS.flatMap((feed) => SYNDICATION_FORMATS.map((format) => `/feeds/${feed}.${format}`));
const FRAMES = WIDGET_OPTIONS.layout.values.map((layout) => `/embed/top?layout=${layout}`);
/** More than the buffers between two processes hold: the answer stays open until it is read. */
const SLOW_BYTES = 24_000_000;
const SLOW_FILE = `${'0'.repeat(32)}.mp3`;

let folder: NewsroomFolder;
let story: Story;

/** What a newsroom did that was started, stopped during an answer, and started again. */
interface Story {
  readonly first: Seen;
  readonly second: Seen;
  readonly openAnswer: { readonly status: number | undefined; readonly bytes: number };
  readonly refusedWhileStopping: boolean;
  readonly logFileAfterStop: boolean;
}

interface Seen {
  readonly answers: ReadonlyMap<string, Answer>;
  readonly changes: readonly unknown[];
  readonly articleAddress: string;
  readonly log: readonly { readonly msg: string }[];
  ending: Ending;
}

beforeAll(async () => {
  folder = await makeNewsroomFolder();
  const server = await startTidings(folder, OPTIONS);
  const first = await look(server);

  await writeFile(path.join(folder.media, SLOW_FILE), Buffer.alloc(SLOW_BYTES));
  const slow = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port: server.port, path: `/media/${SLOW_FILE}`, agent: false }, resolve).on('error', reject);
  });
  const ending = server.stop('SIGTERM');
  await until('the server accepts no more connections', () =>
    server.read('/healthz').then(
      () => undefined,
      () => true,
    ),
  );
  const refusedWhileStopping = !server.hasEnded();
  const bytes = (await buffer(slow)).length;
  first.ending = await ending;
  const logFileAfterStop = await exists(`${folder.database}-wal`);

  const again = await startTidings(folder, OPTIONS);
  const second = await look(again);
  second.ending = await again.stop('SIGINT');
  story = { first, second, openAnswer: { status: slow.statusCode, bytes }, refusedWhileStopping, logFileAfterStop };
});

afterAll(() => folder.remove());

/** Reads all public documents of a server. */
async function look(server: RunningTidings): Promise<Seen> {
  const { items } = JSON.parse((await server.read('/feeds/top.json')).body);
  const { url, image } = items.find((item: { readonly image?: string }) => item.image !== undefined);
  const articleAddress = new URL(url).pathname;
  const picture = new URL(image).pathname;
  const pages = ['/', '/feeds', '/feeds.opml', '/healthz', '/v1/tidings.js', articleAddress, picture];
  const perFeed = FEEDS.flatMap((feed) => [`/feeds/${feed}`, `/v1/${feed}.js`, `/v1/${feed}.json`]);
  const addresses = [...pages, ...FRAMES, ...perFeed, ...DOCUMENTS];
  const answers = addresses.map(async (address) => [address, await server.read(address)] as const);
  return {
    answers: new Map(await Promise.all(answers)),
    articleAddress,
    changes: folder.query('SELECT seq, article_id, kind, at FROM changes ORDER BY seq'),
    log: server.log(),
    ending: { code: null, signal: null, stdout: '', stderr: '' },
  };
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

describe('a start on the sample newsroom', () => {
  test.each([
    ['/', 'text/html', 'Example News'],
    ['/feeds', 'text/html', '/feeds/middle-east'],
    ['/feeds/top', 'text/html', 'https://news.example.org/v1/top.js'],
    ['/feeds/top.rss', 'application/rss+xml', '<rss'],
    ['/feeds/top.atom', 'application/atom+xml', '<feed'],
    ['/feeds/top.json', 'application/feed+json', 'https://jsonfeed.org/version/1.1'],
    ['/feeds.opml', 'text/x-opml+xml', 'https://news.example.org/feeds/top.rss'],
    ['/v1/top.js', 'text/javascript', 'Shared Village Well'],
    ['/v1/top.json', 'application/json', 'Shared Village Well'],
    ['/v1/tidings.js', 'text/javascript', 'tidings'],
    ['/healthz', 'application/json', 'ok'],
  ])('%s answers', (address, type, content) => {
    expect(story.first.answers.get(address)).toMatchObject({
      status: 200,
      type: expect.stringContaining(type),
      body: expect.stringContaining(content),
    });
  });

  test('an article page and its picture answer', () => {
    const { answers, articleAddress } = story.first;
    expect(answers.get(articleAddress)).toMatchObject({ status: 200, body: expect.stringContaining('<article') });
    const picture = [...answers].find(([address]) => address.startsWith('/media/'))?.[1];
    expect(picture).toMatchObject({ status: 200, type: 'image/jpeg' });
  });

  test('every feed answers as a page, as a widget and in every format', () => {
    const failed = [...story.first.answers].filter(([, { status }]) => status !== 200).map(([address]) => address);
    expect(failed).toEqual([]);
    expect(story.first.answers.size).toBe(7 + FRAMES.length + FEEDS.length * (3 + SYNDICATION_FORMATS.length));
  });

  test.each(FRAMES)('%s has at most 4,000 bytes', (address) => {
    const { body = '' } = story.first.answers.get(address) ?? {};
    expect(body.match(/<li/g)).toHaveLength(5);
    expect(brotliCompressSync(body).length).toBeLessThanOrEqual(4000);
  });

  test('ends with the address of the server, says that it serves the sample, and warns of nothing', () => {
    const { ending, log } = story.first;
    const last = `Example News is ready, feeds: ${FEEDS.length}. Open https://news.example.org/`;
    expect(ending.stdout).toContain(`\n${last}\nThis is the sample newsroom. "npx tidings init`);
    expect(ending.stderr).toBe('');
    expect(log.filter(({ msg }) => /refused|left out/.test(msg))).toEqual([]);
  });
});

describe('a stop', () => {
  test.each([
    ['SIGTERM', () => story.first],
    ['SIGINT', () => story.second],
  ])('by %s is a success, and the last line of the log', (signal, seen) => {
    const { code, stdout, stderr } = seen().ending;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`"signal":"${signal}","msg":"stopping"}\n(.+\n)*.+"msg":"stopped"}\n$`));
  });

  test('finishes an open answer, and accepts no more requests', () => {
    expect(story.openAnswer).toEqual({ status: 200, bytes: SLOW_BYTES });
    expect(story.refusedWhileStopping).toBe(true);
  });

  test('closes the store: no write-ahead log is left', () => {
    expect(story.logFileAfterStop).toBe(false);
  });
});

describe('a second start', () => {
  test('serves the same bytes at every address', () => {
    const { first, second } = story;
    const changed = [...first.answers].filter(([address, { body, etag }]) => {
      const again = second.answers.get(address);
      return again?.body !== body || again.etag !== etag;
    });
    expect(changed.map(([address]) => address)).toEqual([]);
  });

  test('publishes nothing again: the change log is the same', () => {
    expect(story.first.changes.length).toBeGreaterThan(20);
    expect(story.second.changes).toEqual(story.first.changes);
    expect(story.second.log.filter(({ msg }) => /created/.test(msg))).toEqual([]);
  });
});
