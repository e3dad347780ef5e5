import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import request from 'supertest';
import { feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

const ADDRESS = '/wordpress/tidings.zip';
const FOLDER = path.resolve('wordpress');
/** Files that are not in the folder. */
const GENERATED = ['tidings/options.json', 'tidings/server.php', 'tidings/translations.json'];

describe('the plugin for WordPress', () => {
  let newsroom: Newsroom;

  beforeAll(async () => {
    newsroom = await openNewsroom([feedOf('top')], []);
  });

  afterAll(() => newsroom.close());

  const download = (from = newsroom, headers: Record<string, string> = {}) =>
    request(from.app).get(ADDRESS).set(headers).responseType('blob');

  test('is one file for every origin, with conditional requests', async () => {
    const answer = await download();
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="tidings.zip"',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
    expect(answer.headers['cache-control']).toMatch(/^public, max-age=300,/);
    expect((await download(newsroom, { 'If-None-Match': String(answer.headers.etag) })).status).toBe(304);
  });

  test('is not compressed again', async () => {
    const answer = await download(newsroom, { 'Accept-Encoding': 'br, gzip' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
  });

  test('has every file of the folder and the generated ones, sorted, in a folder called tidings', async () => {
    const files = unzipSync(new Uint8Array((await download()).body));
    const entries = await readdir(FOLDER, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const copied = paths.map((file) => `tidings/${path.relative(FOLDER, file)}`);
    expect(Object.keys(files)).toEqual([...copied, ...GENERATED].toSorted());
    for (const file of paths) {
      const bytes = files[`tidings/${path.relative(FOLDER, file)}`];
      expect(bytes && Buffer.from(bytes).equals(await readFile(file))).toBe(true);
    }
  });

  test('has the public URL of the newsroom, with any characters', async () => {
    const elsewhere = await openNewsroom([feedOf('top')], [], { publicUrl: "https://example.org/o'brien\\news" });
    const server = async (room: Newsroom) => {
      const file = unzipSync(new Uint8Array((await download(room)).body))['tidings/server.php'];
      return file && strFromU8(file).split('\n').at(-2);
    };
    expect(await server(newsroom)).toBe("return 'https://news.example.org';");
    expect(await server(elsewhere)).toBe("return 'https://example.org/o\\'brien\\\\news';");
    await elsewhere.close();
  });

  test('has the same bytes on another server, at another time', async () => {
    const other = await openNewsroom([feedOf('israel')], []);
    const [one, two] = [await download(), await download(other)];
    expect(Buffer.compare(one.body, two.body)).toBe(0);
    expect(two.headers.etag).toBe(one.headers.etag);
    // Date and time of the first entry: 2026-01-01 00:00 in MS-DOS's format, independent of the clock and time zone of this machine.
    expect(one.body.subarray(10, 14).toString('hex')).toBe('0000215c');
    await other.close();
  });
});
