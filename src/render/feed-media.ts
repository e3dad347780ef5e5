import { mediaUrl } from '../model/addresses.ts';
import type { Audio, Image, Thumbnail } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import { toWebUrl } from '../model/web-url.ts';
import { toLine } from './plain-text.ts';

/** Fields that are unknown or invalid are absent. */
export interface FeedImage extends Omit<Image, 'thumbnail'> {
  readonly thumbnail?: FeedThumbnail;
}

export type FeedThumbnail = Omit<Thumbnail, 'type'>;

/** Duration in whole seconds. */
export interface FeedAudio extends Omit<Audio, 'type'> {
  readonly type?: string;
}

/** `undefined` without an absolute URL. */
export function buildFeedImage(site: Site, image: Image): FeedImage | undefined {
  const url = toWebUrl(mediaUrl(site, image.url));
  if (url === undefined) return undefined;
  return omitUndefined({
    url,
    alt: toLine(image.alt),
    credit: toOptionalLine(image.credit),
    caption: toOptionalLine(image.caption),
    width: toPositive(image.width),
    height: toPositive(image.height),
    type: parseMediaType(image.type) ?? guessImageType(url),
    bytes: toPositive(image.bytes),
    thumbnail: image.thumbnail && buildThumbnail(site, image.thumbnail),
  });
}

/** `undefined` without an absolute URL. */
export function buildFeedAudio(site: Site, audio: Audio): FeedAudio | undefined {
  const url = toWebUrl(mediaUrl(site, audio.url));
  if (url === undefined) return undefined;
  return omitUndefined({
    url,
    type: parseMediaType(audio.type),
    bytes: toPositive(audio.bytes),
    duration: toPositive(Math.round(audio.duration ?? 0)),
  });
}

function buildThumbnail(site: Site, thumbnail: Thumbnail): FeedThumbnail | undefined {
  const url = toWebUrl(mediaUrl(site, thumbnail.url));
  const width = toPositive(thumbnail.width);
  const height = toPositive(thumbnail.height);
  return url === undefined || width === undefined || height === undefined ? undefined : { url, width, height };
}

function toPositive(number: number | undefined): number | undefined {
  return number !== undefined && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** `type/subtype` without parameters (RFC 6838, section 4.2). */
function parseMediaType(type: string | undefined): string | undefined {
  return type !== undefined && /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/i.test(type) ? type : undefined;
}

/** From the extension, for an image elsewhere. */
function guessImageType(url: string): string | undefined {
  const extension = /\.(\w+)$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(IMAGE_TYPES, extension) ? IMAGE_TYPES[extension] : undefined;
}

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

function toOptionalLine(text: string | undefined): string | undefined {
  return text === undefined ? undefined : toLine(text) || undefined;
}
