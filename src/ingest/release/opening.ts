import type { Author } from '../../model/article.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import { endsSentence, isDate, isOrnament, startsLowerCase } from '../text-shape.ts';
import { joinLines, type Paragraph } from './body.ts';
import { parseByline } from './byline.ts';
import { type TakenDateline, takeDateline } from './dateline.ts';
import { isDateLine } from './find-date.ts';
import type { Line } from './read-lines.ts';
import { cutAtEndMarker } from './trailing-matter.ts';

/** The parts between headline and body, and the body. */
export interface Opening {
  readonly byline: readonly Author[];
  readonly dateline?: string;
  readonly deck?: string;
  readonly paragraphs: readonly Paragraph[];
}

/** The deck between headline and byline: its lines, and the length of one in UTF-16 units. */
const MAX_DECK_LINES = 3;
const MAX_DECK_LINE_LENGTH = 250;
/** In UTF-16 units. */
const MAX_LABEL_LENGTH = 120;
/** A mail program wraps no shorter line, in UTF-16 units. */
const MIN_WRAPPED_LENGTH = 40;
const LABELLED_DATELINE = /^dateline ?: ?(\S.*?)(?: ?[-–—])?$/iu;

const LABEL =
  /^\W*(?:(?:for )?immediate release|(?:press|news|media) (?:release|statement)|for (?:immediate )?(?:publication|use|broadcast)|(?:breaking )?news|opinion|analysis|commentary|editorial|feature|exclusive|begin|start|more|\d{2,4} words|\d{1,2}[- ]min(?:ute)?s?(?: read)?)\b/iu;
const VIEW_ONLINE = /^\W*view (?:this (?:e-?mail|message) )?(?:in|online|it in)\b.{0,40}$/iu;
const ROLE_LINE =
  /\b(?:agency|associate|bureau|chief|columnist|contribut\w+|correspondents?|desk|director|editor|freelance|journalist|news|newswire|photographer|press|producer|reporters?|service|special to|staff|wire|writers?)\b/iu;

/** Whether a line above the body is not part of the article: `FOR IMMEDIATE RELEASE`, a date, `OPINION`, `* * *`. */
export function isLabel(text: string): boolean {
  if (isOrnament(text)) return true;
  if (text.length > MAX_LABEL_LENGTH) return false;
  if (isDateLine(text)) return true;
  const rest = text.replace(LABEL, '');
  return (
    isDate(text) || VIEW_ONLINE.test(text) || (rest !== text && (isOrnament(rest) || isDate(rest.replace(/^\W+/u, ''))))
  );
}

/**
 * Reads the lines after the headline. Up to three short lines before the byline are the deck (subheading). Without a byline, a short
 * paragraph is the deck if the next one begins with a dateline. The deck is not part of the body: it would separate the dateline from the text. A role can
 * be on the line below the byline.
 */
export function readOpening(lines: readonly Line[]): Opening {
  const found = findByline(lines);
  const paragraphs = joinLines(cutAtEndMarker(skipLabels(lines.slice(found.next))));
  const decked = findDeck(paragraphs);
  const deck = [found.deck, decked.deck].filter((text) => text !== undefined).join(' ');
  const taken = takeHead(decked.paragraphs);
  const dateline = taken.dateline ?? found.dateline;
  return omitUndefined({ byline: found.byline, dateline, deck: deck || undefined, paragraphs: taken.paragraphs });
}

interface FoundByline {
  readonly byline: readonly Author[];
  readonly dateline?: string;
  readonly deck?: string;
  /** The index of the first line that is not read yet. */
  readonly next: number;
}

function findByline(lines: readonly Line[]): FoundByline {
  const deck: Line[] = [];
  let dateline: string | undefined;
  for (const [index, line] of lines.entries()) {
    if (isLabel(line.text)) continue;
    const wrapped = unwrapByline(lines, index);
    const byline = parseByline(wrapped.text);
    if (byline !== undefined) {
      const more = readMoreBylines(lines, wrapped.next, byline);
      const text = joinLines(deck)
        .map((paragraph) => paragraph.text)
        .join(' ');
      return omitUndefined({ dateline, ...more, deck: text || undefined });
    }
    const taken = takeLabelledDateline(line.text) ?? takeDateline(line.text);
    if (taken !== undefined && taken.rest === '' && dateline === undefined) {
      dateline = taken.dateline;
      continue;
    }
    if (taken !== undefined || deck.length === MAX_DECK_LINES || line.text.length > MAX_DECK_LINE_LENGTH) break;
    deck.push(line);
  }
  return { byline: [], next: 0 };
}

