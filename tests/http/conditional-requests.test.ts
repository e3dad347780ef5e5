import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

const ADDRESS = '/feeds/top.rss';
const NEWEST = new Date(T0).toUTCString();

describe('conditional requests', () => {
  let newsroom: Newsroom;
  const tags = { identity: '', gzip: '', br: '' };

  beforeAll(async () => {
    newsroom = await openNewsroom([feedOf('top')], [draftOf('An article'), draftOf('Another article')]);
    for (const coding of ['identity', 'gzip', 'br'] as const)
      tags[coding] = (await read({ 'Accept-Encoding': coding })).headers.etag ?? '';
  });

  afterAll(() => newsroom.close());

  function read(headers: Record<string, string>) {
    const asked = request(newsroom.app).get(ADDRESS).set('Accept-Encoding', 'identity');
    for (const [name, value] of Object.entries(headers)) asked.set(name, value);
    return asked.buffer(true);
  }

  test('each coding has its own strong tag', () => {
    expect(new Set(Object.values(tags)).size).toBe(3);
    for (const tag of Object.values(tags)) expect(tag).toMatch(/^"[\x21\x23-\x7e]+"$/);
  });

  // RFC 9110, sections 13.1.2, 13.1.3 and 13.2.2.
  test.each<[string, () => Record<string, string>, number]>([
    ['the tag of the first answer', () => ({ 'If-None-Match': tags.identity }), 304],
    ['another tag', () => ({ 'If-None-Match': '"other"' }), 200],
    ['the tag made weak by a proxy', () => ({ 'If-None-Match': `W/${tags.identity}` }), 304],
    ['a list with the tag in it', () => ({ 'If-None-Match': `"a", ${tags.identity}, "b"` }), 304],
    ['a list without spaces', () => ({ 'If-None-Match': `"a",W/"b",${tags.identity}` }), 304],
    ['a list without the tag', () => ({ 'If-None-Match': '"a", W/"b"' }), 200],
    ['any', () => ({ 'If-None-Match': '*' }), 304],
    ['the tag of another coding', () => ({ 'If-None-Match': tags.gzip }), 200],
    ['the tag of the requested coding', () => ({ 'If-None-Match': tags.br, 'Accept-Encoding': 'br' }), 304],
    ['a tag without quotes', () => ({ 'If-None-Match': tags.identity.replaceAll('"', '') }), 200],
    ['an empty list', () => ({ 'If-None-Match': '' }), 200],
    ['the date of the first answer', () => ({ 'If-Modified-Since': NEWEST }), 304],
    ['an earlier date', () => ({ 'If-Modified-Since': new Date(T0 - 1000).toUTCString() }), 200],
    ['a date in the future', () => ({ 'If-Modified-Since': new Date(T0 + 1000).toUTCString() }), 200],
    ['the date in the form of RFC 850', () => ({ 'If-Modified-Since': 'Friday, 20-Nov-26 08:00:00 GMT' }), 304],
    ['the date in the form of asctime', () => ({ 'If-Modified-Since': 'Fri Nov 20 08:00:00 2026' }), 304],
    ...[
      'yesterday',
      '2026',
      '2026-11-20T08:00:00Z',
      '0',
      '',
      'Fri, 20 Nov 2026 08:00:00',
      'Fri, 99 Nov 2026 08:00:00 GMT',
    ].map((date): [string, () => Record<string, string>, number] => [
      `an invalid date: ${date}`,
      () => ({ 'If-Modified-Since': date }),
      200,
    ]),
    [
      'another tag and a matching date: the tag has precedence',
      () => ({ 'If-None-Match': '"other"', 'If-Modified-Since': NEWEST }),
      200,
    ],
    [
      'the tag and another date: the tag has precedence',
      () => ({ 'If-None-Match': tags.identity, 'If-Modified-Since': new Date(0).toUTCString() }),
      304,
    ],
  ])('%s', async (_name, headers, status) => {
    const answer = await read(headers());
    expect(answer.status).toBe(status);
    expect((answer.text ?? '') === '').toBe(status === 304);
  });

  test('a date between the newest change and now', async () => {
    await newsroom.setTime(T0 + 60_000);
    expect((await read({ 'If-Modified-Since': new Date(T0 + 1000).toUTCString() })).status).toBe(304);
    await newsroom.setTime(T0);
  });

  test('a 304 has the headers that update a cached copy', async () => {
    const full = await read({});
    const answer = await read({ 'If-None-Match': tags.identity });
    expect(answer.status).toBe(304);
    for (const name of [
      'cache-control',
      'etag',
      'vary',
      'link',
      'last-modified',
      'access-control-allow-origin',
      'timing-allow-origin',
      'cross-origin-resource-policy',
    ]) {
      expect([name, answer.headers[name]]).toEqual([name, full.headers[name]]);
      expect(answer.headers[name]).toBeTruthy();
    }
    expect(answer.headers['content-type']).toBeUndefined();
    expect(answer.headers['content-length']).toBeUndefined();
  });

  test('HEAD has the headers of GET, 304 included', async () => {
    const get = await read({});
    const head = await request(newsroom.app).head(ADDRESS).set('Accept-Encoding', 'identity');
    const { date: _d1, ...expected } = get.headers;
    const { date: _d2, ...got } = head.headers;
    expect(got).toEqual(expected);
    const again = await request(newsroom.app)
      .head(ADDRESS)
      .set('Accept-Encoding', 'identity')
      .set('If-None-Match', tags.identity);
    expect(again.status).toBe(304);
  });

  test('the first answer and the second one, from the cache, are equal', async () => {
    const fresh = await openNewsroom([feedOf('top')], [draftOf('An article')]);
    const ask = () => request(fresh.app).get(ADDRESS).set('Accept-Encoding', 'gzip');
    const [first, second] = [await ask(), await ask()];
    const { date: _d1, ...one } = first.headers;
    const { date: _d2, ...two } = second.headers;
    // The best compression may have replaced the fast one in between.
    expect({ ...one, etag: '', 'content-length': '' }).toEqual({ ...two, etag: '', 'content-length': '' });
    expect(first.text).toBe(second.text);
    await fresh.close();
  });

  test('a new article changes the tag of its feeds only', async () => {
    const room = await openNewsroom(
      [
        feedOf('top'),
        feedOf('missions', { select: { categories: ['missions'], tags: [], authors: [], languages: [] } }),
      ],
      [draftOf('An article'), draftOf('In Missions', { categories: [{ slug: 'missions', label: 'Missions' }] })],
    );
    const tagOf = async (address: string) =>
      (await request(room.app).get(address).set('Accept-Encoding', 'identity')).headers.etag;
    const before = [await tagOf('/feeds/top.atom'), await tagOf('/feeds/missions.atom')];
    await room.setTime(T0 + 60_000);
    await room.publish(draftOf('Fresh', { publishedAt: T0 + 30_000 }));
    expect(await tagOf('/feeds/top.atom')).not.toBe(before[0]);
    expect(await tagOf('/feeds/missions.atom')).toBe(before[1]);
    await room.close();
  });
});
