import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openAccessLog } from '../../src/http/access-log.ts';
import { openHotPath } from '../../src/http/hot-path.ts';
import { type HttpServer, openHttpServer } from '../../src/http/server.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

describe('the hot path', () => {
  let newsroom: Newsroom;
  let server: HttpServer;
  const lines: string[] = [];
  const noted: string[] = [];
  const answered: boolean[] = [];

  beforeAll(async () => {
    newsroom = await openNewsroom([feedOf('top')], [draftOf('An article')]);
    server = await openHttpServer({ port: 0, host: '127.0.0.1' });
    const hotPath = openHotPath({
      ...newsroom,
      customFeedUses: { note: (url) => noted.push(url) },
      accessLog: openAccessLog((line) => lines.push(line)),
    });
    server.serve(newsroom.app, (request, response) => {
      const isAnswered = hotPath(request, response);
      answered.push(isAnswered);
      return isAnswered;
    });
  });

  afterAll(async () => {
    await server.close(0);
    await newsroom.close();
  });

  const direct = () => request(`http://127.0.0.1:${server.port}`);

  test.each(['/feeds/top.rss', '/feeds/top.json', '/feeds/top', '/', '/v1/top.js?count=3'])(
    'answers %s exactly as the application does, for every method and condition',
    async (address) => {
      const tag = (await request(newsroom.app).get(address).set('Accept-Encoding', 'identity')).headers.etag ?? '';
      const conditions: Record<string, string>[] = [
        {},
        { 'If-None-Match': tag },
        { 'If-None-Match': '"other"' },
        { 'If-Modified-Since': new Date(T0).toUTCString() },
      ];
      for (const condition of conditions) {
        for (const method of ['get', 'head'] as const) {
          const headers = { 'Accept-Encoding': 'identity', ...condition };
          const long = await request(newsroom.app)[method](address).set(headers);
          const before = lines.length;
          const short = await direct()[method](address).set(headers);
          expect(lines.length).toBe(before + 1);
          expect(answered.at(-1)).toBe(true);
          const body = method === 'head' || short.status === 304 ? '' : String(short.text);
          expect(JSON.parse(lines[before] ?? '').bytes).toBe(Buffer.byteLength(body));
          expect(short.status).toBe(long.status);
          expect(short.text).toBe(long.text);
          const { date: _d1, connection: _c1, 'keep-alive': _k1, ...got } = short.headers;
          const { date: _d2, connection: _c2, 'keep-alive': _k2, ...expected } = long.headers;
          expect(got).toEqual(expected);
        }
      }
    },
  );

  test('notes the use of a feed, whether its document is cached or not', async () => {
    const code = await newsroom.store.saveCustomFeed('q=article', T0);
    noted.length = 0;
    for (let nth = 0; nth < 2; nth += 1) expect((await direct().get(`/feeds/c/${code}.rss`)).status).toBe(200);
    await direct().post(`/feeds/c/${code}.rss`);
    expect(noted).toEqual([`/feeds/c/${code}.rss`, `/feeds/c/${code}.rss`]);
  });

  test('leaves other methods, uncached documents, deltas and pages in an iframe to the application', async () => {
    await direct().get('/feeds/top.rss');
    await direct().get('/feeds/top');
    const before = lines.length;
    expect((await direct().post('/feeds/top.rss')).status).toBe(405);
    expect((await direct().get('/nowhere')).status).toBe(404);
    expect((await direct().get('/feeds/top.rss').set('A-IM', 'feed')).status).toBe(200);
    expect((await direct().get('/feeds/top').set('Sec-Fetch-Dest', 'iframe')).status).toBe(302);
    expect(lines.length).toBe(before);
  });
});