/** Joins a byline that ends in a comma, or that a mail program wrapped, with the next line. */
function unwrapByline(lines: readonly Line[], index: number): { text: string; next: number } {
  const text = lines[index]?.text ?? '';
  const below = lines[index + 1]?.text ?? '';
  const continues =
    /(?:,|&| and)$/iu.test(text) ||
    (text.length >= MIN_WRAPPED_LENGTH &&
      below.length <= MAX_DECK_LINE_LENGTH &&
      startsLowerCase(below) &&
      parseByline(below) === undefined);
  return continues && below !== '' ? { text: `${text} ${below}`, next: index + 2 } : { text, next: index + 1 };
}

function readMoreBylines(lines: readonly Line[], from: number, first: readonly Author[]): FoundByline {
  let byline = first;
  let dateline: string | undefined;
  let next = from;
  for (let line = lines[next]; line !== undefined; next += 1, line = lines[next]) {
    const further = parseByline(line.text);
    if (further !== undefined) byline = [...byline, ...further];
    else if (next === from && isRoleLine(lines, next) && byline.every(({ role }) => role === undefined)) {
      byline = byline.map((author) => ({ ...author, role: line.text }));
    } else if (!isLabel(line.text)) {
      dateline ??= takeLabelledDateline(line.text)?.dateline;
      if (dateline === undefined || !LABELLED_DATELINE.test(line.text)) break;
    }
  }
  return omitUndefined({ byline, next, dateline });
}

/** Reads a line such as `DATELINE: KARVENNA`. */
function takeLabelledDateline(text: string): TakenDateline | undefined {
  const dateline = text.length <= MAX_DECK_LINE_LENGTH ? LABELLED_DATELINE.exec(text)?.[1] : undefined;
  return dateline === undefined ? undefined : { dateline, rest: '' };
}

/** Whether a line below a byline is its role, such as `Jerusalem correspondent`, separated from the body. */
function isRoleLine(lines: readonly Line[], index: number): boolean {
  const text = lines[index]?.text ?? '';
  const after = lines[index + 1]?.text;
  return (
    text.length <= 60 &&
    ROLE_LINE.test(text) &&
    !endsSentence(text) &&
    takeDateline(text) === undefined &&
    after !== undefined &&
    (after === '' || takeDateline(after) !== undefined)
  );
}

function skipLabels(lines: readonly Line[]): readonly Line[] {
  let index = 0;
  while (index < lines.length && isLabel(lines[index]?.text ?? '')) index += 1;
  return lines.slice(index);
}

function findDeck(paragraphs: readonly Paragraph[]): { deck?: string; paragraphs: readonly Paragraph[] } {
  const [first, second, third] = paragraphs;
  if (first === undefined || second === undefined || first.text.length > MAX_DECK_LINE_LENGTH) return { paragraphs };
  const dateline = takeDateline(second.text)?.dateline;
  if (dateline === undefined || takeDateline(first.text) !== undefined) return { paragraphs };
  // Two datelines in a row are a round-up of several places; the first paragraph introduces it.
  if (third !== undefined && takeDateline(third.text) !== undefined) return { paragraphs };
  if (endsSentence(first.text) && !dateline.includes('(')) return { paragraphs };
  return { deck: first.text, paragraphs: paragraphs.slice(1) };
}

function takeHead(paragraphs: readonly Paragraph[]): { dateline?: string; paragraphs: readonly Paragraph[] } {
  const [first, ...others] = paragraphs;
  const taken = first === undefined ? undefined : takeDateline(first.text);
  if (first === undefined || taken === undefined) return { paragraphs };
  return {
    dateline: taken.dateline,
    paragraphs: taken.rest === '' ? others : [{ text: taken.rest, line: first.line }, ...others],
  };
}
