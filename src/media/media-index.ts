import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mediaReference } from '../model/addresses.ts';
import type { StoredImage } from './stored-media.ts';
import { exists, replaceAtomically } from './write-atomically.ts';

/** Remembers what became of a picture's bytes, so that a restart does no picture work. */
export interface MediaIndex {
  find(sourceHash: string): Promise<StoredImage | undefined>;
  add(sourceHash: string, image: StoredImage): Promise<void>;
}

/** One more whenever `renderImage` makes other bytes of the same source: older entries are then made anew. */
const RECIPE = 1;
const REFERENCE_PREFIX = mediaReference('');

const size = z.int().positive();
const entrySchema = z.object({
  recipe: z.literal(RECIPE),
  image: z.object({
    url: z.string(),
    width: size,
    height: size,
    type: z.string(),
    bytes: size,
    thumbnail: z.object({ url: z.string(), width: size, height: size, type: z.string() }),
  }),
});

/** Opens the index, one small JSON file a source in `{folder}/index`. A damaged entry counts as none. */
export async function openMediaIndex(folder: string): Promise<MediaIndex> {
  const indexFolder = join(folder, 'index');
  await mkdir(indexFolder, { recursive: true });
  const pathOf = (sourceHash: string) => join(indexFolder, `${sourceHash}.json`);
  const isThere = (reference: string) => exists(join(folder, reference.slice(REFERENCE_PREFIX.length)));

  return {
    async find(sourceHash) {
      const image = parseEntry(await readFile(pathOf(sourceHash), 'utf8').catch(() => ''));
      if (image === undefined) return undefined;
      const complete = (await isThere(image.url)) && (await isThere(image.thumbnail.url));
      return complete ? image : undefined;
    },
    async add(sourceHash, image) {
      await replaceAtomically(pathOf(sourceHash), `${JSON.stringify({ recipe: RECIPE, image })}\n`);
    },
  };
}

function parseEntry(text: string): StoredImage | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(text)).data?.image;
  } catch {
    return undefined;
  }
}
