import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { draftOf, feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

describe('until the first import has ended', () => {
  let newsroom: Newsroom;
  let isReady = false;

  beforeAll(async () => {
    newsroom = await openNewsroom([feedOf('top')], [draftOf('First article')], { isReady: () => isReady });
  });

  afterAll(() => newsroom.close());

  test('/readyz is 503 and says why, /healthz is 200', async () => {
    const ready = await request(newsroom.app).get('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.body).toEqual({ status: 'unavailable', reason: 'the first import has not ended' });
    expect((await request(newsroom.app).get('/healthz')).status).toBe(200);
  });

  test.each([
    '/',
    '/feeds',
    '/feeds/top.rss',
    '/feeds/top.json',
    '/feeds.opml',
    '/v1/top.js',
    '/embed/top',
    '/privacy',
  ])('a reader gets %s, and no cache keeps it', async (address) => {
    const { status, headers } = await request(newsroom.app).get(address);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(newsroom.cache.find(address)).toBeUndefined();
  });

  test('no cache keeps that a category is missing', async () => {
    const { status, headers } = await request(newsroom.app).get('/feeds/category/none.rss');
    expect(status).toBe(404);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('afterwards /readyz is 200, and caches keep documents', async () => {
    isReady = true;
    const ready = await request(newsroom.app).get('/readyz');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
    expect((await request(newsroom.app).get('/feeds/top.rss')).headers['cache-control']).toContain('max-age=300');
    expect(newsroom.cache.find('/feeds/top.rss')).toBeDefined();
  });
});
