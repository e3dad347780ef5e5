import path from 'node:path';
import type { MediaReference } from '../model/article.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Problem } from '../model/problem.ts';
import { buildCatalog, type Catalog } from './catalog.ts';

type AddImage = (
  file: string,
) => Promise<
  | { readonly kind: 'stored'; readonly value: { readonly url: MediaReference } }
  | ({ readonly kind: 'refused' } & Pick<Problem, 'expected' | 'got'>)
>;

/**
 * Copies the image files that feed definitions name into the media folder. Where an image cannot be read, the feed has none, and a
 * podcast, which needs its artwork, becomes a plain feed. Each such image is a problem.
 */
export async function importDefinitionImages(
  catalog: Catalog,
  folder: string,
  addImage: AddImage,
): Promise<{ readonly catalog: Catalog; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];

  const importImage = async (feed: FeedDefinition, field: string, image: string): Promise<string | undefined> => {
    if (/^https?:\/\//.test(image)) return image;
    const outcome = await addImage(path.join(folder, image));
    if (outcome.kind === 'stored') return outcome.value.url;
    const { expected, got } = outcome;
    problems.push({ file: path.join(folder, `${feed.id}.yaml`), field, expected, got });
    return undefined;
  };

  const feeds = await Promise.all(
    catalog.feeds.map(async (feed): Promise<FeedDefinition> => {
      const { image, podcast, ...rest } = feed;
      const url = image && (await importImage(feed, 'image.url', image.url));
      const artwork = podcast && (await importImage(feed, 'podcast.artwork', podcast.artwork));
      return {
        ...rest,
        ...(image === undefined || url === undefined ? {} : { image: { ...image, url } }),
        ...(podcast === undefined || artwork === undefined ? {} : { podcast: { ...podcast, artwork } }),
      };
    }),
  );
  return { catalog: buildCatalog(feeds, catalog.moves), problems };
}
