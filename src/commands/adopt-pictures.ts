import path from 'node:path';
import { buildCatalog, type Catalog } from '../catalog/catalog.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { MediaReference } from '../model/article.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Problem } from '../model/problem.ts';

/**
 * Takes the pictures that definitions name as files beside them into the media folder. A feed whose picture cannot be read does without; its podcast
 * cannot, and is a plain feed until it is mended. Every such picture is a problem.
 */
export async function adoptPictures(
  catalog: Catalog,
  folder: string,
  media: Pick<MediaStore, 'addImage'>,
): Promise<{ readonly catalog: Catalog; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];

  const adopt = async (feed: FeedDefinition, field: string, picture: string): Promise<MediaReference | undefined> => {
    if (/^https?:\/\//.test(picture)) return picture;
    const outcome = await media.addImage(path.join(folder, picture));
    if (outcome.kind === 'stored') return outcome.value.url;
    const { expected, got } = outcome;
    problems.push({ file: path.join(folder, `${feed.id}.yaml`), field, expected, got });
    return undefined;
  };

  const feeds = await Promise.all(
    catalog.feeds.map(async (feed): Promise<FeedDefinition> => {
      const { image, podcast, ...rest } = feed;
      const url = image && (await adopt(feed, 'image.url', image.url));
      const artwork = podcast && (await adopt(feed, 'podcast.artwork', podcast.artwork));
      return {
        ...rest,
        ...(image === undefined || url === undefined ? {} : { image: { ...image, url } }),
        ...(podcast === undefined || artwork === undefined ? {} : { podcast: { ...podcast, artwork } }),
      };
    }),
  );
  return { catalog: buildCatalog(feeds, catalog.moves), problems };
}
