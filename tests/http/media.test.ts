import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import type { Bucket } from '../../src/media/bucket.ts';
import { openBucketFiles } from '../../src/media/bucket-files.ts';
import { createMediaStore, openMediaFiles } from '../../src/media/media-store.ts';
import { StorageFault } from '../../src/model/storage-fault.ts';
import { makeFolder } from '../ingest/temporary-folder.ts';
import { makeMp3 } from '../media/audio-files.ts';
import { makeImage } from '../media/images.ts';
import { type S3Server, startS3 } from '../media/start-s3.ts';
import { feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

const AUDIO = makeMp3({ frames: 4 });
const SIZE = AUDIO.length;

let s3: S3Server;
let newsroom: Newsroom;
let name: string;

beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());

async function open(bucket?: Bucket): Promise<void> {
  newsroom = await openNewsroom([feedOf('top')], [], { ...(bucket && { bucket }) });
  const stored = await newsroom.media.addAudio(AUDIO);
  name = stored.kind === 'stored' ? stored.value.url.replace('tidings-media:', '') : '';
}

const get = (headers: Record<string, string> = {}) =>
  request(newsroom.app).get(`/media/${name}`).set(headers).responseType('blob');

describe.each(['folder', 'bucket'])('a file of the media %s', (kind) => {
  beforeAll(() => open(kind === 'bucket' ? s3.bucket : undefined));
  afterAll(() => newsroom.close());

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

let silent: Server | undefined;

describe('a media bucket', () => {
  beforeAll(() => open(s3.bucket));
  afterAll(() => newsroom.close());

  test('has what another server stored, and renders no image again', async () => {
    const bytes = await makeImage('jpeg');
    const image = await newsroom.media.addImage(bytes);
    const other = createMediaStore(openBucketFiles({ ...s3.bucket, accessKeyId: 'S3RVER' }));
    const puts = s3.countWrites();
    expect(await other.addImage(bytes)).toEqual(image);
    expect(await other.addAudio(AUDIO)).toMatchObject({ kind: 'stored' });
    expect(s3.countWrites()).toBe(puts);
    expect((await other.read(name))?.bytes).toBe(SIZE);
  });

  test('that is away is a fault for images, 503 for readers and reported, until it is back', async () => {
    const report = jest.spyOn(newsroom.faults, 'failed').mockReturnValue();
    await s3.pause();
    await expect(newsroom.media.addImage(await makeImage('png'))).rejects.toThrow(StorageFault);
    const { status, headers } = await get();
    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '10', 'no-store']);
    expect(report).toHaveBeenCalledWith(
      'images and audio cannot be read',
      expect.objectContaining({ message: 'The media bucket s3://news/media cannot be reached: ECONNREFUSED.' }),
      30_000,
    );
    expect((await request(newsroom.app).get('/feeds/top.rss')).status).toBe(200);
    await s3.resume();
    expect((await get()).body).toEqual(AUDIO);
  });

  test.each([
    ['does not answer in time', 20, '', 'does not answer within'],
    ['stops in its answer', 20, 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{', 'does not answer within'],
    [
      'closes the connection in its answer',
      5_000,
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{END',
      'cannot be reached',
    ],
  ])('that %s is a fault, also for the next requests, which do not wait', async (_what, answerMs, answer, reason) => {
    const files = openBucketFiles({ ...s3.bucket, baseUrl: await serveBytes(answer) }, answerMs);
    for (let nth = 0; nth < 3; nth += 1) {
      const reading = files.readText('index/in-use');
      await expect(reading).rejects.toThrow(reason);
      await expect(reading).rejects.toBeInstanceOf(StorageFault);
    }
    silent?.close();
  });

  test('that does not say how long a file is, is a fault', async () => {
    const files = openBucketFiles({ ...s3.bucket, baseUrl: await serveBytes('HTTP/1.1 200 OK\r\n\r\nEND') });
    await expect(files.find(name)).rejects.toThrow(`does not say how long the file ${name} is`);
    silent?.close();
  });

  test.each([
    ['another key', { accessKeyId: 'OTHER' }, '403 InvalidAccessKeyId: check AWS_ACCESS_KEY_ID.'],
    ['another secret', { secretAccessKey: 'OTHER' }, '403 SignatureDoesNotMatch: check AWS_SECRET_ACCESS_KEY.'],
    ['another bucket', { path: '/other/' }, '404 NoSuchBucket: check MEDIA_URL, or create the bucket.'],
  ])(
    'that refuses %s stops the start with the reason',
    async (_what, { path, ...wrong }: Record<string, string>, reason) => {
      const folder = await makeFolder();
      const baseUrl = path === undefined ? s3.bucket.baseUrl : new URL(path, s3.bucket.baseUrl).href;
      await expect(openMediaFiles(folder.path, { ...s3.bucket, baseUrl, ...wrong })).rejects.toThrow(
        `MEDIA_URL: The media bucket s3://news/media answers ${reason}`,
      );
      await folder.remove();
    },
  );

  test('that does not answer at the start is waited for', async () => {
    const folder = await makeFolder();
    await s3.pause();
    const files = await openMediaFiles(folder.path, s3.bucket);
    await s3.resume();
    expect(await files.has(name)).toBe(true);
    await folder.remove();
  });
});

/** Answers each request with these bytes, and closes the connection at `END`. Returns the URL of a bucket. */
async function serveBytes(answer: string): Promise<string> {
  silent = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      if (answer.endsWith('END')) socket.end(answer.slice(0, -3));
      else socket.write(answer);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent?.once('listening', resolve));
  const { port } = silent.address() as AddressInfo;
  return `http://127.0.0.1:${port}/news/`;
}
