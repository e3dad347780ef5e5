import { toXmlText } from '../model/xml-text.ts';

/** Text as every format can hold it: XML characters only, line ends as one line feed, no white space around it. */
export function toText(text: string): string {
  return toDocumentText(text).trim();
}

/** Text for one line, such as a title: as `toText`, and line ends and tabs inside it are one space. */
export function toLine(text: string): string {
  return toDocumentText(text)
    .trim()
    .replace(/[\t\n]+/g, ' ');
}

/** Markup or text whose white space matters. XML turns CR LF into LF (XML 1.0, section 2.11) and JSON does not: done here, all formats agree. */
export function toDocumentText(text: string): string {
  const clean = toXmlText(text);
  return clean.includes('\r') ? clean.replace(/\r\n?/g, '\n') : clean;
}

/** The beginning of a text, at most `most` UTF-16 units: whole words where there are spaces to part them, and an ellipsis. */
export function shorten(text: string, most: number): string {
  const line = text.replace(/[\t\n ]+/g, ' ');
  if (line.length <= most) return line;
  const room = line.slice(0, most);
  const lastSpace = room.lastIndexOf(' ');
  const kept = lastSpace > most / 2 ? room.slice(0, lastSpace) : wholeCharacters(line, most - 1);
  return `${kept.replace(/[\s,;:–—-]+$/u, '')}…`;
}

/** The text of cleaned HTML, tags taken out and the entities that cleaning writes resolved. */
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

/** Never half an emoji: whole grapheme clusters (UAX 29). */
function wholeCharacters(text: string, most: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text.slice(0, most + 1))) {
    if (kept.length + segment.length > most) break;
    kept += segment;
  }
  return kept;
}
