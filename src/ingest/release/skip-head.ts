import { endsSentence, isOrnament } from '../text-shape.ts';
import { describeOther, isOpening, MAX_BLOCK_LINES } from './first-line.ts';
import {
  findHeadRule,
  hasContact,
  isContact,
  isCoveringNote,
  isGreeting,
  isLetterhead,
  isLoneNote,
  LABEL,
  LETTERHEAD,
  ORNAMENT,
} from './head-lines.ts';
import { isFarewell } from './mail-end.ts';
import { type Notes, noteRemoved } from './notes.ts';
import type { Line } from './read-lines.ts';
import { HEADLINE_LABEL, removeDecoration } from './title.ts';

/** The label of a headline is looked for in as many lines. */
const MAX_LABEL_LINE = 25;
/** A letterhead has at most as many lines. */
const MAX_LETTERHEAD_LINES = 12;
const MAX_LETTERHEAD_LENGTH = 140;
const GREETING = 'a greeting';
const COVERING_NOTE = 'a covering note';
/** Rules that a headline can meet too. */
const DOUBTFUL: ReadonlySet<string> = new Set([LETTERHEAD, 'a slug line', 'a field of the newsroom', 'a photo line']);

/** The index of the first line that can be the headline. Without one, a line that only looks like a slug or a letterhead is the headline. */
export function skipHead(lines: readonly Line[], hasSubject: boolean, notes: Notes): number {
  const labelled = findLabelled(lines);
  if (labelled !== undefined) {
    noteRemoved(notes, 'opening', 'a line above the label of the headline', lines.slice(0, labelled));
    return labelled;
  }
  const blocks: { readonly rule: string; readonly start: number; readonly end: number }[] = [];
  let greeted = false;
  let index = 0;
  while (index < lines.length) {
    const found = findHeadBlock(lines, index, greeted);
    if (found === undefined) break;
    greeted ||= found.rule === GREETING || found.rule === COVERING_NOTE;
    if (found.rule !== ORNAMENT) blocks.push({ ...found, start: index });
    index = found.end;
  }
  const doubtful = blocks.find(({ rule }) => DOUBTFUL.has(rule));
  const isFound = hasSubject || describeOther(lines.slice(index, index + MAX_BLOCK_LINES), true) === undefined;
  const start = isFound ? index : (doubtful?.start ?? index);
  for (const block of blocks.filter((each) => each.start < start)) {
    noteRemoved(notes, 'opening', block.rule, lines.slice(block.start, block.end));
  }
  return start;
}

/** What begins at a line above the headline, and the index after it. */
function findHeadBlock(
  lines: readonly Line[],
  index: number,
  greeted: boolean,
): { rule: string; end: number } | undefined {
  const line = lines[index];
  if (line === undefined) return undefined;
  const rule = findHeadRule({ ...line, text: removeDecoration(line.text) });
  if (rule !== undefined) return { rule, end: index + 1 };
  const end = findBlockEnd(lines, index);
  if (isContact(line.text)) return { rule: 'a contact', end: findLastAnchor(lines, index, end) ?? end };
  if (isGreeting(line.text)) return { rule: GREETING, end: index + 1 };
  const block = lines.slice(index, Math.min(end, index + MAX_LETTERHEAD_LINES));
  if (greeted && isFarewell(line.text)) return { rule: 'a farewell', end };
  const paragraph = block.map(({ text }) => text).join(' ');
  if (isLoneNote(paragraph) || (greeted && isCoveringNote(paragraph))) return { rule: COVERING_NOTE, end };
  return findLetterhead(lines, index, end);
}

/**
 * Finds a letterhead: a block of short lines with a telephone number or a mail address, or with the name or address of an office and a
 * label below it. The headline can follow in the same block.
 */
function findLetterhead(lines: readonly Line[], index: number, end: number): { rule: string; end: number } | undefined {
  const anchor = findLastAnchor(lines, index, end);
  const last = anchor ?? end;
  const block = lines.slice(index, Math.min(last, index + MAX_LETTERHEAD_LINES));
  if (
    last - index > MAX_LETTERHEAD_LINES ||
    block.some(({ text }) => text.length > MAX_LETTERHEAD_LENGTH || isOpening(text))
  ) {
    return undefined;
  }
  const next = skipBlank(lines, last);
  const following = lines[next];
  if (following === undefined) return undefined;
  if (anchor !== undefined && block.some(({ text }) => hasContact(text))) {
    return describeOther(lines.slice(next, next + MAX_BLOCK_LINES), true) === undefined
      ? { rule: LETTERHEAD, end: last }
      : undefined;
  }
  // Below a rule or label, a rule can close it; a headline can be underlined too.
  const labelled =
    anchor === undefined
      ? findHeadRule(following) === LABEL
      : index > 0 && describeOther(lines.slice(next, next + MAX_BLOCK_LINES), true) === undefined;
  return labelled && block.some(({ text }) => isLetterhead(text)) ? { rule: LETTERHEAD, end: last } : undefined;
}

/** The index after the last line of a block that has an address, a number, a label or a date. */
function findLastAnchor(lines: readonly Line[], start: number, end: number): number | undefined {
  let anchor: number | undefined;
  for (let index = start; index < Math.min(end, start + MAX_LETTERHEAD_LINES); index += 1) {
    const line = lines[index];
    if (line === undefined || isOpening(line.text)) break;
    if (hasContact(line.text) || (index > start && findHeadRule(line) !== undefined)) anchor = index + 1;
  }
  return anchor;
}

function findBlockEnd(lines: readonly Line[], start: number): number {
  let end = start;
  while (end < Math.min(lines.length, start + MAX_BLOCK_LINES) && lines[end]?.text !== '') end += 1;
  return end;
}

function skipBlank(lines: readonly Line[], from: number): number {
  let index = from;
  while (index < lines.length && isOrnament(lines[index]?.text ?? '')) index += 1;
  return index;
}

/** The index of the line `Headline: …`, or below `Headline:` alone, if only fields, labels and a covering note are above it. */
function findLabelled(lines: readonly Line[]): number | undefined {
  for (let index = 0; index < Math.min(lines.length, MAX_LABEL_LINE); index += 1) {
    const text = lines[index]?.text ?? '';
    const label = HEADLINE_LABEL.exec(text)?.[0];
    if (label !== undefined) return label.length === text.length ? skipBlank(lines, index + 1) : index;
    if (isLoneNote(text)) continue;
    if (text.length > MAX_LETTERHEAD_LENGTH || endsSentence(text) || isOpening(text)) return undefined;
  }
  return undefined;
}
