import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { makeMp3 } from '../media/audio-files.ts';
import { feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

const AUDIO = makeMp3({ frames: 4 });
const SIZE = AUDIO.length;

let newsroom: Newsroom;
let name: string;
beforeAll(async () => {
  newsroom = await openNewsroom([feedOf('top')], []);
  const stored = await newsroom.media.addAudio(AUDIO);
  name = stored.kind === 'stored' ? stored.value.url.replace('tidings-media:', '') : '';
});
afterAll(() => newsroom.close());

const get = (headers: Record<string, string> = {}) =>
  request(newsroom.app).get(`/media/${name}`).set(headers).responseType('blob');

describe('a file of the media folder', () => {
  test('is sent whole, and caches may keep it permanently', async () => {
    const { status, headers, body } = await get();
    expect([status, headers, body]).toEqual([
      200,
      expect.objectContaining({
        'content-type': 'audio/mpeg',
        'content-length': String(SIZE),
        'accept-ranges': 'bytes',
        'cache-control': 'public, max-age=31536000, immutable',
        'access-control-allow-origin': '*',
        etag: `"${name}"`,
      }),
      AUDIO,
    ]);
  });

  test.each([
    ['bytes=2-4', 2, 4],
    ['bytes=7-', 7, SIZE - 1],
    ['bytes=-2', SIZE - 2, SIZE - 1],
    ['bytes=5-999999', 5, SIZE - 1],
  ])('is sent in part: %s', async (range, start, end) => {
    const { status, headers, body } = await get({ Range: range });
    expect([status, headers['content-range'], headers['content-length'], body]).toEqual([
      206,
      `bytes ${start}-${end}/${SIZE}`,
      String(end - start + 1),
      AUDIO.subarray(start, end + 1),
    ]);
  });

  test.each([
    ['several ranges', { Range: 'bytes=0-1,4-5' }],
    ['another unit', { Range: 'lines=0-1' }],
    ['a malformed range', { Range: 'bytes=a-b' }],
    ['a range of another version', { Range: 'bytes=0-1', 'If-Range': '"other"' }],
  ])('is sent whole for %s', async (_what, headers) => {
    const answer = await get(headers);
    expect([answer.status, answer.body]).toEqual([200, AUDIO]);
  });

  test('a range past its end is refused with its size', async () => {
    const { status, headers } = await get({ Range: `bytes=${SIZE}-` });
    expect([status, headers['content-range']]).toEqual([416, `bytes */${SIZE}`]);
  });

  test('is not sent again to a client that has it, nor for HEAD', async () => {
    expect((await get({ 'If-None-Match': `"${name}"` })).status).toBe(304);
    const head = await request(newsroom.app).head(`/media/${name}`);
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, String(SIZE), undefined]);
  });

  test('is not found if it does not exist or has an invalid name', async () => {
    for (const other of [`${'1'.repeat(32)}.mp3`, 'index', `${'0'.repeat(32)}.json`, '..%2Fapp.ts']) {
      expect((await request(newsroom.app).get(`/media/${other}`)).status).toBe(404);
    }
  });
});
