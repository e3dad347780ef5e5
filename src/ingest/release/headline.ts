import { type Checked, type Problem, showValue } from '../../model/problem.ts';
import { endsSentence, isOrnament, startsLowerCase } from '../text-shape.ts';
import { parseByline } from './byline.ts';
import { takeDateline } from './dateline.ts';
import {
  findHeadRule,
  hasContact,
  isContact,
  isCoveringNote,
  isGreeting,
  isLetterhead,
  LABEL,
  LETTERHEAD,
  ORNAMENT,
} from './head-lines.ts';
import { isFarewell } from './mail.ts';
import { type Notes, noteRemoved } from './notes.ts';
import type { Line } from './read-lines.ts';

/** A headline, its line number, and the lines after it. */
export interface Headline {
  readonly title: string;
  readonly line: number;
  readonly rest: readonly Line[];
}

/** A longer first line, in UTF-16 units, is a paragraph. */
const MAX_LENGTH = 300;
/** A mail program wraps no shorter line, in UTF-16 units. */
const MIN_WRAPPED_LENGTH = 40;
/** The label of a headline is looked for in as many lines. */
const MAX_LABEL_LINE = 25;
/** A letterhead has at most as many lines. */
const MAX_LETTERHEAD_LINES = 12;
const MAX_LETTERHEAD_LENGTH = 140;
const MAX_BLOCK_LINES = 60;
const HEADLINE_LABEL = /^(?:headline|head|title|titular|título|titel|überschrift|titre) ?: ?/iu;
const GREETING = 'a greeting';
/** Rules that a headline can meet too. */
const DOUBTFUL: ReadonlySet<string> = new Set([LETTERHEAD, 'a slug line', 'a field of the newsroom', 'a photo line']);
/** `PRESS RELEASE - Ardun to Get a Bridge`, `UPDATE 2 - Ferry to sail again` */
const PREFIX =
  /^(?:subject|(?:press|news|media) release|(?:for )?immediate release|update \d+|nota de prensa|pressemitteilung|communiqué de presse) ?[-–—:]+ ?(?=\S)/iu;
/** Stars and underscores for bold and italics, and the codes of newswires. */
const DECORATION = /^(?:[*_]{1,3}(?=\S)(.*[^\s*_])[*_]{1,3}|\^(.*?)[<=]?)$/u;

/**
 * Finds the headline: the first line that is not a label (`FOR IMMEDIATE RELEASE`, a date), a slug, a letterhead, a contact or a greeting
 * with its covering note. A label (`Headline:`) below other fields is certain. If a byline, a dateline or a paragraph comes first, the
 * headline is the subject of the mail.
 */
export function findHeadline(
  mail: { readonly subject: string | undefined; readonly rest: readonly Line[] },
  file: string,
  notes: Notes,
): Checked<Headline> {
  const lines = mail.rest;
  const subject = mail.subject === undefined ? undefined : toTitle(mail.subject);
  const isUsable = subject !== undefined && findHeadRule({ text: subject, line: 0, indent: 0 }) === undefined;
  const index = skipHead(lines, isUsable, notes);
  const line = lines[index];
  if (line === undefined) return refuse(file, lines[0], 'a headline and a body');

  const rest = lines.slice(index);
  const other = describeOther(rest.slice(0, MAX_BLOCK_LINES), isUsable);
  if (other === undefined) return { kind: 'valid', value: readHeadline(lines, index) };
  if (!isUsable) return refuse(file, line, 'a headline before anything else', other);
  return { kind: 'valid', value: { title: subject, line: Math.max(1, line.line - 1), rest } };
}

function readHeadline(lines: readonly Line[], index: number): Headline {
  const line = lines[index];
  const below = lines[index + 1];
  const title = toTitle(line?.text ?? '');
  const wrapped =
    below !== undefined &&
    title.length >= MIN_WRAPPED_LENGTH &&
    !endsSentence(title) &&
    startsLowerCase(below.text) &&
    below.text.length <= title.length + MIN_WRAPPED_LENGTH &&
    !isOpening(below.text);
  return {
    title: wrapped ? `${title} ${below.text}` : title,
    line: line?.line ?? 1,
    rest: lines.slice(index + (wrapped ? 2 : 1)),
  };
}

