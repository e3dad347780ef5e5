import { decodeHTMLStrict } from 'entities';
import { toXmlText } from '../../model/xml-text.ts';

/** One line of a release. */
export interface Line {
  /** Counted from 1. */
  readonly line: number;
  /** White space collapsed and trimmed; empty for a blank line. */
  readonly text: string;
  /** The number of white-space characters before the text; a tab counts as four. */
  readonly indent: number;
  /** The parts between gaps of three spaces or more, if there are several. */
  readonly columns?: readonly string[];
}

// Not ZWNJ, ZWJ, LRM, RLM and ALM: Persian, Indic scripts, joined emoji and mixed-direction text need them.
const INVISIBLE = /\u034F|[\u00AD\u180E\u200B\u2060-\u2064\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const QUOTE_MARKS = /^\s*(?:> ?)+/u;
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iu;
const COLUMN_GAP = /\s{3,}|\t/u;
const MARKS = new Set(' \u061C\u200C\u200D\u200E\u200F');
const LINE_BREAK = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/u;

/**
 * Splits a text into lines at CRLF, CR, LF, form feed or Unicode's separators. Character references (`&#8217;`, `&amp;rsquo;`) become
 * characters. Invisible characters and those that XML does not allow are removed, all white space becomes single spaces, and the quote
 * marks (`> `) of a mail that is quoted as a whole are removed.
 */
export function readLines(text: string): readonly Line[] {
  const raw = text
    .replace(INVISIBLE, '')
    .split(LINE_BREAK)
    .map((line) => toXmlText(decodeReferences(line)));
  return (areQuoted(raw) ? raw.map((line) => line.replace(QUOTE_MARKS, '')) : raw).map(readLine);
}

/** Removes the quote marks of lines that are all quoted. */
export function unquote(lines: readonly Line[]): readonly Line[] {
  if (!areQuoted(lines.map(({ text }) => text))) return lines;
  return lines.map(unquoteLine);
}

export function unquoteLine(line: Line): Line {
  return { ...line, text: line.text.replace(QUOTE_MARKS, '') };
}

/** The text of a line without the marks of a quotation. */
export function bare(line: Line | undefined): string {
  return line === undefined ? '' : line.text.replace(QUOTE_MARKS, '');
}

function areQuoted(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '');
  return written.length > 1 && written.every((line) => /^\s*>/.test(line));
}

/** Some programs escape twice. References without a semicolon (`AT&T`) are text. */
function decodeReferences(line: string): string {
  if (!REFERENCE.test(line)) return line;
  return decodeHTMLStrict(decodeHTMLStrict(line))
    .replace(INVISIBLE, '')
    .replace(/[\r\n]+/gu, ' ');
}

function readLine(raw: string, index: number): Line {
  const lead = /^\s*/u.exec(raw)?.[0] ?? '';
  const columns = raw.trim().split(COLUMN_GAP);
  return {
    line: index + 1,
    text: trim(raw.replace(/\s+/gu, ' ')),
    indent: lead.replaceAll('\t', '    ').length,
    ...(columns.length > 1 && { columns }),
  };
}

/** Removes spaces and marks from both ends. A regular expression would take quadratic time on a long run of marks. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && MARKS.has(text[start] ?? '')) start += 1;
  while (end > start && MARKS.has(text[end - 1] ?? '')) end -= 1;
  return text.slice(start, end);
}
