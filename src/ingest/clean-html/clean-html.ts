import sanitizeHtml from 'sanitize-html';
import { ALLOWED, ALLOWED_EVERYWHERE } from './allowed-html.ts';
import { parseHtml, serializeHtml, VOID_ELEMENTS } from './html-tree.ts';
import type { MediaImage } from './tidy-context.ts';
import { tidyHtml } from './tidy-html.ts';

interface CleanOptions {
  /** The base of relative addresses. Without it they are removed, and links become their text. */
  readonly baseUrl?: string;
  /** By the `src` that they replace. Any other `tidings-media:` address is removed. */
  readonly mediaImages?: ReadonlyMap<string, MediaImage>;
}

/** Two rounds are usually enough. Markup that still changes after this many is reduced to its text. */
const MAX_ROUNDS = 8;

/** The last step before HTML is stored: only allowed elements, attributes and protocols pass. */
const SANITIZE_OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: Object.keys(ALLOWED),
  allowedAttributes: {
    '*': [...ALLOWED_EVERYWHERE],
    ...Object.fromEntries(Object.entries(ALLOWED).map(([name, attributes]) => [name, [...attributes]])),
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https', 'tidings-media'] },
  allowProtocolRelative: false,
  selfClosing: [...VOID_ELEMENTS],
};

/**
 * Cleans HTML of any origin. Structure, text, links, lists, tables and images are kept; scripts, styles, event handlers, forms and
 * tracking are removed. An embed becomes a link, or an image with a link. All addresses are absolute. All characters that XML
 * allows are kept, except meaningless white space. Cleaning clean HTML changes nothing.
 */
export function cleanHtml(html: string, { baseUrl, mediaImages = new Map() }: CleanOptions = {}): string {
  const images = new Map([...mediaImages, ...[...mediaImages.values()].map((image) => [image.url, image] as const)]);
  let current = html;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const tree = parseHtml(current);
    if (tree === undefined) break;
    const tidied = trim(serializeHtml(tidyHtml(tree, baseUrl, images)));
    const sanitized = trim(sanitizeHtml(tidied, SANITIZE_OPTIONS));
    // If sanitize-html changes nothing, the markup is read back as it was meant, and a later cleaning changes nothing either.
    if (sanitized === tidied) return sanitized;
    current = sanitized;
  }
  return keepText(current);
}

/** The text of markup that cannot be parsed. The pattern allows one `<` per match, so that the time is linear. */
function keepText(html: string): string {
  const text = html.replace(/<[^<>]*>/g, ' ');
  const escaped = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return trim(serializeHtml(parseHtml(escaped) ?? [text]));
}

/** Removes HTML's white space from both ends. A pattern anchored at the end would take quadratic time. */
function trim(html: string): string {
  const isSpace = (index: number) => ' \t\n\f'.includes(html.charAt(index));
  let start = 0;
  let end = html.length;
  while (start < end && isSpace(start)) start += 1;
  while (end > start && isSpace(end - 1)) end -= 1;
  return html.slice(start, end);
}
