import {
  endsSentence,
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

/** The widths, in UTF-16 units, at which a mail program may have wrapped: shorter lines are verse, longer ones paragraphs. */
const LEAST_WIDTH = 40;
const GREATEST_WIDTH = 132;
/** How far, in UTF-16 units, a line may stay short of the wrapping width beyond the word that did not fit. */
const SLACK = 4;
/** From which width, in UTF-16 units, one block's wrapping speaks for the others. */
const LEAST_COMMON_WIDTH = 50;
/** By how much, in UTF-16 units, the longest lines of blocks wrapped at the same width differ. */
const RAGGED = 10;
const WEB_ADDRESS = /^<?(?:https?:\/\/|www\.)/iu;

/**
 * Joins lines into paragraphs. A blank line, an ornament (`* * *`) or an indented first line ends a paragraph. Within a block of
 * lines that touch, the block itself tells how it was written:
 *
 * - **wrapped**, as mail programs do: most lines stop in mid-sentence, and stop where the next line's first word would no longer
 *   have fitted. Its lines are joined, and a line that stops short although the word would have fitted ends its paragraph.
 *   A block that shows neither is taken as wrapped where others are, and no wider.
 * - **one paragraph a line** otherwise. Only a line that begins with a small letter continues an unfinished one before it.
 *
 * Items of a list and lines begun by an emoji stand alone; a dash or a number begins an item only behind a finished line.
 */
export function joinLines(lines: readonly Line[]): readonly Paragraph[] {
  const blocks = toBlocks(lines).map((block) => ({
    block,
    longest: findLongest(block),
    width: findWrappingWidth(block),
  }));
  const common = blocks.reduce((widest, { width = 0 }) => Math.max(widest, width), 0);
  return blocks.flatMap(({ block, longest, width: own }) => {
    const fits = common >= LEAST_COMMON_WIDTH && longest <= common + RAGGED;
    const width = own ?? (fits ? Math.max(common, longest) : undefined);
    const paragraphs: Paragraph[] = [];
    let text = '';
    let start = 0;
    let previous: Line | undefined;
    for (const line of block) {
      if (previous !== undefined && continues(previous, line, width)) {
        text += `${glue(previous.text, line.text)}${line.text}`;
      } else {
        if (previous !== undefined) paragraphs.push({ text, line: start });
        text = line.text;
        start = line.number;
      }
      previous = line;
    }
    if (previous !== undefined) paragraphs.push({ text, line: start });
    return paragraphs;
  });
}

/** Runs of lines without a blank line, an ornament or the indented first line of a paragraph between them. */
function toBlocks(lines: readonly Line[]): readonly (readonly Line[])[] {
  const blocks: Line[][] = [];
  let block: Line[] = [];
  let inList = false;
  for (const line of lines) {
    const last = block.at(-1);
    const blank = isOrnament(line.text);
    // Below an item of a list, an indented line is the rest of the item.
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

/** The width at which a block was wrapped, or `undefined` where each line is a paragraph. */
function findWrappingWidth(block: readonly Line[]): number | undefined {
  const width = findLongest(block);
  if (width < LEAST_WIDTH || width > GREATEST_WIDTH) return undefined;

  let breaks = 0;
  let unfinished = 0;
  let full = 0;
  for (const [index, line] of block.entries()) {
    const previous = block[index - 1];
    if (previous === undefined || standsAlone(previous.text, line.text)) continue;
    breaks += 1;
    if (isFinished(previous.text) && !startsLowerCase(line.text)) continue;
    unfinished += 1;
    if (isFull(previous.text, line.text, width)) full += 1;
  }
  return unfinished > 0 && unfinished >= breaks / 2 && full >= unfinished * 0.8 ? width : undefined;
}

/** The longest line; a lone word, such as an address, may be longer than any wrapping. */
function findLongest(block: readonly Line[]): number {
  let longest = 0;
  for (const { text } of block) if (text.includes(' ')) longest = Math.max(longest, text.length);
  return longest;
}

function continues(previous: Line, line: Line, width: number | undefined): boolean {
  if (standsAlone(previous.text, line.text)) return false;
  if (width !== undefined) return startsLowerCase(line.text) || isFull(previous.text, line.text, width);
  return startsLowerCase(line.text) && !isFinished(previous.text) && !WEB_ADDRESS.test(line.text);
}

function standsAlone(previous: string, text: string): boolean {
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

/** A word that was broken at its hyphen is whole again; `pre- and post-war` keeps its space. */
function glue(previous: string, next: string): string {
  return /\p{L}-$/u.test(previous.slice(-4)) && !/^(?:and|or|to|y|o|und|et) /iu.test(next) ? '' : ' ';
}
