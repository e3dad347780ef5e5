import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

describe.each(['rss', 'atom'] as const)('a delta of a feed as %s (RFC 3229 with feed)', (format) => {
  let newsroom: Newsroom;
  const address = `/feeds/top.${format}`;

  beforeEach(async () => {
    newsroom = await openNewsroom([feedOf('top')], [draftOf('Old one'), draftOf('Old two')]);
  });

  afterEach(() => newsroom.close());

  function read(headers: Record<string, string> = {}) {
    return request(newsroom.app)
      .get(address)
      .set({ 'Accept-Encoding': 'identity', ...headers })
      .buffer(true);
  }

  test('holds only what the reader’s tag does not know, under the tag of the whole', async () => {
    const first = await read();
    const tag = first.headers.etag ?? '';
    await newsroom.setTime(T0 + 60_000);
    await newsroom.publish(draftOf('New one', { publishedAt: T0 + 30_000 }));
    const whole = await read();
    const delta = await read({ 'A-IM': 'feed', 'If-None-Match': tag });
    expect(delta.status).toBe(226);
    expect(delta.headers).toMatchObject({ im: 'feed', etag: whole.headers.etag, vary: 'Accept-Encoding, A-IM' });
    expect(delta.headers['cache-control']).toContain('no-store, im');
    expect(String(delta.text ?? delta.body)).toContain('New one');
    expect(String(delta.text ?? delta.body)).not.toContain('Old one');
    const settled = await read({ 'A-IM': 'feed', 'If-None-Match': delta.headers.etag ?? '' });
    expect(settled.status).toBe(304);
  });

  test('holds what was edited, too', async () => {
    const tag = (await read()).headers.etag ?? '';
    await newsroom.setTime(T0 + 60_000);
    await newsroom.publish(draftOf('Old two', { summary: 'Put right.' }));
    const delta = await read({ 'A-IM': 'feed', 'If-None-Match': tag });
    expect(delta.status).toBe(226);
    expect(String(delta.text ?? delta.body)).toContain('Old two');
    expect(String(delta.text ?? delta.body)).not.toContain('Old one');
  });

  test('survives a restart: a tag says itself what its holder knows', async () => {
    const tag = (await read({ 'Accept-Encoding': 'gzip' })).headers.etag ?? '';
    await newsroom.setTime(T0 + 60_000);
    await newsroom.publish(draftOf('New one', { publishedAt: T0 + 30_000 }));
    await newsroom.define(feedOf('top'));
    expect((await read({ 'A-IM': 'feed, diffe', 'If-None-Match': `W/${tag}` })).status).toBe(226);
  });

  test.each([
    ['does not ask for one', {}, 200],
    ['refuses it', { 'A-IM': 'feed;q=0' }, 200],
    ['asks for another manipulation', { 'A-IM': 'vcdiff' }, 200],
    ['has no tag', { 'A-IM': 'feed', 'If-None-Match': '' }, 200],
    ['has a tag that is not ours', { 'A-IM': 'feed', 'If-None-Match': '"other"' }, 200],
  ])('who %s is given the whole', async (_name, headers, status) => {
    const tag = (await read()).headers.etag ?? '';
    await newsroom.setTime(T0 + 60_000);
    await newsroom.publish(draftOf('New one', { publishedAt: T0 + 30_000 }));
    const answer = await read({ 'If-None-Match': tag, ...headers });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('Old one');
    expect(answer.headers.im).toBeUndefined();
  });
});
