import type { FeedAudio, FeedImage } from './feed-media.ts';
import { element, lines, proseElement } from './markup.ts';

/** Media RSS 1.5.1 (https://www.rssboard.org/media-rss). */
export function renderMediaImage(image: FeedImage): string {
  const { url, type, bytes, width, height, alt, caption, credit, thumbnail } = image;
  const texts = [
    proseElement('media:title', alt),
    proseElement('media:description', caption),
    proseElement('media:credit', credit),
  ].join('');
  return lines([
    element('media:content', { url, type, fileSize: bytes, medium: 'image', width, height }, texts),
    thumbnail && element('media:thumbnail', { ...thumbnail }),
  ]);
}

export function renderMediaAudio({ url, type, bytes, duration }: FeedAudio): string {
  return element('media:content', { url, type, fileSize: bytes, medium: 'audio', duration });
}
