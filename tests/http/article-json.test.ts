import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { ArticleId } from '../../src/model/article.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

describe('one article as JSON', () => {
  let newsroom: Newsroom;
  let id: ArticleId;

  beforeAll(async () => {
    newsroom = await openNewsroom(
      [feedOf('top'), feedOf('short', { content: 'summary' })],
      [draftOf('The bell', { dateline: 'SHARON, Kansas (Example News)', language: 'es' })],
    );
    const [article] = await newsroom.store.listVisible({ ...feedOf('top'), limit: 1 });
    if (article === undefined) throw new Error('the store is empty');
    id = article.id;
  });

  afterAll(() => newsroom.close());

  const read = (headers: Record<string, string> = {}) => request(newsroom.app).get(`/articles/${id}.json`).set(headers);

  test('the article page links to it, and it is the full item of the feed with its own language', async () => {
    const page = await request(newsroom.app).get(`/articles/${id}`);
    expect(page.headers.link).toContain(
      `<https://news.example.org/articles/${id}.json>; rel="alternate"; type="application/feed+json"`,
    );
    const answer = await read();
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/feed+json; charset=utf-8']);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(validateJsonFeed(answer.text)).toEqual([]);
    const feed = JSON.parse((await request(newsroom.app).get('/feeds/top.json')).text);
    const { language, ...item } = feed.items[0];
    const one = JSON.parse(answer.text);
    expect(one).toMatchObject({
      title: 'Example News',
      home_page_url: `https://news.example.org/articles/${id}`,
      feed_url: `https://news.example.org/articles/${id}.json`,
      language,
    });
    expect(one.items).toEqual([item]);
    expect(item.content_html).toContain('<b>SHARON, Kansas (Example News)</b>');
  });

  test('it answers conditional requests, and a missing article with a short text', async () => {
    const { etag } = (await read()).headers;
    expect((await read({ 'If-None-Match': String(etag) })).status).toBe(304);
    for (const name of ['01931f00-0000-7000-8000-000000000000.json', 'nothing.json', `${id}.json.json`]) {
      const answer = await request(newsroom.app).get(`/articles/${name}`);
      expect([name, answer.status, answer.headers['content-type']]).toEqual([name, 404, 'text/plain; charset=utf-8']);
    }
    expect((await request(newsroom.app).get(`/articles/${id}.xml`)).status).toBe(404);
  });

  test('once retracted it is 410 with date and reason, without text of the article', async () => {
    expect((await read()).status).toBe(200);
    await newsroom.store.retract(id, 'The source withdrew its account.', T0);
    await newsroom.checkNow();
    const gone = await read();
    expect(gone.status).toBe(410);
    expect(gone.text).not.toContain('bell');
    const { items, _tidings } = JSON.parse(gone.text);
    expect(items).toEqual([]);
    expect(_tidings.withdrawn).toEqual([
      { id: `urn:uuid:${id}`, date: '2026-11-20T08:00:00Z', reason: 'The source withdrew its account.' },
    ]);
  });
});
