import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  function read(headers: Record<string, string> = {}, from = newsroom) {
    return request(from.app)
      .get(address)
      .set({ 'Accept-Encoding': 'identity', ...headers })
      .buffer(true);
  }

  test('has only what is newer than the reader’s tag, and the tag of the whole document', async () => {
    const first = await read();
    const tag = first.headers.etag ?? '';
    await newsroom.setTime(T0 + 60_000);
    await newsroom.publish(draftOf('New one', { publishedAt: T0 + 30_000 }));
    const whole = await read();
    const delta = await read({ 'A-IM': 'feed', 'If-None-Match': tag });
    expect(delta.status).toBe(226);
    expect(delta.headers).toMatchObject({ im: 'feed', etag: whole.headers.etag, vary: 'Accept-Encoding, A-IM' });
    expect(delta.headers['cache-control']).toContain('no-store, im');
    expect(textOf(delta)).toContain('New one');
    expect(textOf(delta)).not.toContain('Old one');
    const settled = await read({ 'A-IM': 'feed', 'If-None-Match': delta.headers.etag ?? '' });
    expect(settled.status).toBe(304);
  });

  test('has edited articles too', async () => {
    const tag = (await read()).headers.etag ?? '';
    await newsroom.setTime(T0 + 60_000);
    await newsroom.publish(draftOf('Old two', { summary: 'Corrected.' }));
    const delta = await read({ 'A-IM': 'feed', 'If-None-Match': tag });
    expect(delta.status).toBe(226);
    expect(textOf(delta)).toContain('Old two');
    expect(textOf(delta)).not.toContain('Old one');
  });

  test('is answered after a restart: the tag itself has the position in the change log', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tidings-delta-'));
    const database = { kind: 'file', path: join(folder, 'tidings.db') } as const;
    const before = await openNewsroom([feedOf('top')], [draftOf('Old one')], { database });
    const tag = (await request(before.app).get(address).set('Accept-Encoding', 'gzip')).headers.etag ?? '';
    await before.close();
    const after = await openNewsroom([feedOf('top')], [draftOf('New one')], { database });
    const delta = await read({ 'A-IM': 'feed, diffe', 'If-None-Match': `W/${tag}` }, after);
    expect(delta.status).toBe(226);
    expect(textOf(delta)).toContain('New one');
    expect(textOf(delta)).not.toContain('Old one');
    await after.close();
    await rm(folder, { recursive: true });
  });

  test.each([
    ['without A-IM', {}, 200],
    ['that refuses a delta', { 'A-IM': 'feed;q=0' }, 200],
    ['for another manipulation', { 'A-IM': 'vcdiff' }, 200],
    ['without a tag', { 'A-IM': 'feed', 'If-None-Match': '' }, 200],
    ['with a tag of another server', { 'A-IM': 'feed', 'If-None-Match': '"other"' }, 200],
    ['with an older tag', { 'A-IM': 'feed' }, 226],
    ['with an older tag and one of another server', { 'A-IM': 'feed', 'If-None-Match': '"other", OLD' }, 226],
    ['with the current tag', { 'A-IM': 'feed', 'If-None-Match': 'NOW' }, 304],
    ['with the current tag and an older one', { 'A-IM': 'feed', 'If-None-Match': 'OLD, NOW' }, 304],
  ])('a request %s is answered accordingly', async (_name, given, status) => {
    const old = (await read()).headers.etag ?? '';
    await newsroom.setTime(T0 + 60_000);
    await newsroom.publish(draftOf('New one', { publishedAt: T0 + 30_000 }));
    const now = (await read()).headers.etag ?? '';
    const headers: Record<string, string> = { 'If-None-Match': 'OLD', ...given };
    headers['If-None-Match'] = (headers['If-None-Match'] ?? '').replace('OLD', old).replace('NOW', now);
    const answer = await read(headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.im).toBe(status === 226 ? 'feed' : undefined);
    expect(textOf(answer).includes('New one')).toBe(status !== 304);
    expect(textOf(answer).includes('Old one')).toBe(status === 200);
  });
});

/** supertest parses the body only of the media types that it knows. */
function textOf({ text, body }: request.Response): string {
  return String(text ?? body);
}
