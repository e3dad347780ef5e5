import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaReference } from '../model/addresses.ts';
import type { Audio, MediaReference } from '../model/article.ts';
import { describeFileError } from '../model/describe-file-error.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { StartError } from '../model/problem.ts';
import { throwIfMachineFails } from '../model/storage-fault.ts';
import { probeAudio } from './audio/probe-audio.ts';
import type { Bucket } from './bucket.ts';
import { openFolderFiles } from './folder-files.ts';
import type { FoundFile, MediaFiles } from './media-files.ts';
import { createMediaIndex, type StoredImage } from './media-index.ts';
import { findMediaType, MEDIA_TYPES, type MediaExtension, type MediaType } from './media-types.ts';
import type { RefusedMedia, RenderedImage } from './render-image.ts';

export type MediaOutcome<T> = { readonly kind: 'stored'; readonly value: T } | RefusedMedia;

/** Stores images and audio under the hash of their bytes, so that the content of an address never changes. */
export interface MediaStore {
  /** Stores a copy without metadata, at most 1600 pixels wide, and a thumbnail. */
  addImage(source: string | Uint8Array): Promise<MediaOutcome<StoredImage>>;
  addAudio(source: string | Uint8Array): Promise<MediaOutcome<Audio>>;
  /** A stored file by its name, `{hash}.{extension}`; `undefined` if there is none. */
  read(fileName: string): Promise<MediaFile | undefined>;
}

interface MediaFile extends FoundFile {
  readonly type: MediaType;
}

const MEGABYTE = 1_000_000;
const MAX_IMAGE_BYTES = 30 * MEGABYTE;
const MAX_AUDIO_BYTES = 300 * MEGABYTE;

/**
 * The files of the bucket, or else of the folder. The folder is created if needed; a `StartError` where folder or bucket cannot be written.
 * A bucket that does not answer is none, since it may answer later.
 */
export async function openMediaFiles(folder: string, bucket?: Bucket): Promise<MediaFiles> {
  await mkdir(join(folder, 'index'), { recursive: true }).catch((cause: Error) => {
    const message = `MEDIA_DIR: expected a folder that can be written, got ${folder} (${cause.message})`;
    throw new StartError(message, { cause });
  });
  if (bucket === undefined) return openFolderFiles(folder);
  const { openBucketFiles, tryBucket, BucketRefusal } = await import('./bucket-files.ts');
  const files = openBucketFiles(bucket);
  await tryBucket(files).catch((cause) => {
    if (cause instanceof BucketRefusal) throw new StartError(`MEDIA_URL: ${cause.message}`, { cause });
  });
  return files;
}

/** Like `openMediaFiles`, but where they cannot be written, only images and audio meet a fault. */
export async function findMediaFiles(folder: string, bucket?: Bucket): Promise<MediaFiles> {
  return bucket === undefined ? openFolderFiles(folder) : (await import('./bucket-files.ts')).openBucketFiles(bucket);
}

export async function openMediaStore(folder: string): Promise<MediaStore> {
  return createMediaStore(await openMediaFiles(folder));
}

/** A source that was added before is recognised by its hash. */
export function createMediaStore(files: MediaFiles): MediaStore {
  const index = createMediaIndex(files);
  const running = new Map<string, Promise<MediaOutcome<StoredImage>>>();

  const save = async (data: Uint8Array, extension: MediaExtension): Promise<MediaReference> => {
    const fileName = `${hashOf(data)}.${extension}`;
    await files.add(fileName, data);
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

    async read(fileName) {
      const type = findMediaType(fileName);
      const file = type && (await files.find(fileName));
      return file && { ...file, type };
    },
  };
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
