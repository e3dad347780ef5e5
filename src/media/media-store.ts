import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaReference } from '../model/addresses.ts';
import type { MediaReference } from '../model/article.ts';
import { StartError } from '../model/problem.ts';
import { probeAudio } from './audio/probe-audio.ts';
import { type MediaIndex, openMediaIndex } from './media-index.ts';
import { MEDIA_TYPES, type MediaExtension } from './media-types.ts';
import type { RenderedImage } from './render-image.ts';
import type { StoredAudio, StoredImage } from './stored-media.ts';
import { writeAtomically } from './write-atomically.ts';

/** What was put into the folder, or why it could not be, in the words of a `Problem`. */
export type MediaOutcome<T> =
  | { readonly kind: 'stored'; readonly value: T }
  | { readonly kind: 'refused'; readonly expected: string; readonly got: string };

/** Keeps pictures and sounds under names that say what is inside, so that an address never changes its content. */
export interface MediaStore {
  /** A copy for readers, at most 1600 pixels wide, without metadata, and a thumbnail. */
  addImage(source: string | Uint8Array): Promise<MediaOutcome<StoredImage>>;
  /** The sound as it is. */
  addAudio(source: string | Uint8Array): Promise<MediaOutcome<StoredAudio>>;
}

const MEGABYTE = 1_000_000;
const MAX_IMAGE_BYTES = 30 * MEGABYTE;
const MAX_AUDIO_BYTES = 300 * MEGABYTE;

/**
 * Opens the media folder, and makes it where there is none. A source that was added before, by this process or an earlier one, is
 * recognised by its bytes and costs one hash. Throws a `StartError` where the folder cannot be written.
 */
export async function openMediaStore(folder: string): Promise<MediaStore> {
  const index = await openIndex(folder);
  const underWay = new Map<string, Promise<MediaOutcome<StoredImage>>>();

  const keep = async (data: Uint8Array, extension: MediaExtension): Promise<MediaReference> => {
    const fileName = `${hashOf(data)}.${extension}`;
    await writeAtomically(join(folder, fileName), data);
    return mediaReference(fileName);
  };

  const render = async (bytes: Uint8Array, sourceHash: string): Promise<MediaOutcome<StoredImage>> => {
    const known = await index.find(sourceHash);
    if (known !== undefined) return { kind: 'stored', value: known };
    // Loaded on first need: where every picture is known already, the picture library never is.
    const { renderImage } = await import('./render-image.ts');
    const rendered = await renderImage(bytes);
    if (rendered.kind === 'refused') return rendered;
    const { picture, thumbnail } = rendered;
    const value = {
      url: await keep(picture.data, picture.extension),
      ...describe(picture),
      bytes: picture.data.length,
      thumbnail: { url: await keep(thumbnail.data, thumbnail.extension), ...describe(thumbnail) },
    };
    await index.add(sourceHash, value);
    return { kind: 'stored', value };
  };

  return {
    async addImage(source) {
      const read = await readSource(source, MAX_IMAGE_BYTES, 'a picture');
      if (read.kind === 'refused') return read;
      const sourceHash = hashOf(read.bytes);
      const running = underWay.get(sourceHash) ?? render(read.bytes, sourceHash);
      underWay.set(sourceHash, running);
      try {
        return await running;
      } finally {
        underWay.delete(sourceHash);
      }
    },

    async addAudio(source) {
      const read = await readSource(source, MAX_AUDIO_BYTES, 'a sound file');
      if (read.kind === 'refused') return read;
      const probe = probeAudio(read.bytes);
      if (probe === undefined) {
        return { kind: 'refused', expected: 'an MP3, M4A, Ogg or WAV file', got: 'something else' };
      }
      const { extension, seconds } = probe;
      return {
        kind: 'stored',
        value: {
          url: await keep(read.bytes, extension),
          type: MEDIA_TYPES[extension],
          bytes: read.bytes.length,
          ...(seconds === undefined ? {} : { duration: Math.round(seconds) }),
        },
      };
    },
  };
}

type ReadSource =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly expected: string; readonly got: string };

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
    const { size } = await stat(source);
    return size > maxBytes ? tooLarge(size) : { kind: 'read', bytes: await readFile(source) };
  } catch (error) {
    return { kind: 'refused', expected: `${what} that can be read`, got: (error as Error).message };
  }
}

function describe(picture: RenderedImage): { width: number; height: number; type: string } {
  return { width: picture.width, height: picture.height, type: MEDIA_TYPES[picture.extension] };
}

/** 128 bits of SHA-256: no two files meet by chance, and addresses stay short. */
function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

async function openIndex(folder: string): Promise<MediaIndex> {
  try {
    await mkdir(folder, { recursive: true });
    return await openMediaIndex(folder);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`MEDIA_DIR: expected a folder that can be written, got ${folder} (${why})`, { cause });
  }
}
