import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mediaReference } from '../model/addresses.ts';
import type { Image } from '../model/article.ts';
import { exists, replaceAtomically } from './write-atomically.ts';

export type StoredImage = Required<Omit<Image, 'alt' | 'credit' | 'caption'>>;

/** Which image was made from which source, so that a restart renders nothing again. */
export interface MediaIndex {
  find(sourceHash: string): Promise<StoredImage | undefined>;
  add(sourceHash: string, image: StoredImage): Promise<void>;
}

/** Increase it when `renderImage` makes other bytes of the same source: older entries are then rendered again. */
const RECIPE_VERSION = 1;
const REFERENCE_PREFIX = mediaReference('');

const size = z.int().positive();
const entrySchema = z.object({
  recipe: z.literal(RECIPE_VERSION),
  image: z.object({
    url: z.string(),
    width: size,
    height: size,
    type: z.string(),
    bytes: size,
    thumbnail: z.object({ url: z.string(), width: size, height: size, type: z.string() }),
  }),
});

/** One small JSON file per source in `{folder}/index`. A damaged entry is ignored. */
export function createMediaIndex(folder: string): MediaIndex {
  const indexFolder = join(folder, 'index');
  const pathOf = (sourceHash: string) => join(indexFolder, `${sourceHash}.json`);
  const isStored = (reference: string) => exists(join(folder, reference.slice(REFERENCE_PREFIX.length)));

  return {
    async find(sourceHash) {
      const image = parseEntry(await readFile(pathOf(sourceHash), 'utf8').catch(() => ''));
      if (image === undefined) return undefined;
      const complete = (await isStored(image.url)) && (await isStored(image.thumbnail.url));
      return complete ? image : undefined;
    },
    add: (sourceHash, image) =>
      replaceAtomically(pathOf(sourceHash), `${JSON.stringify({ recipe: RECIPE_VERSION, image })}\n`),
  };
}

function parseEntry(text: string): StoredImage | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(text)).data?.image;
  } catch {
    return undefined;
  }
}
