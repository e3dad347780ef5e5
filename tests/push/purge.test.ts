import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { openAccessLog } from '../../src/http/access-log.ts';
import { openHotPath } from '../../src/http/hot-path.ts';
import { type HttpServer, openHttpServer } from '../../src/http/server.ts';
import type { ArticleId } from '../../src/model/article.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { tagsOfChange } from '../../src/publish/cache-tags.ts';
import { type CdnSettings, openCdn } from '../../src/push/cdn.ts';
import { until } from '../commands/until.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from '../http/newsroom.ts';
import { countingIds, createSqliteFile } from '../store/databases.ts';
import { NOW } from '../store/drafts.ts';
import { anyEvent, applyEvent } from '../store/random-events.ts';

interface Received extends Pick<IncomingMessage, 'method' | 'url' | 'headers'> {
  readonly body: string;
}

type Answer = (received: Received) => Promise<[status: number, headers: Record<string, string>, body: string]>;

/** A CDN that keeps what it is asked to purge. */
let received: Received[];
let answer: Answer;
let server: Server;
let url: string;

beforeEach(async () => {
  received = [];
  answer = async () => [200, {}, ''];
  server = createServer(async (asked, response) => {
    const { method, url, headers } = asked;
    received.push({ method, url, headers, body: await readText(asked) });
    const [status, answerHeaders, body] = await answer(received.at(-1) as Received);
    response.writeHead(status, answerHeaders).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const { signal } = new AbortController();

function cdnOf(settings: Partial<CdnSettings>) {
  return openCdn({ kind: 'varnish', url, zone: 'zone-1', token: '', publicUrl: '', ...settings });
}

describe('a purge', () => {
  const TAGS = ['all', 'category/world', 'article/1'];

  test('of Varnish names the tags in the header of its module xkey', async () => {
    await cdnOf({ url: `${url}/one`, publicUrl: 'https://news.example.org', token: 'secret-1' }).purge(TAGS, signal);
    expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual(['PURGE /one']);
    const { xkey, host, authorization } = received[0]?.headers ?? {};
    expect([xkey, host, authorization]).toEqual([
      'all category/world article/1',
      'news.example.org',
      'Bearer secret-1',
    ]);
  });

  test('of nginx names addresses, since nginx knows no tags', async () => {
    await cdnOf({ kind: 'nginx', publicUrl: 'https://example.org/news' }).purge(TAGS, signal);
    expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PURGE /news/',
      'PURGE /news/feeds*',
      'PURGE /news/v1/*',
      'PURGE /news/embed*',
      'PURGE /news/oembed*',
      'PURGE /news/sitemap*',
      'PURGE /news/articles/1*',
    ]);
    expect(received[0]?.headers.host).toBe('example.org');
  });

  test('of Cloudflare and Fastly names the tags in the body, with the token', async () => {
    await cdnOf({ kind: 'cloudflare', token: 'secret-1' }).purge(TAGS, signal);
    await cdnOf({ kind: 'fastly', token: 'secret-2' }).purge(TAGS, signal);
    expect(received.map(({ method, url, body }) => [method, url, JSON.parse(body)])).toEqual([
      ['POST', '/zones/zone-1/purge_cache', { tags: TAGS }],
      ['POST', '/service/zone-1/purge', { surrogate_keys: TAGS }],
    ]);
    expect(received[0]?.headers).toMatchObject({
      authorization: 'Bearer secret-1',
      'content-type': 'application/json',
    });
    expect(received[1]?.headers).toMatchObject({ 'fastly-key': 'secret-2', 'fastly-soft-purge': '1' });
  });

  test.each([
    ['varnish', 7, ({ headers }: Received) => String(headers.xkey).split(' ')],
    ['cloudflare', 6, ({ body }: Received) => JSON.parse(body).tags],
    ['fastly', 3, ({ body }: Received) => JSON.parse(body).surrogate_keys],
  ] as const)('of %s has no more tags in a request than are allowed', async (kind, requests, tagsIn) => {
    const tags = Array.from({ length: 600 }, (_, nth) => `article/${'0'.repeat(32)}${nth}`);
    await cdnOf({ kind }).purge(tags, signal);
    expect(received).toHaveLength(requests);
    expect(received.flatMap(tagsIn)).toEqual(tags);
  });

  test.each([
    ['nginx', 412],
    ['nginx', 404],
    ['varnish', 404],
  ] as const)('of %s is done where nothing is cached: %i', async (kind, status) => {
    answer = async () => [status, {}, ''];
    await expect(cdnOf({ kind }).purge(TAGS, signal)).resolves.toBeUndefined();
  });

  test('that fails says what was answered and when to try again, and never the token', async () => {
    answer = async () => [429, { 'Retry-After': '7' }, 'Slow down,\n secret-1'];
    const failed = cdnOf({ kind: 'cloudflare', token: 'secret-1' }).purge(TAGS, signal);
    await expect(failed).rejects.toMatchObject({
      message: `POST ${url}/zones/zone-1/purge_cache: the answer was 429 Slow down, …`,
      retryAfterMs: 7_000,
    });
    server.closeAllConnections();
    const nobody = cdnOf({ url: 'http://127.0.0.1:9' }).purge(TAGS, signal);
    await expect(nobody).rejects.toThrow('PURGE http://127.0.0.1:9: connection-refused');
  });

  test('that is not answered ends with the work of this server', async () => {
    answer = () => new Promise(() => undefined);
    const ending = new AbortController();
    const failed = cdnOf({}).purge(TAGS, ending.signal);
    await until('the request has arrived', () => received.length === 1 || undefined, 2);
    ending.abort();
    await expect(failed).rejects.toThrow('timeout');
  });
});

describe('a newsroom with a CDN', () => {
  let newsrooms: Newsroom[];
  let web: HttpServer | undefined;

  beforeEach(() => {
    newsrooms = [];
  });

  afterEach(async () => {
    await web?.close(0);
    web = undefined;
    for (const newsroom of newsrooms.reverse()) await newsroom.close();
  });

  async function open(options: Parameters<typeof openNewsroom>[2], feeds = [feedOf('top')]): Promise<Newsroom> {
    const newsroom = await openNewsroom(feeds, [], {
      environment: { PURGE: 'varnish', PURGE_URL: url },
      deliveryDelayMs: 0,
      ...options,
    });
    newsrooms.push(newsroom);
    return newsroom;
  }

  test('purges when its own documents are fresh, and those of another server', async () => {
    const { location: database, drop } = await createSqliteFile();
    // Without a call, the other server hears of a change 200 ms later.
    const [one, other] = [await open({ database, deliveryDelayMs: 400 }), await open({ database })];
    const read = () =>
      Promise.all([one, other].map(async ({ app }) => (await request(app).get('/feeds/top.json')).text));
    // As a CDN whose readers come at once.
    let kept = await read();
    answer = async () => {
      kept = await read();
      return [200, {}, ''];
    };
    await until(
      'the consumer begins',
      async () => (await one.store.findFollowerCursor(`purge ${new URL(url).host}`)) === 0 || undefined,
    );
    await one.store.save([draftOf('An article')], T0);
    await until(
      'the purge has ended',
      async () => (await one.store.findFollowerCursor(`purge ${new URL(url).host}`)) === 1 || undefined,
    );
    expect(kept.map((body) => body.includes('An article'))).toEqual([true, true]);
    expect(received.map(({ headers }) => headers.xkey)).toEqual(['all category/world author/ada-brook language/en']);
    for (const newsroom of newsrooms.splice(0)) await newsroom.close();
    await drop();
  });

  test('purges at once where others are not waited for, only when its own documents are fresh; while it cannot, it is degraded', async () => {
    const lines: string[] = [];
    const newsroom = await open({
      environment: { PURGE: 'varnish', PURGE_URL: url, PURGE_TOKEN: 'secret-1' },
      backgroundLog: {
        info: () => undefined,
        warn: () => undefined,
        error: (fields, message) => void lines.push(inspect(fields) + message),
      },
    });
    let kept = '';
    const answers = [403, 200];
    answer = async () => {
      kept = (await request(newsroom.app).get('/feeds/top.json')).text;
      return [answers.shift() ?? 200, {}, 'No secret-1.'];
    };
    await request(newsroom.app).get('/feeds/top.json');
    await until(
      'the consumer begins',
      async () => (await newsroom.store.findFollowerCursor(`purge ${new URL(url).host}`)) === 0 || undefined,
    );
    await newsroom.store.save([draftOf('An article')], T0);
    const problems = await until('the fault is known', async () => {
      const { body } = await request(newsroom.app).get('/readyz').expect(200);
      return body.status === 'degraded' ? body.problems : undefined;
    });
    expect(kept).toContain('An article');
    expect(problems[0]).toMatchObject({
      task: `the CDN at ${new URL(url).host} cannot be purged, and readers may get former documents`,
      reason: `PURGE ${url}: the answer was 403 No …`,
    });
    const { changeLog } = await newsroom.readMetrics();
    expect(changeLog?.followers).toEqual([
      { name: 'cache', seq: 1, lagMs: 0 },
      { name: `purge ${new URL(url).host}`, seq: 0, lagMs: 0 },
    ]);
    expect([lines.length, lines.join().includes('secret-1')]).toEqual([1, false]);
  });

  test('purges each proxy by itself: one that is away delays no other', async () => {
    const names = ['away', 'there'].map((path) => `purge ${new URL(url).host}/${path}`);
    answer = async (asked) => [asked.url === '/away' ? 503 : 200, {}, ''];
    const { store } = await open({
      environment: { PURGE: 'varnish', PURGE_URL: `${url}/away ${url}/there` },
      backgroundLog: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const readCursors = () => Promise.all(names.map((name) => store.findFollowerCursor(name)));
    await until('both begin', async () => (await readCursors()).every((seq) => seq === 0) || undefined);
    for (const [nth, title] of ['one', 'two'].entries()) {
      await store.save([draftOf(title)], T0);
      await until('one is purged', async () => (await readCursors())[1] === nth + 1 || undefined);
    }
    expect(await readCursors()).toEqual([0, 2]);
  });

  test('tells the CDN the tags of each document in the header that it reads', async () => {
    const [varnish, cloudflare, fastly, nginx, none] = await Promise.all(
      (['varnish', 'cloudflare', 'fastly', 'nginx', ''] as const).map((PURGE) =>
        open({ environment: { PURGE, PURGE_URL: url, PURGE_ZONE: 'zone-1', PURGE_TOKEN: 'secret-1' } }),
      ),
    );
    const headersOf = async (newsroom: Newsroom | undefined) => {
      const { headers } = await request(newsroom?.app as Newsroom['app']).get('/feeds/top.rss');
      return [headers['cache-tag'], headers['surrogate-key'], headers.xkey];
    };
    expect(await headersOf(varnish)).toEqual([undefined, undefined, 'feed/top all notices']);
    expect(await headersOf(cloudflare)).toEqual(['feed/top,all,notices', undefined, undefined]);
    expect(await headersOf(fastly)).toEqual([undefined, 'feed/top all notices', undefined]);
    for (const without of [nginx, none]) expect(await headersOf(without)).toEqual([undefined, undefined, undefined]);
  });

  test('leaves no document in a CDN that a change alters, whatever happens', async () => {
    const select = { ...EMPTY_SELECTION, categories: ['world', 'culture'], languages: ['es'] };
    const FEEDS = [feedOf('top', { count: 2 }), feedOf('some', { select }), feedOf('words', { search: 'two' })];
    const ADDRESSES = [
      ...['top', 'some', 'words'].flatMap((id) => [`/feeds/${id}.rss`, `/feeds/${id}`, `/v1/${id}.json?count=2`]),
      ...['/feeds/category/world.atom', '/feeds/tag/chapels.json', '/feeds/author/jose-nunez', '/embed/category/world'],
      ...['tag=chapels&tag=harbours', 'language=en', 'q=one', 'category=world&exclude-tag=chapels'].map(
        (query) => `/feeds/custom.rss?${query}`,
      ),
      ...['/', '/feeds', '/embed', '/sitemap.xml', '/sitemap/1.xml', '/v1/top.json?count=1&q=one'],
      ...[1, 2, 3].map((page) => `/feeds/top/archive/${page}.atom`),
    ];
    const newsroom = await open({ environment: { PURGE: 'varnish', PURGE_URL: url }, mintId: countingIds() }, FEEDS);
    web = await openHttpServer({ port: 0, host: '127.0.0.1' });
    web.serve(newsroom.app, openHotPath({ ...newsroom, accessLog: openAccessLog(undefined) }));
    const ids = new Map<string, ArticleId>();
    const kept = new Map<string, { readonly tags: readonly string[]; readonly body: string }>();
    let [now, seq, purged] = [NOW, 0, 0];
    for (const event of fc.sample(anyEvent, { numRuns: 30, seed: 7 })) {
      now += event.minutes * 60_000;
      await newsroom.setTime(now);
      await applyEvent(newsroom.store, event, ids, now);
      await newsroom.checkNow();
      const changes = await newsroom.store.listChanges(seq, 500);
      seq = changes.at(-1)?.seq ?? seq;
      const tags = new Set(changes.flatMap(tagsOfChange));
      const ofArticles = [...ids.values()].flatMap((id) => [`/articles/${id}`, `/v1/articles/${id}.json`]);
      for (const address of [...ADDRESSES, ...ofArticles]) {
        const before = kept.get(address);
        if (before?.tags.some((tag) => tags.has(tag))) purged += Number(kept.delete(address));
        const answer = await fetch(`http://127.0.0.1:${web.port}${address}`, { redirect: 'manual' });
        const text = await answer.text();
        // The time of headlines changes by itself, and addresses without a document are kept for a minute.
        const body = text.replace(/"at":\d+/, '');
        if (answer.status === 404 || answer.headers.has('location')) continue;
        expect({ address, body }).toEqual({ address, body: kept.get(address)?.body ?? body });
        kept.set(address, { body, tags: String(answer.headers.get('xkey')).split(' ') });
      }
    }
    expect(seq).toBeGreaterThan(20);
    expect(purged).toBeGreaterThan(100);
  });
});
