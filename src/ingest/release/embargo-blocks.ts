import { endsSentence, startsLowerCase } from '../text-shape.ts';
import type { Mention } from './embargo-mentions.ts';
import { isPure } from './embargo-words.ts';
import type { Line } from './read-lines.ts';

/** Lines without a blank line between them, without quote marks. The text has them joined with spaces. */
export interface Block {
  readonly lines: readonly Line[];
  /** The lengths of the quote marks (`> `) before each line. */
  readonly marks: readonly number[];
  readonly text: string;
  /** Where each line begins in the text. */
  readonly starts: readonly number[];
}

/**
 * How a line is read: as a `label` or a sentence of its own; as `prose`, of which a mail program wrapped the end; or as the `continuation` of
 * such a line.
 */
export type Flow = 'label' | 'prose' | 'continuation';

const QUOTE_MARKS = /^(?:> ?)+/u;

/** A mail program wraps no shorter line, in UTF-16 units. */
const MIN_WRAPPED_LENGTH = 40;

/** The subject in the head of a mail. */
export const SUBJECT = /^subject ?:/iu;

/** The beginning of a byline. */
export const BYLINE = /^(?:by|par|por|von)\b/iu;

/** A field such as `From:`. */
export const FIELD = /^\s*[A-Z][\w-]*:/u;

/** `Thank you.` has no more. */
const MAX_CLOSING_WORDS = 3;

/** Splits lines at blank lines, and where a quotation begins or ends. */
export function splitBlocks(quoted: readonly Line[]): readonly Block[] {
  const lines = quoted.map((line) => ({ ...line, text: line.text.replace(QUOTE_MARKS, '') }));
  const marks = quoted.map(({ text }, index) => text.length - (lines[index]?.text.length ?? 0));
  const blocks: Block[] = [];
  let from = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    const isBlank = (lines[index]?.text ?? '') === '';
    // What a mail quotes is no part of the paragraph above it.
    const changes = index > from && (marks[index] === 0) !== (marks[index - 1] === 0);
    if (!isBlank && !changes) continue;
    if (index > from) blocks.push(joinBlock(lines.slice(from, index), marks.slice(from, index)));
    from = isBlank ? index + 1 : index;
  }
  return blocks;
}

function joinBlock(lines: readonly Line[], marks: readonly number[]): Block {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of lines) {
    starts.push(length);
    length += text.length + 1;
  }
  return { lines, marks, text: lines.map(({ text }) => text).join(' '), starts };
}

/** The lines, and the parts of them, that a mention covers. */
export function splitAtLines(block: Block, { start, end }: Mention) {
  const parts: { readonly line: Line; readonly start: number; readonly end: number }[] = [];
  for (let index = findLine(block.starts, start); (block.starts[index] ?? end) < end; index += 1) {
    const line = block.lines[index];
    const from = block.starts[index] ?? 0;
    if (line === undefined) break;
    const mark = block.marks[index] ?? 0;
    const part = { line, start: Math.max(0, start - from) + mark, end: Math.min(line.text.length, end - from) + mark };
    if (part.start < part.end) parts.push(part);
  }
  return parts;
}

/** The index of the line that holds a position; a search by halves, since a block can have 100 000 lines. */
function findLine(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Finds how a line is read. */
export function findFlow({ lines }: Block, index: number): Flow {
  const text = lines[index]?.text ?? '';
  const above = lines[index - 1]?.text;
  const below = lines[index + 1]?.text;
  if (SUBJECT.test(text)) return 'label';
  const continues =
    above !== undefined && above.length >= MIN_WRAPPED_LENGTH && !endsSentence(above) && startsLowerCase(text);
  if (continues && !(isPure(text) && !endsSentence(text))) return 'continuation';
  if (below === undefined || text.length < MIN_WRAPPED_LENGTH || endsSentence(text)) return 'label';
  const wraps =
    (startsLowerCase(below) && !BYLINE.test(below)) ||
    (text.length >= 60 && /[\p{Ll},;–-]$/u.test(text) && !isPure(text));
  return wraps ? 'prose' : 'label';
}

/** Whether a mail program wrapped a sentence at the end of a line. A headline and a byline do not continue. */
export function findWrap(text: string, below: string | undefined, width: number): 'certain' | 'possible' | 'none' {
  if (
    below === undefined ||
    text.length < MIN_WRAPPED_LENGTH ||
    endsSentence(text) ||
    BYLINE.test(text) ||
    FIELD.test(below)
  )
    return 'none';
  if (startsLowerCase(below)) return isTitle(text) ? 'none' : 'certain';
  const [word = '', rest = ''] = below.split(/(?<=^\S+) /u);
  // The next word has room on this line, or the next line is short, such as `Thank you.`.
  if (text.length + 1 + word.length <= width || below.split(' ').length <= MAX_CLOSING_WORDS) return 'none';
  return isPure(word) && !isPure(`${word} ${rest}`) ? 'certain' : 'possible';
}

function isTitle(text: string): boolean {
  const words = text.match(/\p{L}{4,}/gu) ?? [];
  return words.length > 2 && words.filter((word) => /^\p{Lu}/u.test(word)).length * 3 > words.length * 2;
}
