import type { ShownCode } from './page-facts.ts';

const TAG = /(?:<|&lt;)(?:script|div|iframe)\b/g;
const SHORTCODE = /\[tidings[\s\]]/;
const SNIPPET_LENGTH = 600;
const MAX_TRIES = 100;

/** Whether the text that visitors see contains our snippet. An editor may have changed its quotation marks, or escaped it twice. */
export function findShownCode(text: string, publicUrl: string): ShownCode | undefined {
  const address = publicUrl.replace(/^https?:/, '');
  let tries = 0;
  for (const { index } of text.matchAll(TAG)) {
    const piece = text.slice(index, index + SNIPPET_LENGTH);
    if (['v1', 'embed', 'feeds'].some((folder) => piece.includes(`${address}/${folder}/`))) return 'snippet';
    tries += 1;
    if (tries === MAX_TRIES) break;
  }
  return SHORTCODE.test(text) ? 'shortcode' : undefined;
}

/** The first address of a feed's page in the text that visitors see. Addresses of documents (`top.rss`) are for feed readers. */
export function findShownAddress(text: string, publicUrl: string): string | undefined {
  const start = text.indexOf(`${publicUrl}/feeds/`);
  const path = text.slice(start + publicUrl.length, start + SNIPPET_LENGTH);
  const found =
    start === -1 ? undefined : /^[\p{L}\p{N}/%_-]+(?![\p{L}\p{N}/%_-]|\.\w)(?:\?[^\s<>"“”]*)?/u.exec(path)?.[0];
  return found && publicUrl + found;
}
