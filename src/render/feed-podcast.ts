import { createHash } from 'node:crypto';
import { mediaUrl } from '../model/addresses.ts';
import type { FeedDefinition, Podcast } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import { toWebUrl } from '../model/web-url.ts';
import type { FeedAudio, FeedImage } from './feed-media.ts';
import { toLine } from './plain-text.ts';

/** What makes a feed a podcast, as a document says it. */
export interface FeedPodcast extends Pick<Podcast, 'author' | 'owner' | 'categories' | 'explicit' | 'type' | 'locked'> {
  /** `podcast:guid`: a UUID that stays with the show wherever it moves. */
  readonly guid: string;
  /** Absolute URL of the show's picture. */
  readonly artwork?: string;
}

/** What makes an item an episode. */
export interface FeedEpisode {
  readonly explicit: boolean;
  /** Absolute URL of the episode's own picture, where it is one that directories take. */
  readonly artwork?: string;
}

/** Builds what a podcast's document says of itself. `feed` is the address by which directories know it, that of its RSS. */
export function buildFeedPodcast(
  site: Site,
  { podcast }: Pick<FeedDefinition, 'podcast'>,
  feed: string,
): FeedPodcast | undefined {
  if (podcast === undefined) return undefined;
  const { explicit, type, locked, categories } = podcast;
  return omitUndefined({
    author: toLine(podcast.author),
    owner: { name: toLine(podcast.owner.name), email: toLine(podcast.owner.email) },
    categories: categories.map(({ name, subcategory }) =>
      omitUndefined({
        name: toLine(name),
        subcategory: subcategory && toLine(subcategory),
      }),
    ),
    ...{ explicit, type, locked },
    guid: podcast.guid ?? podcastGuid(feed),
    artwork: toWebUrl(mediaUrl(site, podcast.artwork)),
  });
}

/** Builds what an episode says of itself; throws a `TypeError` where the item has no sound that a directory would take. */
export function buildFeedEpisode(
  podcast: Pick<Podcast, 'explicit'>,
  audio: FeedAudio | undefined,
  image: FeedImage | undefined,
): FeedEpisode {
  if (audio === undefined) throw new TypeError('it has no sound, so it is no episode');
  if (audio.bytes === undefined) throw new TypeError('the length of its sound is not known, so it is no episode');
  if (!EPISODE_TYPES.includes(audio.type ?? '')) {
    throw new TypeError(`no directory of podcasts takes sound of the type ${audio.type ?? 'unknown'}`);
  }
  return omitUndefined({
    explicit: podcast.explicit,
    artwork: image !== undefined && isArtwork(image) ? image.url : undefined,
  });
}

/**
 * The guid of a podcast: UUIDv5 (RFC 9562, section 5.5) of the feed's address without its scheme and without slashes at its end
 * (https://podcasting2.org/docs/podcast-namespace/tags/guid).
 */
export function podcastGuid(feed: string): string {
  const name = feed.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/\/+$/, '');
  const hash = createHash('sha1').update(PODCAST_NAMESPACE).update(name).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const PODCAST_NAMESPACE = Buffer.from('ead4c236bf5858c6a2c6a6b28d128cb6', 'hex');

/** The types of sound that Apple takes (https://podcasters.apple.com/support/823-podcast-requirements). */
const EPISODE_TYPES = ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'];

/** Apple's rule for pictures of shows and episodes. Pixels. */
const ARTWORK = { least: 1400, most: 3000, types: ['image/jpeg', 'image/png'] };

function isArtwork({ width = 0, height, type = '' }: FeedImage): boolean {
  return width === height && width >= ARTWORK.least && width <= ARTWORK.most && ARTWORK.types.includes(type);
}
