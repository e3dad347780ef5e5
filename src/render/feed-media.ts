import { mediaUrl } from '../model/addresses.ts';
import type { Audio, Image, Thumbnail } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import { toWebUrl } from '../model/web-url.ts';
import { toLine } from './plain-text.ts';

/** A picture as a document shows it. What is not known, or cannot be true, is absent. */
export interface FeedImage {
  readonly url: string;
  /** May be empty: a picture that says nothing. */
  readonly alt: string;
  readonly credit?: string;
  readonly caption?: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Media type. */
  readonly type?: string;
  readonly bytes?: number;
  readonly thumbnail?: FeedThumbnail;
}

export interface FeedThumbnail {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** A sound as a document offers it. */
export interface FeedAudio {
  readonly url: string;
  /** Media type. */
  readonly type?: string;
  readonly bytes?: number;
  /** Whole seconds. */
  readonly duration?: number;
}

/** A picture with an absolute URL; `undefined` where it has none. */
export function buildFeedImage(site: Site, image: Image): FeedImage | undefined {
  const url = toWebUrl(mediaUrl(site, image.url));
  if (url === undefined) return undefined;
  return omitUndefined({
    url,
    alt: toLine(image.alt),
    credit: line(image.credit),
    caption: line(image.caption),
    width: positive(image.width),
    height: positive(image.height),
    type: mediaType(image.type),
    bytes: positive(image.bytes),
    thumbnail: image.thumbnail && buildThumbnail(site, image.thumbnail),
  });
}

/** A sound with an absolute URL; `undefined` where it has none. */
export function buildFeedAudio(site: Site, audio: Audio): FeedAudio | undefined {
  const url = toWebUrl(mediaUrl(site, audio.url));
  if (url === undefined) return undefined;
  return omitUndefined({
    url,
    type: mediaType(audio.type),
    bytes: positive(audio.bytes),
    duration: positive(Math.round(audio.duration ?? 0)),
  });
}

function buildThumbnail(site: Site, thumbnail: Thumbnail): FeedThumbnail | undefined {
  const url = toWebUrl(mediaUrl(site, thumbnail.url));
  const width = positive(thumbnail.width);
  const height = positive(thumbnail.height);
  return url === undefined || width === undefined || height === undefined ? undefined : { url, width, height };
}

function positive(number: number | undefined): number | undefined {
  return number !== undefined && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** `type/subtype` of RFC 6838, section 4.2, without parameters. */
function mediaType(type: string | undefined): string | undefined {
  return type !== undefined && /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/i.test(type) ? type : undefined;
}

function line(text: string | undefined): string | undefined {
  return text === undefined ? undefined : toLine(text) || undefined;
}
