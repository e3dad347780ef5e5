import { createHash } from 'node:crypto';
import { mediaUrl } from '../model/addresses.ts';
import type { FeedDefinition, Podcast } from '../model/feed-definition.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import { toWebUrl } from '../model/web-url.ts';
import type { FeedAudio, FeedImage } from './feed-media.ts';
import { toLine } from './plain-text.ts';

export interface FeedPodcast extends Pick<Podcast, 'author' | 'owner' | 'categories' | 'explicit' | 'type' | 'locked'> {
  /** `podcast:guid`: a UUID that stays the same if the podcast moves. */
  readonly guid: string;
  readonly artwork?: string;
}

export interface FeedEpisode {
  readonly explicit: boolean;
  /** The episode's own image, if directories accept it. */
  readonly artwork?: string;
}

/** `undefined` if the feed is not a podcast. `feed` is the address of the RSS document. */
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
      omitUndefined({ name: toLine(name), subcategory: subcategory && toLine(subcategory) }),
    ),
    explicit,
    type,
    locked,
    guid: podcast.guid ?? podcastGuid(feed),
    artwork: toWebUrl(mediaUrl(site, podcast.artwork)),
  });
}

/** Throws a `TypeError` if the item has no audio that directories accept. */
export function buildFeedEpisode(
  podcast: Pick<Podcast, 'explicit'>,
  audio: FeedAudio | undefined,
  image: FeedImage | undefined,
): FeedEpisode {
  if (audio === undefined) throw new TypeError('an episode needs audio, got none');
  if (audio.bytes === undefined) throw new TypeError('an episode needs audio of known length');
  if (!EPISODE_TYPES.includes(audio.type ?? '')) {
    const got = audio.type ?? 'an unknown type';
    throw new TypeError(`an episode needs audio of type ${EPISODE_TYPES.join(', ')}, got ${got}`);
  }
  return omitUndefined({
    explicit: podcast.explicit,
    artwork: image !== undefined && isArtwork(image) ? image.url : undefined,
  });
}

/** UUIDv5 (RFC 9562, section 5.5) of the feed's address without scheme and final slashes (https://podcasting2.org/docs/podcast-namespace/tags/guid). */
export function podcastGuid(feed: string): string {
  const name = feed.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/\/+$/, '');
  const hash = createHash('sha1').update(PODCAST_NAMESPACE).update(name).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const PODCAST_NAMESPACE = Buffer.from('ead4c236bf5858c6a2c6a6b28d128cb6', 'hex');

/** The audio types that Apple accepts (https://podcasters.apple.com/support/823-podcast-requirements). */
const EPISODE_TYPES = ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'];

/** Apple's limits for artwork, in pixels. */
const ARTWORK = { min: 1400, max: 3000, types: ['image/jpeg', 'image/png'] };

function isArtwork({ width = 0, height, type = '' }: FeedImage): boolean {
  return width === height && width >= ARTWORK.min && width <= ARTWORK.max && ARTWORK.types.includes(type);
}
