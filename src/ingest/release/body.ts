import {
  endsSentence,
  isDate,
  isListItem,
  isOrnament,
  mayBeListItem,
  startsLowerCase,
  startsWithEmoji,
} from '../text-shape.ts';
import type { Line } from './read-lines.ts';

/** One paragraph of plain text. */
export interface Paragraph {
  readonly text: string;
  /** The line on which it begins, counted from 1. */
  readonly line: number;
}

/** Mail programs wrap at widths in this range, in UTF-16 units. Shorter lines are verse, longer ones paragraphs. */
const MIN_WIDTH = 40;
const MAX_WIDTH = 132;
/** A wrapped line can be shorter than the width by the next word and this many UTF-16 units. */
const SLACK = 4;
/** From this width, in UTF-16 units, one wrapped block shows that others are wrapped too. */
const MIN_COMMON_WIDTH = 50;
/** The longest lines of blocks that are wrapped at the same width differ by at most this many UTF-16 units. */
const MAX_WIDTH_DIFFERENCE = 10;
/** A block with one longer line has at least as many lines, and that line is longer by at most this many UTF-16 units. */
const MIN_LINES_BESIDE_LONGER = 4;
const MAX_EXCESS = 24;
/** In UTF-16 units. */
const MAX_ADDRESS_LENGTH = 500;
/** A URL at the end of a line, and the character at which programs break it. */
const BROKEN_END = /(?:^|[\s(])(<?)https?:\/\/[^\s<>]*?[^\s<>/&?=_-]([/&?=_-]?)$/iu;
const WEB_ADDRESS = /^<?(?:https?:\/\/|www\.)/iu;

/**
 * Joins lines into paragraphs. A blank line, an ornament (`* * *`) or an indented first line ends a paragraph. A block without
 * these is one of two kinds:
 *
 * - **wrapped** by a mail program: most lines end inside a sentence, where the next word would not have fitted. The lines are joined. A
 *   line that ends although the next word would have fitted ends its paragraph. A block that shows neither is wrapped if others are, and
 *   it is not wider.
 * - **one paragraph per line** otherwise. Only a line that begins in lower case continues an unfinished line before it.
 *
 * List items and lines that begin with an emoji are paragraphs of their own. A dash or a number begins an item only after a finished line.
 */
export function joinLines(lines: readonly Line[]): readonly Paragraph[] {
  const blocks = toBlocks(lines).map((block) => ({
    block,
    longest: findLongest(block),
    width: findWrappingWidth(block),
  }));
  const common = blocks.reduce((widest, { width = 0 }) => Math.max(widest, width), 0);
  return blocks.flatMap(({ block, longest, width: own }) => {
    const fits = common >= MIN_COMMON_WIDTH && longest <= common + MAX_WIDTH_DIFFERENCE;
    const width = own ?? (fits ? Math.max(common, longest) : undefined);
    const paragraphs: Paragraph[] = [];
    let text = '';
    let start = 0;
    let previous: Line | undefined;
    for (const line of block) {
      if (previous !== undefined && continues(previous, line, width)) {
        text += `${findSeparator(previous.text, line.text)}${line.text}`;
      } else {
        if (previous !== undefined) paragraphs.push({ text, line: start });
        text = line.text;
        start = line.line;
      }
      previous = line;
    }
    if (previous !== undefined) paragraphs.push({ text, line: start });
    return paragraphs;
  });
}

/** Splits lines at blank lines, ornaments and indented first lines of paragraphs. */
function toBlocks(lines: readonly Line[]): readonly (readonly Line[])[] {
  const blocks: Line[][] = [];
  let block: Line[] = [];
  let inList = false;
  for (const line of lines) {
    const last = block.at(-1);
    const blank = isOrnament(line.text);
    // After a list item, an indented line is the rest of the item.
    const indented = last !== undefined && line.indent >= last.indent + 2 && !inList;
    if (last !== undefined && (blank || indented)) {
      blocks.push(block);
      block = [];
      inList = false;
    }
    if (blank) continue;
    block.push(line);
    inList ||= isListItem(line.text);
  }
  if (block.length > 0) blocks.push(block);
  return blocks;
}

/** The width at which a block is wrapped; `undefined` if each line is a paragraph. One line may be longer, if the next continues it. */
function findWrappingWidth(block: readonly Line[]): number | undefined {
  const longest = findLongest(block);
  const width = measureWrapping(block, longest);
  if (width !== undefined || block.length < MIN_LINES_BESIDE_LONGER) return width;
  const index = block.findIndex(({ text }) => text.length === longest && text.includes(' '));
  const next = block[index + 1]?.text ?? '';
  if (isFinished(block[index]?.text ?? '') || !startsLowerCase(next)) return undefined;
  const others = findLongest(block.toSpliced(index, 1));
  return longest - others > MAX_EXCESS ? undefined : measureWrapping(block, others);
}

/** The width, if most lines end inside a sentence where the next word would not have fitted. */
function measureWrapping(block: readonly Line[], width: number): number | undefined {
  if (width < MIN_WIDTH || width > MAX_WIDTH) return undefined;

  let breaks = 0;
  let unfinished = 0;
  let full = 0;
  for (const [index, line] of block.entries()) {
    const previous = block[index - 1];
    if (previous === undefined || isSeparate(previous.text, line.text) || isAddress(previous.text)) continue;
    breaks += 1;
    if (isFinished(previous.text) && !startsLowerCase(line.text)) continue;
    unfinished += 1;
    if (isFull(previous.text, line.text, width)) full += 1;
  }
  return unfinished > 0 && unfinished >= breaks / 2 && full >= unfinished * 0.8 ? width : undefined;
}

/** The length of the longest line with a space. A single word, such as a URL, can be longer than the width. */
function findLongest(block: readonly Line[]): number {
  let longest = 0;
  for (const { text } of block) if (text.includes(' ')) longest = Math.max(longest, text.length);
  return longest;
}

function continues(previous: Line, line: Line, width: number | undefined): boolean {
  if (isBrokenAddress(previous.text, line.text)) return true;
  if (isSeparate(previous.text, line.text)) return false;
  if (width !== undefined) {
    return startsLowerCase(line.text) || isAddress(previous.text) || isFull(previous.text, line.text, width);
  }
  return startsLowerCase(line.text) && !isFinished(previous.text) && !WEB_ADDRESS.test(line.text);
}

/** A URL alone on a line did not fit on the one before. */
function isAddress(text: string): boolean {
  return !text.includes(' ') && WEB_ADDRESS.test(text);
}

function isSeparate(previous: string, text: string): boolean {
  if (mayBeListItem(text)) return isFinished(previous) || isListItem(previous);
  return isListItem(text) || startsWithEmoji(text);
}

function isFinished(text: string): boolean {
  return endsSentence(text) || text.endsWith(':');
}

function isFull(text: string, next: string, width: number): boolean {
  const space = next.indexOf(' ');
  return text.length + 1 + (space < 0 ? next.length : space) > width - SLACK;
}

/**
 * Whether a URL was broken between two lines: `https://a.example/x/` and `1726/index.html`, `https://a.example/?a=1&` and `b=2`, or
 * `<https://a.example/x` and `/y>`.
 */
function isBrokenAddress(previous: string, next: string): boolean {
  const [, open = '', end = ''] = BROKEN_END.exec(previous.slice(-MAX_ADDRESS_LENGTH)) ?? [];
  const [start = ''] = /^\S{1,200}/u.exec(next) ?? [];
  if (end === '') return open === '<' && start.startsWith('/');
  return end === '/' || end === '-'
    ? /^[\w~%-]+[/.=?&#_-]\w/u.test(start) && !isDate(start)
    : /^[\w.~%-]+(?:[=&]|$)/u.test(start);
}

/** Joins a URL, and a word that was broken at its hyphen; `pre- and post-war` keeps its space. */
function findSeparator(previous: string, next: string): string {
  if (isBrokenAddress(previous, next)) return '';
  return /\p{L}-$/u.test(previous.slice(-4)) && !/^(?:and|or|to|y|o|und|et) /iu.test(next) ? '' : ' ';
}
