import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { type MediaOutcome, openMediaStore } from '../../src/media/media-store.ts';
import { findMediaType } from '../../src/media/media-types.ts';
import { makeFolder, type TemporaryFolder } from '../ingest/temporary-folder.ts';
import { makeMp3 } from './audio-files.ts';
import { makeImage } from './images.ts';

let folder: TemporaryFolder;
let media: string;

beforeEach(async () => {
  folder = await makeFolder();
  media = join(folder.path, 'media');
});
afterEach(() => folder.remove());

function storedOf<T>(outcome: MediaOutcome<T>): T {
  if (outcome.kind === 'refused') throw new Error(`${outcome.expected}, ${outcome.got}`);
  return outcome.value;
}

const fileOf = (reference: string) => join(media, reference.replace('tidings-media:', ''));

/** A PNG whose header states another size. */
function withSize(png: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

describe('images', () => {
  test('a large image is scaled down and gets a thumbnail', async () => {
    const store = await openMediaStore(media);
    const image = storedOf(await store.addImage(await makeImage('jpeg', { width: 2400, height: 1200 })));
    expect(image).toMatchObject({ width: 1600, height: 800, type: 'image/jpeg' });
    expect(image.thumbnail).toMatchObject({ width: 320, height: 240, type: 'image/jpeg' });
    expect(image.url).toMatch(/^tidings-media:[0-9a-f]{32}\.jpg$/);
    expect((await stat(fileOf(image.url))).size).toBe(image.bytes);
    expect(await sharp(await readFile(fileOf(image.thumbnail.url))).metadata()).toMatchObject({
      width: 320,
      height: 240,
    });
  });

  test('a small image keeps its size', async () => {
    const store = await openMediaStore(media);
    expect(storedOf(await store.addImage(await makeImage('jpeg')))).toMatchObject({ width: 60, height: 40 });
  });

  test('the orientation is applied and metadata is removed', async () => {
    const source = await sharp(await makeImage('jpeg', { width: 60, height: 40 }))
      .withExif({ IFD0: { Copyright: 'somebody', Orientation: '6' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const image = storedOf(await (await openMediaStore(media)).addImage(source));
    expect(image).toMatchObject({ width: 40, height: 60 });
    const metadata = await sharp(await readFile(fileOf(image.url))).metadata();
    expect([metadata.exif, metadata.orientation, metadata.icc]).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    ['an opaque PNG becomes JPEG', 'png', '#123456', 'image/jpeg'],
    ['a transparent PNG stays PNG', 'png', { r: 9, g: 9, b: 9, alpha: 0.5 }, 'image/png'],
    ['an opaque image with an alpha channel becomes JPEG', 'png', { r: 9, g: 9, b: 9, alpha: 1 }, 'image/jpeg'],
    ['a transparent WebP becomes PNG', 'webp', { r: 9, g: 9, b: 9, alpha: 0.5 }, 'image/png'],
    ['WebP becomes JPEG', 'webp', '#123456', 'image/jpeg'],
    ['AVIF becomes JPEG', 'avif', '#123456', 'image/jpeg'],
    ['GIF becomes PNG', 'gif', '#123456', 'image/png'],
  ] as const)('%s', async (_behaviour, format, background, type) => {
    const store = await openMediaStore(media);
    const image = storedOf(await store.addImage(await makeImage(format, { background })));
    expect(image.type).toBe(type);
    expect(findMediaType(image.url.replace('tidings-media:', ''))).toBe(type);
  });

  test('the same bytes give the same file, also at the same time and from another store', async () => {
    const bytes = await makeImage('jpeg');
    const store = await openMediaStore(media);
    const path = await folder.write('a.jpg', bytes);
    const [one, two] = await Promise.all([store.addImage(bytes), store.addImage(path)]);
    expect(two).toEqual(one);
    const elsewhere = await openMediaStore(join(folder.path, 'other'));
    expect(await elsewhere.addImage(bytes)).toEqual(one);
    expect((await readdir(media)).toSorted()).toEqual(
      [...new Set([storedOf(one).url, storedOf(one).thumbnail.url])]
        .map((url) => url.slice(14))
        .concat('index')
        .toSorted(),
    );
  });

  test('a known image is not rendered again after a restart', async () => {
    const bytes = await makeImage('jpeg');
    const first = storedOf(await (await openMediaStore(media)).addImage(bytes));
    await writeFile(fileOf(first.url), 'a mark');
    expect(storedOf(await (await openMediaStore(media)).addImage(bytes))).toEqual(first);
    expect(await readFile(fileOf(first.url), 'utf8')).toBe('a mark');
  });

  test('an image whose file or index entry is lost is rendered again', async () => {
    const bytes = await makeImage('jpeg');
    const store = await openMediaStore(media);
    const first = storedOf(await store.addImage(bytes));
    await rm(fileOf(first.url));
    expect(storedOf(await store.addImage(bytes))).toEqual(first);
    expect((await stat(fileOf(first.url))).size).toBe(first.bytes);
    for (const entry of await readdir(join(media, 'index'))) await writeFile(join(media, 'index', entry), '{"recipe":');
    expect(storedOf(await store.addImage(bytes))).toEqual(first);
  });

  const pngStart = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');
  test.each([
    ['an SVG drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'SVG'],
    ['a broken SVG drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'an SVG or another XML file'],
    ['a web page', Buffer.from('<!DOCTYPE html><p>'), 'a web page'],
    ['a photo of a phone', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'a HEIC image, as phones save it'],
    ['half a PNG', pngStart, 'a damaged or incomplete image'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'a PDF'],
    ['a Word document', Buffer.from('PK\x03\x04word'), 'a document or archive'],
    ['text', Buffer.from('not an image'), 'something else'],
    ['nothing', Buffer.alloc(0), 'an empty file'],
  ])('%s is refused', async (_what, bytes, got) => {
    const outcome = await (await openMediaStore(media)).addImage(bytes);
    expect(outcome).toMatchObject({
      kind: 'refused',
      expected: expect.stringContaining('JPEG, PNG'),
      got,
    });
  });

  test('half of an image is refused', async () => {
    const whole = await sharp({
      create: {
        width: 600,
        height: 400,
        channels: 3,
        noise: { type: 'gaussian', mean: 99, sigma: 30 },
        background: '#000',
      },
    })
      .jpeg()
      .toBuffer();
    const outcome = await (await openMediaStore(media)).addImage(whole.subarray(0, whole.length / 2));
    expect(outcome.kind).toBe('refused');
  });

  test('too many bytes, too many pixels, a missing file and a folder are refused with the reason', async () => {
    const store = await openMediaStore(media);
    await mkdir(join(folder.path, 'b.jpg'));
    const huge = await sharp({ create: { width: 12_000, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await store.addImage(Buffer.alloc(30_000_001))).toMatchObject({
      expected: 'an image of at most 30 MB',
      got: '30.0 MB',
    });
    expect(await store.addImage(huge)).toMatchObject({
      expected: 'an image of at most 100 million pixels',
      got: '12000 x 9000',
    });
    expect(await store.addImage(join(folder.path, 'none.jpg'))).toMatchObject({
      expected: 'an image that can be read',
    });
    expect(await store.addImage(join(folder.path, 'b.jpg'))).toMatchObject({ expected: 'an image that can be read' });
  });

  test.each([
    [1, 16_000],
    [16_000, 1],
    [30, 601],
    [601, 30],
    [10, 30_000],
    [2, 41],
  ])('an image of %i x %i pixels is refused: its thumbnail would be enlarged without bound', async (width, height) => {
    const store = await openMediaStore(media);
    expect(await store.addImage(await makeImage('png', { width, height }))).toEqual({
      kind: 'refused',
      expected: 'an image whose longer side is at most 20 times the shorter one',
      got: `${width} x ${height}`,
    });
  });

  test('a tall image within the limit is rendered', async () => {
    const image = storedOf(
      await (await openMediaStore(media)).addImage(await makeImage('png', { width: 30, height: 600 })),
    );
    expect(image).toMatchObject({ width: 30, height: 600, thumbnail: { width: 320, height: 240 } });
  });

  test('an image that would fill the memory when it is decoded is refused by its header', async () => {
    const deep = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#fff' } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    const store = await openMediaStore(media);
    expect(await store.addImage(withSize(deep, 9000, 9000))).toMatchObject({
      expected: 'an image of at most 400 MB when it is decoded',
      got: '9000 x 9000, 648 MB',
    });
  });

  test('an AVIF image that its decoder would copy again and again is refused by its header', async () => {
    const avif = Buffer.from(await makeImage('avif', { width: 64, height: 64 }));
    const size = avif.indexOf('ispe') + 8;
    avif.writeUInt32BE(9000, size);
    avif.writeUInt32BE(9000, size + 4);
    expect(await (await openMediaStore(media)).addImage(avif)).toMatchObject({
      expected: 'an image of at most 400 MB when it is decoded',
      got: '9000 x 9000, 1215 MB',
    });
  });

  test.each(['jpeg', 'png', 'webp'] as const)('a photo with camera metadata is stored, as %s', async (format) => {
    const IFD0 = { Copyright: 'A', ImageDescription: 'II*' };
    const exif = { IFD0, IFD2: { LensModel: 'B' }, IFD3: { GPSLatitudeRef: 'N' } };
    const photo = await sharp(await makeImage(format))
      .withExif(exif)
      .toBuffer();
    expect(photo.indexOf('II*\0', 1, 'latin1')).toBeGreaterThan(0);
    expect((await (await openMediaStore(media)).addImage(photo)).kind).toBe('stored');
  });

  test.each([
    ['to itself', 'II', 40, 8],
    ['to itself, in the other byte order', 'MM', 40, 8],
    ['with too many entries', 'II', 1001, 0],
  ] as const)(
    'metadata with a directory that leads %s are refused without reading them',
    async (_, order, entries, target) => {
      const jpeg = Buffer.from(await makeImage('jpeg'));
      const exif = makeExif(order, entries, target);
      const segment = Buffer.from([0xff, 0xe1, 0, 0]);
      segment.writeUInt16BE(exif.length + 2, 2);
      const image = Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
      expect(await (await openMediaStore(media)).addImage(image)).toEqual({
        kind: 'refused',
        expected: 'an image without metadata that contain each other',
        got: 'such metadata; save it anew',
      });
    },
  );

  test('a named pipe is refused without waiting for its writer', async () => {
    const pipe = join(folder.path, 'pipe.png');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const store = await openMediaStore(media);
    const refused = { kind: 'refused', got: 'something else' };
    expect(await store.addImage(pipe)).toMatchObject(refused);
    expect(await store.addAudio(pipe)).toMatchObject(refused);
    expect(await store.addImage('/dev/zero')).toMatchObject(refused);
  });
});

describe('audio', () => {
  test('audio is stored unchanged, with type, size and duration', async () => {
    const bytes = makeMp3({ frames: 400 });
    const path = await folder.write('psalm.mp3', bytes);
    const audio = storedOf(await (await openMediaStore(media)).addAudio(path));
    expect(audio).toEqual({ url: audio.url, type: 'audio/mpeg', bytes: bytes.length, duration: 10 });
    expect(await readFile(fileOf(audio.url))).toEqual(Buffer.from(bytes));
  });

  test('a file that is not audio is refused', async () => {
    const store = await openMediaStore(media);
    expect(await store.addAudio(Buffer.from('not audio'))).toMatchObject({
      kind: 'refused',
      expected: 'an MP3, M4A, Ogg or WAV file',
    });
  });
});

test('only file names of the media store have a media type', () => {
  expect(findMediaType(`${'0'.repeat(32)}.mp3`)).toBe('audio/mpeg');
  for (const name of ['x.jpg', '../index/0.json', `${'0'.repeat(32)}.html`, `${'0'.repeat(32)}.jpg\n`]) {
    expect(findMediaType(name)).toBeUndefined();
  }
});

/** EXIF data with one directory, whose entries lead to an offset. */
function makeExif(order: 'II' | 'MM', entries: number, target: number): Buffer {
  const bytes = Buffer.alloc(20 + entries * 12);
  bytes.write(order === 'II' ? 'Exif\0\0II*\0' : 'Exif\0\0MM\0*', 'latin1');
  const view = new DataView(bytes.buffer, bytes.byteOffset + 6, bytes.length - 6);
  const isLittle = order === 'II';
  view.setUint32(4, 8, isLittle);
  view.setUint16(8, entries, isLittle);
  for (let entry = 10; entry < 10 + entries * 12; entry += 12) {
    view.setUint16(entry, 0x8769, isLittle);
    view.setUint16(entry + 2, 4, isLittle);
    view.setUint32(entry + 4, 1, isLittle);
    view.setUint32(entry + 8, target, isLittle);
  }
  return bytes;
}
