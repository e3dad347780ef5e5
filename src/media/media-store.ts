import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { mediaReference } from '../model/addresses.ts';
import type { Audio, MediaReference } from '../model/article.ts';
import { describeFileError } from '../model/describe-file-error.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { StartError } from '../model/problem.ts';
import { throwIfMachineFails } from '../model/storage-fault.ts';
import { probeAudio } from './audio/probe-audio.ts';
import { createMediaIndex, type StoredImage } from './media-index.ts';
import { findMediaType, MEDIA_TYPES, type MediaExtension, type MediaType } from './media-types.ts';
import type { RefusedMedia, RenderedImage } from './render-image.ts';
import { writeAtomically } from './write-atomically.ts';

export type MediaOutcome<T> = { readonly kind: 'stored'; readonly value: T } | RefusedMedia;

/** Stores images and audio under the hash of their bytes, so that the content of an address never changes. */
export interface MediaStore {
  /** Stores a copy without metadata, at most 1600 pixels wide, and a thumbnail. */
  addImage(source: string | Uint8Array): Promise<MediaOutcome<StoredImage>>;
  addAudio(source: string | Uint8Array): Promise<MediaOutcome<Audio>>;
  /** A stored file by its name, `{hash}.{extension}`; `undefined` if there is none. */
  read(fileName: string): Promise<MediaFile | undefined>;
}

interface MediaFile {
  readonly type: MediaType;
  readonly bytes: number;
  /** From byte `start` to byte `end`, both inclusive. */
  stream(range?: { readonly start: number; readonly end: number }): Readable;
}

const MEGABYTE = 1_000_000;
const MAX_IMAGE_BYTES = 30 * MEGABYTE;
const MAX_AUDIO_BYTES = 300 * MEGABYTE;

/** Creates the folder if needed; a `StartError` if it cannot be written. A source that was added before is recognised by its hash. */
export async function openMediaStore(folder: string): Promise<MediaStore> {
  await mkdir(join(folder, 'index'), { recursive: true }).catch((cause: Error) => {
    const message = `MEDIA_DIR: expected a folder that can be written, got ${folder} (${cause.message})`;
    throw new StartError(message, { cause });
  });
  return createMediaStore(folder);
}

/** Like `openMediaStore`, but where the folder cannot be written, only images and audio meet a fault. */
export function createMediaStore(folder: string): MediaStore {
  const index = createMediaIndex(folder);
  const running = new Map<string, Promise<MediaOutcome<StoredImage>>>();

  const save = async (data: Uint8Array, extension: MediaExtension): Promise<MediaReference> => {
    const fileName = `${hashOf(data)}.${extension}`;
    await writeAtomically(join(folder, fileName), data);
    return mediaReference(fileName);
  };

  const render = async (bytes: Uint8Array, sourceHash: string): Promise<MediaOutcome<StoredImage>> => {
    const known = await index.find(sourceHash);
    if (known !== undefined) return { kind: 'stored', value: known };
    // If all images are known, the image library is never loaded.
    const { renderImage } = await import('./render-image.ts');
    const rendered = await renderImage(bytes);
    if (rendered.kind === 'refused') return rendered;
    const { image, thumbnail } = rendered;
    const value = {
      url: await save(image.data, image.extension),
      ...describe(image),
      bytes: image.data.length,
      thumbnail: { url: await save(thumbnail.data, thumbnail.extension), ...describe(thumbnail) },
    };
    await index.add(sourceHash, value);
    return { kind: 'stored', value };
  };

  return {
    async addImage(source) {
      const read = await readSource(source, MAX_IMAGE_BYTES, 'an image');
      if (read.kind === 'refused') return read;
      const sourceHash = hashOf(read.bytes);
      const rendering = running.get(sourceHash) ?? render(read.bytes, sourceHash);
      running.set(sourceHash, rendering);
      try {
        return await rendering;
      } finally {
        running.delete(sourceHash);
      }
    },

    async addAudio(source) {
      const read = await readSource(source, MAX_AUDIO_BYTES, 'an audio file');
      if (read.kind === 'refused') return read;
      const probe = probeAudio(read.bytes);
      if (probe === undefined) {
        return { kind: 'refused', expected: 'an MP3, M4A, Ogg or WAV file', got: 'something else' };
      }
      const { extension, seconds } = probe;
      return {
        kind: 'stored',
        value: omitUndefined({
          url: await save(read.bytes, extension),
          type: MEDIA_TYPES[extension],
          bytes: read.bytes.length,
          duration: seconds === undefined ? undefined : Math.round(seconds),
        }),
      };
    },

    read: (fileName) => findFile(folder, fileName),
  };
}

async function findFile(folder: string, fileName: string): Promise<MediaFile | undefined> {
  const type = findMediaType(fileName);
  if (type === undefined) return undefined;
  const path = join(folder, fileName);
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return stats && { type, bytes: stats.size, stream: (range) => createReadStream(path, range) };
}

type ReadSource = { readonly kind: 'read'; readonly bytes: Uint8Array } | RefusedMedia;

async function readSource(source: string | Uint8Array, maxBytes: number, what: string): Promise<ReadSource> {
  const tooLarge = (size: number): ReadSource => ({
    kind: 'refused',
    expected: `${what} of at most ${maxBytes / MEGABYTE} MB`,
    got: `${(size / MEGABYTE).toFixed(1)} MB`,
  });
  if (typeof source !== 'string') {
    return source.length > maxBytes ? tooLarge(source.length) : { kind: 'read', bytes: source };
  }
  try {
    const stats = await stat(source);
    // Opening a FIFO would wait for a writer for ever.
    if (!stats.isFile()) {
      return {
        kind: 'refused',
        expected: `${what} that can be read`,
        got: stats.isDirectory() ? 'a folder' : 'something else',
      };
    }
    const { size } = stats;
    return size > maxBytes ? tooLarge(size) : { kind: 'read', bytes: await readFile(source) };
  } catch (error) {
    throwIfMachineFails(error);
    return { kind: 'refused', expected: `${what} that can be read`, got: describeFileError(error) };
  }
}

function describe(image: RenderedImage): { width: number; height: number; type: string } {
  return { width: image.width, height: image.height, type: MEDIA_TYPES[image.extension] };
}

/** 128 bits of SHA-256: two files never have the same name, and addresses stay short. */
function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
