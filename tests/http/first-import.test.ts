import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { makeFolder, type TemporaryFolder } from '../ingest/temporary-folder.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

describe('until the first import has ended', () => {
  let folder: TemporaryFolder;
  let newsroom: Newsroom;

  beforeAll(async () => {
    folder = await makeFolder({
      'top.yaml': 'title: Top\ndescription: Everything\n',
      'articles/second.md': '---\ntitle: Second article\ndate: 2026-11-20\n---\n\nIt happened.\n',
    });
    newsroom = await openNewsroom([feedOf('top')], [draftOf('First article')], {
      feedsDir: folder.path,
      sources: [
        { id: 'desk', kind: 'markdown', folder: path.join(folder.path, 'articles'), language: 'en', categories: [] },
      ],
    });
  });

  afterAll(async () => {
    await newsroom.close();
    await folder.remove();
  });

  test('/readyz is 503 with the reason, /healthz is 200', async () => {
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

  test('afterwards /readyz is 200, documents contain the imported articles, and caches keep them', async () => {
    await newsroom.importAndWatch();
    const ready = await request(newsroom.app).get('/readyz');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
    const feed = await request(newsroom.app).get('/feeds/top.json');
    expect(feed.headers['cache-control']).toContain('max-age=300');
    expect(feed.text).toContain('Second article');
    expect(newsroom.cache.find('/feeds/top.json')).toBeDefined();
  });

  test('while something cannot be written, /readyz is 200 and names it, since readers are served', async () => {
    const fault = new Error('The database cannot be written: the disk is full.');
    // The log of these tests throws.
    expect(() => newsroom.faults.failed('articles cannot be saved', fault)).toThrow();
    const { status, body } = await request(newsroom.app).get('/readyz');
    expect([status, body]).toEqual([
      200,
      {
        status: 'degraded',
        problems: [
          {
            task: 'articles cannot be saved',
            reason: 'The database cannot be written: the disk is full',
            since: new Date(T0).toISOString(),
          },
        ],
      },
    ]);
    newsroom.faults.succeeded('articles cannot be saved');
    expect((await request(newsroom.app).get('/readyz')).body).toEqual({ status: 'ready' });
  });
});

test('without sources there is no first import: the server is ready at once, until it stops', async () => {
  let isStopping = false;
  const newsroom = await openNewsroom([feedOf('top')], [], { isStopping: () => isStopping });
  expect(newsroom.isReady()).toBe(true);
  isStopping = true;
  const ready = await request(newsroom.app).get('/readyz');
  expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', reason: 'the server is stopping' }]);
  expect((await request(newsroom.app).get('/healthz')).status).toBe(200);
  await newsroom.close();
});
