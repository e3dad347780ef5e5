import { request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openHttpServer } from '../../src/http/server.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

describe('addresses', () => {
  let newsroom: Newsroom;
  let articleId = '';

  beforeAll(async () => {
    newsroom = await openNewsroom([feedOf('top'), feedOf('israel')], [draftOf('An article & more')]);
    const [article] = await newsroom.store.listVisible({ ...feedOf('top'), limit: 1 });
    articleId = article?.id ?? '';
  });

  afterAll(() => newsroom.close());

  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/feeds', 'text/html; charset=utf-8'],
    ['/feeds.opml', 'text/x-opml+xml; charset=utf-8'],
    ['/feeds/top', 'text/html; charset=utf-8', 'Accept-Encoding, Sec-Fetch-Dest'],
    ['/feeds/top.rss', 'application/rss+xml; charset=utf-8', 'Accept-Encoding, A-IM'],
    ['/feeds/top.atom', 'application/atom+xml; charset=utf-8', 'Accept-Encoding, A-IM'],
    ['/feeds/top.json', 'application/feed+json; charset=utf-8'],
    ['/v1/top.js', 'text/javascript; charset=utf-8'],
    ['/v1/top.json', 'application/json; charset=utf-8'],
    ['/v1/tidings.js', 'text/javascript; charset=utf-8'],
  ])('%s is served as %s to every origin, without a cookie', async (address, type, vary = 'Accept-Encoding') => {
    const answer = await request(newsroom.app).get(address).set('Origin', 'https://church.example');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'timing-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      vary,
    });
    expect(answer.headers['cache-control']).toMatch(
      /^public, max-age=\d+, stale-while-revalidate=\d+, stale-if-error=\d+$/,
    );
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });

  test.each(['/', '/feeds', '/feeds/top', '/feeds/top.rss', '/feeds.opml', '/v1/top.js', '/healthz'])(
    'other methods on %s are answered with 405 and the allowed ones',
    async (address) => {
      for (const method of ['post', 'put', 'delete', 'patch'] as const) {
        const answer = await request(newsroom.app)[method](address);
        expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'GET, HEAD, OPTIONS']);
      }
    },
  );

  test('a preflight is answered', async () => {
    const answer = await request(newsroom.app)
      .options('/feeds/top.json')
      .set('Origin', 'https://ministry.example')
      .set('Access-Control-Request-Method', 'GET')
      .set('Access-Control-Request-Headers', 'if-none-match');
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,HEAD',
      'access-control-allow-headers': 'if-none-match',
    });
  });

  test('a page has a strict Content-Security-Policy', async () => {
    const answer = await request(newsroom.app).get('/feeds/top');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
    expect(answer.headers.link).toContain('/feeds/top.atom>; rel="alternate"; type="application/atom+xml"');
  });

  test('header and body of a feed have the same URL', async () => {
    const answer = await request(newsroom.app).get('/feeds/top.json');
    expect(answer.headers.link).toContain('<https://news.example.org/feeds/top.json>; rel="self"');
    expect(JSON.parse(answer.text).feed_url).toBe('https://news.example.org/feeds/top.json');
  });

  test.each(['/nowhere', '/feeds/none', '/articles/none', '/articles/01900000-0000-7000-8000-000000000000'])(
    'a missing page is answered with a page: %s',
    async (address) => {
      const answer = await request(newsroom.app).get(address);
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    },
  );

  test.each([
    '/feeds/none.rss',
    '/feeds/none.json',
    '/v1/none.js',
    '/media/none.jpg',
    '/media/..%2Fapp.ts',
    '/v1/none.json',
  ])('a missing document is answered with a short text: %s', async (address) => {
    const answer = await request(newsroom.app).get(address);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.text.length).toBeLessThan(100);
  });

  test('a trailing slash redirects to the address without it', async () => {
    const answer = await request(newsroom.app).get('/feeds/top/?count=3');
    expect([answer.status, answer.headers.location]).toEqual([301, '/feeds/top?count=3']);
    expect(answer.headers['cache-control']).toBe('public, max-age=86400');
  });

  test('unknown parameters give the same document', async () => {
    const plain = await request(newsroom.app).get('/v1/top.js');
    const tagged = await request(newsroom.app).get('/v1/top.js?utm_source=x&count=1000&count[]=3');
    expect(tagged.status).toBe(200);
    expect(tagged.text).toBe(plain.text);
  });

  test('an article page is 200, after a retraction 410 with the reason, and 200 again once restored', async () => {
    const address = `/articles/${articleId}`;
    expect((await request(newsroom.app).get(address)).status).toBe(200);
    await newsroom.store.retract(articleId as never, 'The source withdrew its account.', T0);
    await newsroom.checkNow();
    const gone = await request(newsroom.app).get(address);
    expect(gone.status).toBe(410);
    expect(gone.text).toContain('The source withdrew its account.');
    expect(gone.text).not.toContain('Body of the article');
    for (const path of [address, `${address}.json`, `/v1${address}.json`, `/embed${address}`]) {
      const conditional = await request(newsroom.app).get(path).set('If-None-Match', '*');
      expect([path, conditional.status]).toEqual([path, 410]);
    }
    expect((await request(newsroom.app).get('/feeds/top.rss')).text).not.toContain('An article');
    await newsroom.store.restore(articleId as never, T0 + 1000);
    await newsroom.checkNow();
    expect((await request(newsroom.app).get(address)).status).toBe(200);
  });

  test('reloaded feed definitions are used at once', async () => {
    const reloaded = await openNewsroom([feedOf('top'), feedOf('old')], [draftOf('An article')]);
    expect((await request(reloaded.app).get('/feeds/old.rss')).status).toBe(200);
    await reloaded.define(feedOf('top', { title: 'Renamed' }));
    expect((await request(reloaded.app).get('/feeds/old.rss')).status).toBe(404);
    expect((await request(reloaded.app).get('/feeds/top.rss')).text).toContain('<title>Renamed</title>');
    await reloaded.close();
  });

  test('drafts, scheduled and embargoed articles are not shown anywhere', async () => {
    const reloaded = await openNewsroom(
      [feedOf('top')],
      [
        draftOf('Open'),
        draftOf('SecretDraft', { state: 'draft' }),
        draftOf('SecretSchedule', { publishedAt: T0 + 60_000 }),
        draftOf('SecretEmbargo', { embargoUntil: T0 + 60_000 }),
      ],
    );
    const addresses = [
      '/',
      '/feeds',
      '/feeds/top',
      '/feeds/top.rss',
      '/feeds/top.atom',
      '/feeds/top.json',
      '/v1/top.js',
      '/v1/top.json',
      '/feeds.opml',
    ];
    const texts = async () =>
      Promise.all(addresses.map(async (address) => (await request(reloaded.app).get(address)).text));
    const before = await texts();
    for (const text of before) expect(text).not.toContain('Secret');
    await reloaded.setTime(T0 + 59_000);
    expect(await texts()).toEqual(before);
    await reloaded.setTime(T0 + 60_000);
    const rss = (await request(reloaded.app).get('/feeds/top.rss')).text;
    expect(rss).toContain('SecretSchedule');
    expect(rss).toContain('SecretEmbargo');
    expect(rss).not.toContain('SecretDraft');
    await reloaded.close();
  });
});

