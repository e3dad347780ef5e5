import type { Author } from '../../model/article.ts';
import { endsSentence, isDate, isOrnament, startsLowerCase } from '../text-shape.ts';
import { isDateLine } from './find-date.ts';
import { joinLines, type Paragraph } from './join-lines.ts';
import { parseByline } from './parse-byline.ts';
import type { Line } from './read-lines.ts';
import { type TakenDateline, takeDateline } from './take-dateline.ts';
import { cutAtEndMarker } from './trailing-matter.ts';

/** What stands between the headline and the body, and the body itself. */
export interface Opening {
  readonly byline: readonly Author[];
  readonly dateline?: string;
  readonly deck?: string;
  readonly paragraphs: readonly Paragraph[];
}

/** How many lines may stand between the headline and the byline, and how long, in UTF-16 units, one of them may be. */
const DECK_LINES = 3;
const DECK_LENGTH = 250;
/** No label of the sending is longer, in UTF-16 units. */
const LONGEST_LABEL = 120;
/** From which length, in UTF-16 units, a line may have been wrapped by a mail program. */
const WRAPPED_FROM = 40;
const LABELLED_DATELINE = /^dateline ?: ?(\S.*?)(?: ?[-–—])?$/iu;

const LABEL =
  /^\W*(?:(?:for )?immediate release|(?:press|news|media) (?:release|statement)|for (?:immediate )?(?:publication|use|broadcast)|(?:breaking )?news|opinion|analysis|commentary|editorial|feature|exclusive|begin|start|more|\d{2,4} words|\d{1,2}[- ]min(?:ute)?s?(?: read)?)\b/iu;
const VIEW_ONLINE = /^\W*view (?:this (?:e-?mail|message) )?(?:in|online|it in)\b.{0,40}$/iu;
const ROLE_LINE =
  /\b(?:agency|associate|bureau|chief|columnist|contribut\w+|correspondents?|desk|director|editor|freelance|journalist|news|newswire|photographer|press|producer|reporters?|service|special to|staff|wire|writers?)\b/iu;

/** Whether a line before the body belongs to the sending, not to the story: `FOR IMMEDIATE RELEASE`, a date, `OPINION`, `* * *`. */
export function isLabel(text: string): boolean {
  if (isOrnament(text)) return true;
  if (text.length > LONGEST_LABEL) return false;
  if (isDateLine(text)) return true;
  const rest = text.replace(LABEL, '');
  return (
    isDate(text) || VIEW_ONLINE.test(text) || (rest !== text && (isOrnament(rest) || isDate(rest.replace(/^\W+/u, ''))))
  );
}

/**
 * Reads what follows the headline. The byline is looked for behind at most three short lines; those are the deck (the
 * subheading), which is given apart: it repeats the story in other words, and must not stand between dateline and text. Without a
 * byline a short paragraph is the deck where the one after it begins with a dateline. A role may stand on the line below the byline.
 */
export function readOpening(lines: readonly Line[]): Opening {
  const found = findByline(lines);
  const paragraphs = joinLines(cutAtEndMarker(skipLabels(lines.slice(found.next))));
  const decked = findDeck(paragraphs);
  const deck = [found.deck, decked.deck].filter((text) => text !== undefined).join(' ');
  const taken = takeHead(decked.paragraphs);
  const dateline = taken.dateline ?? found.dateline;
  return {
    byline: found.byline,
    ...(dateline === undefined ? {} : { dateline }),
    ...(deck === '' ? {} : { deck }),
    paragraphs: taken.paragraphs,
  };
}

interface FoundByline {
  readonly byline: readonly Author[];
  readonly dateline?: string;
  readonly deck?: string;
  /** Index of the first line behind all that was read. */
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
      return { ...(dateline === undefined ? {} : { dateline }), ...more, ...(text === '' ? {} : { deck: text }) };
    }
    const taken = takeLabelledDateline(line.text) ?? takeDateline(line.text);
    if (taken !== undefined && taken.rest === '' && dateline === undefined) {
      dateline = taken.dateline;
      continue;
    }
    if (taken !== undefined || deck.length === DECK_LINES || line.text.length > DECK_LENGTH) break;
    deck.push(line);
  }
  return { byline: [], next: 0 };
}

/** A byline that ends in a comma, or that a mail program wrapped, goes on below. */
function unwrapByline(lines: readonly Line[], index: number): { text: string; next: number } {
  const text = lines[index]?.text ?? '';
  const below = lines[index + 1]?.text ?? '';
  const goesOn =
    /(?:,|&| and)$/iu.test(text) ||
    (text.length >= WRAPPED_FROM &&
      below.length <= DECK_LENGTH &&
      startsLowerCase(below) &&
      parseByline(below) === undefined);
  return goesOn && below !== '' ? { text: `${text} ${below}`, next: index + 2 } : { text, next: index + 1 };
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
  return { byline, next, ...(dateline === undefined ? {} : { dateline }) };
}

/** `DATELINE: KARVENNA`, on a line of its own. */
function takeLabelledDateline(text: string): TakenDateline | undefined {
  const dateline = text.length <= DECK_LENGTH ? LABELLED_DATELINE.exec(text)?.[1] : undefined;
  return dateline === undefined ? undefined : { dateline, rest: '' };
}

/** `Jerusalem correspondent` right below a byline, with the body set off from it. */
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
  if (first === undefined || second === undefined || first.text.length > DECK_LENGTH) return { paragraphs };
  const dateline = takeDateline(second.text)?.dateline;
  if (dateline === undefined || takeDateline(first.text) !== undefined) return { paragraphs };
  // Two datelines in a row are a round-up of several places, and the first paragraph is its introduction.
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