function toTitle(text: string): string {
  return removeDecoration(text).replace(HEADLINE_LABEL, '').replace(PREFIX, '') || text;
}

/** The text of a line without stars, underscores and codes around it. */
export function removeDecoration(text: string): string {
  const [, bold, coded] = text.length <= MAX_LENGTH ? (DECORATION.exec(text) ?? []) : [];
  return bold ?? coded ?? text;
}

/** The index of the first line that can be the headline. Without one, a line that only looks like a slug or a letterhead is the headline. */
function skipHead(lines: readonly Line[], hasSubject: boolean, notes: Notes): number {
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
    greeted ||= found.rule === GREETING;
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
  if (greeted && isCoveringNote(block.map(({ text }) => text).join(' '))) return { rule: 'a covering note', end };
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

/** The index of the line `Headline: …`, or below `Headline:` alone, if only fields and labels are above it. */
function findLabelled(lines: readonly Line[]): number | undefined {
  for (let index = 0; index < Math.min(lines.length, MAX_LABEL_LINE); index += 1) {
    const text = lines[index]?.text ?? '';
    const label = HEADLINE_LABEL.exec(text)?.[0];
    if (label !== undefined) return label.length === text.length ? skipBlank(lines, index + 1) : index;
    if (text.length > MAX_LETTERHEAD_LENGTH || endsSentence(text) || isOpening(text)) return undefined;
  }
  return undefined;
}

function isOpening(text: string): boolean {
  return parseByline(text) !== undefined || takeDateline(text) !== undefined;
}

/** What the first line is, if it is not a headline. */
function describeOther(lines: readonly Line[], hasSubject: boolean): string | undefined {
  const text = lines[0]?.text ?? '';
  if (parseByline(text) !== undefined && !hasFurtherByline(lines)) return 'a byline';
  const taken = takeDateline(text);
  if (taken?.dateline.includes('(') && (taken.rest === '' || endsSentence(text))) return 'a dateline';
  if (text.length > MAX_LENGTH) return 'a paragraph';
  return hasSubject && isSentence(lines) && !hasFurtherByline(lines) ? 'a paragraph' : undefined;
}

/** Whether the first line, with the lines that a mail program wrapped, ends with a full stop. */
function isSentence(lines: readonly Line[]): boolean {
  let index = 0;
  while (
    index < MAX_BLOCK_LINES &&
    startsLowerCase(lines[index + 1]?.text ?? '') &&
    !endsSentence(lines[index]?.text ?? '')
  )
    index += 1;
  return /[.。।۔]["'”’»)\]]*$/u.test(lines[index]?.text.slice(-16) ?? '') || isLongBlock(lines);
}

function isLongBlock(lines: readonly Line[]): boolean {
  const [first, second] = lines;
  return (
    (first?.text.length ?? 0) > MIN_WRAPPED_LENGTH + 20 &&
    startsLowerCase(second?.text ?? '') &&
    parseByline(second?.text ?? '') === undefined &&
    lines.slice(0, 4).every(({ text }) => text !== '')
  );
}

/** `By Grace Alone` is a headline if a byline follows it. */
function hasFurtherByline(lines: readonly Line[]): boolean {
  return lines
    .slice(1)
    .filter(({ text }) => text !== '')
    .slice(0, 2)
    .some(({ text }) => parseByline(text) !== undefined);
}

function refuse(file: string, line: Line | undefined, expected: string, got?: string): Checked<Headline> {
  const shown = line === undefined || line.text === '' ? 'an empty text' : showValue(line.text);
  const problem: Problem = {
    file,
    line: line?.line ?? 1,
    field: 'headline',
    expected,
    got: got === undefined ? shown : `${got}: ${shown}`,
  };
  return { kind: 'invalid', problems: [problem] };
}