describe('over a socket', () => {
  let newsroom: Newsroom;
  let port = 0;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    newsroom = await openNewsroom([feedOf('top')], [draftOf('An article')]);
    const server = await openHttpServer({ port: 0, host: '127.0.0.1' });
    server.serve(newsroom.app);
    port = server.port;
    stop = () => server.close(0);
  });

  afterAll(async () => {
    await stop();
    await newsroom.close();
  });

  /** Sends bytes and resolves with all that the server sends before it closes the connection. */
  function exchange(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      socket.on('close', () => resolve(text));
      socket.on('error', (fault) => (text === '' ? reject(fault) : resolve(text)));
    });
  }

  test.each([
    '/feeds/%zz.rss',
    '/feeds/%00.rss',
    '/feeds/..%2f..%2fetc%2fpasswd',
    '/media/%2e%2e/%2e%2e/etc/passwd',
    '/feeds/%ff%fe',
    '/v1/top.js?count=%zz',
    '/feeds/top.rss?%00=%00&&&==',
    `/${'a'.repeat(8000)}`,
    '/articles/%F0%9F%98%80',
    '/__proto__',
    '/feeds/__proto__.rss',
    '/feeds/constructor',
    '//',
    '///x/',
    '/%5c%5cevil.example/',
  ])('an invalid address is never answered with 5xx: %s', async (path) => {
    const status = await new Promise<number>((resolve, reject) => {
      rawRequest({ port, path, host: '127.0.0.1', agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
  });

  test.each([
    '//evil.example/',
    '//evil.example//',
    '/\\evil.example/',
    '/\\/evil.example/',
    '/\\\\evil.example//',
    '//',
  ])('no address redirects to another host: %s', async (path) => {
    const answer = await exchange(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
    expect(answer).not.toMatch(/^location:/im);
  });

  test.each([
    '/feeds/top.rss',
    '/feeds/top',
    '/feeds/top/',
    '/v1/top.js',
    '/oembed',
    '/none',
    '/feeds/none.rss',
    '/embed/none',
    '/feeds/custom.rss?none=1',
    '/healthz',
  ])('HEAD has no body: %s', async (path) => {
    const second = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const answer = await exchange(`HEAD ${path} HTTP/1.1\r\nHost: x\r\n\r\n${second}`);
    const [head, next] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^content-length: [1-9]/im);
    expect(next).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test.each([
    ['a path', `/none${'/'.repeat(15_000)}x`, ''],
    ['a pasted address', `/embed?paste=http://a/feeds/b${'/'.repeat(15_000)}x`, ''],
    ['a header', '/feeds/top.rss', `A-IM: feed${'\t'.repeat(15_000)}x\r\n`],
  ])('repeated characters take no quadratic time: %s', async (_what, path, header) => {
    const times: number[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      const start = process.cpuUsage();
      await exchange(`GET ${path} HTTP/1.1\r\nHost: x\r\n${header}Connection: close\r\n\r\n`);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    }
    // 300 to 600 ms of processor time before; now 5 ms.
    expect(Math.min(...times)).toBeLessThan(150);
  });

  test.each([
    ['two hosts', 'Host: a\r\nHost: b'],
    ['the same host twice', 'Host: a\r\nhost: a'],
    ['a host with a space', 'Host: a b'],
    ['a host with a path', 'Host: a/b'],
    ['a host with a user', 'Host: u@a'],
  ])('invalid headers are refused or ignored: %s', async (_name, host) => {
    for (const path of ['/feeds/top.rss', '/none']) {
      const answer = await exchange(`GET ${path} HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 .*Host: expected one host, with or without a port\.\n$/s);
    }
  });

  test.each([
    '/',
    '/feeds',
    '/feeds/top',
    '/feeds/top.rss',
    '/feeds/top.atom',
    '/feeds/top.json',
    '/v1/top.js',
    '/embed/top',
    '/embed',
    '/sitemap.xml',
    '/robots.txt',
    '/feeds.opml',
    '/none',
  ])('no header gets another host into a document: %s', async (path) => {
    const names = ['X-Forwarded-Host', 'X-Host', 'X-Original-Host', 'X-Forwarded-Server', 'X-Original-URL'];
    const forged = [...names.map((name) => `${name}: evil.example`), 'Forwarded: host=evil.example'].join('\r\n');
    const answer = await exchange(
      `GET ${path} HTTP/1.1\r\nHost: evil.example\r\n${forged}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (200|404)/);
    expect(answer).not.toContain('evil.example');
  });

  test.each(['Host: [::1]:3000', 'Host: news.example.org:443', 'Host:'])(
    'this header is accepted: %s',
    async (host) => {
      const answer = await exchange(`GET /feeds/top.rss HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200/);
    },
  );

  test.each([
    ['100 kB of header', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`, /^HTTP\/1\.1 431/],
    ['not HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400/],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n', /^HTTP\/1\.1 400/],
    [
      'a broken condition',
      'GET /feeds/top.rss HTTP/1.1\r\nHost: x\r\nIf-None-Match: "\\\r\nIf-Modified-Since: 0\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 200/,
    ],
  ])('invalid headers are refused or ignored: %s', async (_name, bytes, expected) => {
    expect(await exchange(bytes)).toMatch(expected);
  });

  test('none of these requests stops the server', async () => {
    expect((await request(`http://127.0.0.1:${port}`).get('/healthz')).body).toEqual({ status: 'ok' });
  });
});
