import { guardHtml } from './html/guard-html.ts';
import { parseHtml, serializeHtml } from './html/html-tree.ts';
import type { MediaImage } from './html/tidy-context.ts';
import { tidyHtml } from './html/tidy-html.ts';

/** What is known about the HTML to be cleaned. */
export interface CleanOptions {
  /** The article's own page: what relative addresses are relative to. Without it they are dropped, and links become their text. */
  readonly baseUrl?: string;
  /** Pictures of our own media folder, by the `src` for which they stand. No other `tidings-media:` address is let through. */
  readonly mediaImages?: ReadonlyMap<string, MediaImage>;
}

/** A second round settles almost everything; markup that does not settle is kept as text. */
const MAX_ROUNDS = 8;

/**
 * Cleans HTML of any origin: structure, text, links, lists, tables and pictures stay; scripts, styles, handlers, forms and tracking
 * go; an embed becomes a link or a picture with a link; every address is absolute. No character is lost that XML may hold, save white
 * space without meaning. Cleaning twice is cleaning once.
 */
export function cleanHtml(html: string, { baseUrl, mediaImages = new Map() }: CleanOptions = {}): string {
  const own = new Map([...mediaImages, ...[...mediaImages.values()].map((picture) => [picture.url, picture] as const)]);
  let current = html;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const tree = parseHtml(current);
    if (tree === undefined) break;
    const tidied = trim(serializeHtml(tidyHtml(tree, { baseUrl, mediaImages: own })));
    const guarded = trim(guardHtml(tidied));
    // Where the guard had nothing to say, the markup reads back as it was meant, and is what it will be next time.
    if (guarded === tidied) return guarded;
    current = guarded;
  }
  return keepText(current);
}

/** The text of markup that cannot be made sense of. `<` never stands twice in a match: the work grows with the length alone. */
function keepText(html: string): string {
  const text = html.replace(/<[^<>]*>/g, ' ');
  return trim(serializeHtml(parseHtml(escapeBrackets(text)) ?? [text]));
}

/** Brackets become text, while the entities of the markup stay what they are. */
function escapeBrackets(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Takes HTML's white space off both ends; a loop, since a pattern for the end would be tried at every place. */
function trim(html: string): string {
  const isSpace = (index: number) => ' \t\n\f'.includes(html.charAt(index));
  let start = 0;
  let end = html.length;
  while (start < end && isSpace(start)) start += 1;
  while (end > start && isSpace(end - 1)) end -= 1;
  return html.slice(start, end);
}
