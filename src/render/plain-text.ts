import { toXmlText } from '../model/xml-text.ts';

/** Text that is valid in every format: only XML characters, line feeds as line ends, trimmed. */
export function toText(text: string): string {
  return toDocumentText(text).trim();
}

/** As `toText`, with line ends and tabs as spaces. */
export function toLine(text: string): string {
  return toDocumentText(text)
    .trim()
    .replace(/[\t\n]+/g, ' ');
}

/** Not trimmed. Line ends become LF because XML parsers do so (XML 1.0, section 2.11) and JSON parsers do not. */
export function toDocumentText(text: string): string {
  const clean = toXmlText(text);
  return clean.includes('\r') ? clean.replace(/\r\n?/g, '\n') : clean;
}

/** Shortens a text to `maxLength` UTF-16 units, at a space if possible, and adds an ellipsis. */
export function shorten(text: string, maxLength: number): string {
  const line = text.replace(/[\t\n ]+/g, ' ');
  if (line.length <= maxLength) return line;
  const start = line.slice(0, maxLength);
  const lastSpace = start.lastIndexOf(' ');
  const kept = lastSpace > maxLength / 2 ? start.slice(0, lastSpace) : takeGraphemes(line, maxLength - 1);
  return `${kept.replace(/[\s,;:–—-]+$/u, '')}…`;
}

/** Of cleaned HTML, which has only a few character references. */
export function textOfHtml(html: string): string {
  return toLine(
    html
      .replace(/<[^>]*>/g, ' ')
      .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
      .replace(/ {2,}/g, ' '),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/** Keeps whole grapheme clusters (UAX 29), so that no emoji is cut in half. */
function takeGraphemes(text: string, maxLength: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text.slice(0, maxLength + 1))) {
    if (kept.length + segment.length > maxLength) break;
    kept += segment;
  }
  return kept;
}
