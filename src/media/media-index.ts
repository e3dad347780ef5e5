import { z } from 'zod';
import { mediaReference } from '../model/addresses.ts';
import type { Image } from '../model/article.ts';
import type { MediaFiles } from './media-files.ts';

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

/** One small JSON file per source in `index/`. A damaged entry is ignored. */
export function createMediaIndex(files: Pick<MediaFiles, 'has' | 'readText' | 'replace'>): MediaIndex {
  const nameOf = (sourceHash: string) => `index/${sourceHash}.json`;
  const isStored = ({ url }: { readonly url: string }) => files.has(url.slice(REFERENCE_PREFIX.length));

  return {
    async find(sourceHash) {
      const image = parseEntry((await files.readText(nameOf(sourceHash))) ?? '');
      if (image === undefined) return undefined;
      const stored = await Promise.all([image, image.thumbnail].map(isStored));
      return stored.includes(false) ? undefined : image;
    },
    add: (sourceHash, image) =>
      files.replace(nameOf(sourceHash), `${JSON.stringify({ recipe: RECIPE_VERSION, image })}\n`),
  };
}

function parseEntry(text: string): StoredImage | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(text)).data?.image;
  } catch {
    return undefined;
  }
}
