import type { FeedAudio, FeedImage } from './feed-media.ts';
import { element, lines, proseElement } from './markup.ts';

/** A picture as Media RSS 1.5.1 (https://www.rssboard.org/media-rss), with its words and its smaller copy. */
export function renderMediaImage(image: FeedImage): string {
  const { url, type, bytes, width, height, alt, caption, credit, thumbnail } = image;
  const words = [
    proseElement('media:title', alt),
    proseElement('media:description', caption),
    proseElement('media:credit', credit),
  ].join('');
  return lines([
    element('media:content', { url, type, fileSize: bytes, medium: 'image', width, height }, words),
    thumbnail && element('media:thumbnail', { ...thumbnail }),
  ]);
}

/** A sound as Media RSS. */
export function renderMediaAudio({ url, type, bytes, duration }: FeedAudio): string {
  return element('media:content', { url, type, fileSize: bytes, medium: 'audio', duration });
}
