import type { Image } from '../model/article.ts';
import { escapeMarkup } from '../model/escape-markup.ts';

/** A paragraph or figure that has nothing but an image, or a link around one. */
const LONE_IMAGE = /<(p|figure)>((?:<a [^>]*>)?<img [^>]*>(?:<\/a>)?)<\/\1>/g;

/**
 * Adds caption and credit of the lead image to the same image in clean HTML. Where a text contains its lead image, documents do not show
 * it above the text.
 */
export function captionLeadImage(html: string, image: Pick<Image, 'url' | 'caption' | 'credit'> | undefined): string {
  const caption = [
    image?.caption && escapeMarkup(image.caption),
    image?.credit && `<small>(${escapeMarkup(image.credit)})</small>`,
  ]
    .filter(Boolean)
    .join(' ');
  if (image === undefined || caption === '') return html;
  const source = `src="${escapeMarkup(image.url)}"`;
  let isAdded = false;
  return html.replace(LONE_IMAGE, (block, _name, img: string) => {
    if (isAdded || !img.includes(source)) return block;
    isAdded = true;
    return `<figure>${img}<figcaption>${caption}</figcaption></figure>`;
  });
}
