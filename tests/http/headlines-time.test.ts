import { afterEach, beforeEach, expect, test } from '@jest/globals';
import request from 'supertest';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

const HOUR = 3_600_000;
/** `T0` is eight o'clock in UTC. */
const SIX = T0 - 2 * HOUR;
const NOON = T0 + 4 * HOUR;

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await openNewsroom([feedOf('top')], [draftOf('An article')]);
});
afterEach(() => newsroom.close());

const get = (address: string, headers: Record<string, string> = {}) =>
  request(newsroom.app)
    .get(address)
    .set({ 'Accept-Encoding': 'identity', ...headers });

test.each(['/v1/top.js', '/v1/top.json', '/v1/top.js?count=7'])(
  '%s tells when it was made, and is the same for six hours',
  async (address) => {
    const first = await get(address);
    expect(first.text).toContain(`"at":${SIX / 1000}}`);
    await newsroom.setTime(NOON - 1000);
    expect((await get(address)).headers.etag).toBe(first.headers.etag);
    await newsroom.setTime(NOON);
    expect(newsroom.cache.find(address)).toBeUndefined();
    const second = await get(address);
    expect(second.text).toBe(first.text.replace(`"at":${SIX / 1000}}`, `"at":${NOON / 1000}}`));
  },
);

test('a cache that asks by date gets the new time too', async () => {
  // Published long before, so that only the time is new.
  const { 'last-modified': seen = '' } = (await get('/v1/top.js')).headers;
  expect((await get('/v1/top.js', { 'If-Modified-Since': seen })).status).toBe(304);
  await newsroom.setTime(NOON);
  const answer = await get('/v1/top.js', { 'If-Modified-Since': seen });
  expect([answer.status, answer.headers['last-modified']]).toEqual([200, new Date(NOON).toUTCString()]);
});

test('what tells no time stays the same', async () => {
  const addresses = ['/feeds/top.rss', '/feeds/top.json', '/embed/top', '/v1/tidings.js', '/v1/top.json?lang=en'];
  const tags = () => Promise.all(addresses.map(async (address) => (await get(address)).headers.etag));
  const before = await tags();
  await newsroom.setTime(NOON);
  expect(await tags()).toEqual(before);
});
