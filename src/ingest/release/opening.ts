import type { Author } from '../../model/article.ts';
import { omitUndefined } from '../../model/omit-undefined.ts';
import { endsSentence, startsLowerCase } from '../text-shape.ts';
import { joinLines, type Paragraph } from './body.ts';
import { parseByline } from './byline.ts';
import { type TakenDateline, takeDateline } from './dateline.ts';
import { MIN_WRAPPED_LENGTH } from './first-line.ts';
import { findHeadRule, hasContact } from './head-lines.ts';
import { type Notes, noteRemoved } from './notes.ts';
import type { Line } from './read-lines.ts';
import { removeDecoration } from './title.ts';
import { cutAtEndMarker } from './trailing-matter.ts';
import { isNameInCapitals, parseUnmarkedByline } from './unmarked-byline.ts';

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
/** Of the line with an author's addresses, in UTF-16 units. */
const MAX_ADDRESS_LENGTH = 120;
const MAX_AUTHORS = 100;
const LABELLED_DATELINE = /^dateline ?: ?(\S.*?)(?: ?[-–—])?$/iu;

/** Labels of fields below the headline are looked for in as many lines. */
const MAX_FIELD_LINE = 25;
const DECK_LABEL =
  /^(?:sub-?(?:head|headline|heading|title)|deck|standfirst|strapline|bajada|subtítulo|untertitel|sous-titre|chap(?:eau|ô)) ?: ?/iu;
const AUTHOR_LABEL = /^(?:autor(?:a|in|es)?|auteure?s?|verfasser(?:in)?) ?: ?(?=\S)/iu;
const BODY_LABEL = /^(?:body|text|story|copy|article|texto|cuerpo|fließtext|texte|corps) ?: ?/iu;
const ROLE_LINE =
  /\b(?:agency|associate|bureau|chief|columnist|contribut\w+|correspondents?|desk|director|editor|freelance|journalist|news|newswire|photographer|press|producer|reporters?|service|special to|staff|wire|writers?)\b/iu;

/**
 * Reads the lines after the headline. Up to three short lines before the byline are the deck (subheading). Without a byline, a short
 * paragraph is the deck if the next one begins with a dateline. The deck is not part of the body: it would separate the dateline from the text. A role can
 * be on the line below the byline. Labels (`Subhead:`, `Body:`) are certain.
 */
export function readOpening(lines: readonly Line[], notes: Notes): Opening {
  const labelled = readLabels(lines);
  const found = findByline(labelled.lines);
  const start = skipLabels(labelled.lines, found.next, found.next > 0);
  const skipped = labelled.lines
    .slice(0, start)
    .filter((line) => findHeadRule(line) !== undefined || hasContact(line.text));
  noteRemoved(notes, 'opening', 'a label', skipped);
  const body = labelled.lines.slice(start);
  const text = cutAtEndMarker(body);
  noteRemoved(notes, 'trailing matter', 'below the end of the text', body.slice(text.length));
  const paragraphs = joinLines(text);
  const decked = findDeck(paragraphs);
  const deck = [labelled.deck, found.deck, decked.deck].filter((part) => part !== undefined).join(' ');
  const taken = takeHead(decked.paragraphs);
  const dateline = taken.dateline ?? found.dateline;
  return omitUndefined({ byline: found.byline, dateline, deck: deck || undefined, paragraphs: taken.paragraphs });
}

/** Takes the labels of deck, author and body away. The body's label ends the opening. */
function readLabels(lines: readonly Line[]): { readonly deck?: string; readonly lines: readonly Line[] } {
  const read: Line[] = [];
  let deck: string | undefined;
  let index = 0;
  for (; index < Math.min(lines.length, MAX_FIELD_LINE); index += 1) {
    const line = lines[index];
    if (line === undefined || (line.text.length > MAX_DECK_LINE_LENGTH && !BODY_LABEL.test(line.text))) break;
    const text = line.text.startsWith('^') ? removeDecoration(line.text) : line.text;
    if (BODY_LABEL.test(text)) {
      read.push({ ...line, text: text.replace(BODY_LABEL, '') });
      index += 1;
      break;
    }
    if (deck === undefined && DECK_LABEL.test(text)) {
      deck = text.replace(DECK_LABEL, '');
      while (deck === '' && lines[index + 1] !== undefined) {
        index += 1;
        deck = lines[index]?.text ?? '';
      }
    } else if (endsSentence(text) && parseByline(text) === undefined) break;
    else read.push({ ...line, text: text.replace(AUTHOR_LABEL, 'By ') });
  }
  return omitUndefined({ deck: deck || undefined, lines: [...read, ...lines.slice(index)] });
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
    if (findHeadRule(line) !== undefined) continue;
    const wrapped = unwrapByline(lines, index);
    const byline = parseByline(wrapped.text) ?? (deck.length === 0 ? findUnmarkedByline(lines, index) : undefined);
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
    deck.push({ ...line, text: removeDecoration(line.text) });
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
  for (let line = lines[next]; line !== undefined && byline.length < MAX_AUTHORS; next += 1, line = lines[next]) {
    const further = parseByline(line.text) ?? parseReportsBelow(lines, next);
    if (further !== undefined) byline = [...byline, ...further];
    else if (next === from && isRoleLine(lines, next) && byline.every(({ role }) => role === undefined)) {
      byline = byline.map((author) => (author.kind === undefined ? { ...author, role: line.text } : author));
    } else if (findHeadRule(line) === undefined) {
      dateline ??= takeLabelledDateline(line.text)?.dateline;
      if (dateline === undefined || !LABELLED_DATELINE.test(line.text)) break;
    }
  }
  return omitUndefined({ byline, next, dateline });
}

/** Reads a byline without `by` below the headline. It is a line of its own, and what follows it is not its continuation. */
function findUnmarkedByline(lines: readonly Line[], index: number): readonly Author[] | undefined {
  const text = lines[index]?.text ?? '';
  const below = lines[index + 1]?.text ?? '';
  if (isNameInCapitals(text) && isRoleLine(lines, index + 1)) return [{ name: text }];
  const ends = below === '' || takeDateline(below) !== undefined || parseByline(below) !== undefined;
  return ends ? parseUnmarkedByline(text) : undefined;
}

/** `Staff reports` or `Associated Press` as a further line is not a role if it has a line of its own: see `isRoleLine`. */
function parseReportsBelow(lines: readonly Line[], index: number): readonly Author[] | undefined {
  const text = lines[index]?.text ?? '';
  return /^from |reports$/iu.test(text) ? findUnmarkedByline(lines, index) : undefined;
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
    !hasContact(text) &&
    findHeadRule({ line: 0, text, indent: 0 }) === undefined &&
    !endsSentence(text) &&
    takeDateline(text) === undefined &&
    after !== undefined &&
    (after === '' || takeDateline(after) !== undefined)
  );
}

/** The index of the first line that is not a label; below a byline, an author's address is skipped too. */
function skipLabels(lines: readonly Line[], from: number, hasByline: boolean): number {
  let index = from;
  for (let line = lines[index]; line !== undefined; index += 1, line = lines[index]) {
    const isAddress =
      hasByline && line.text.length <= MAX_ADDRESS_LENGTH && hasContact(line.text) && !endsSentence(line.text);
    if (findHeadRule(line) === undefined && !isAddress) break;
  }
  return index;
}

function findDeck(paragraphs: readonly Paragraph[]): { deck?: string; paragraphs: readonly Paragraph[] } {
  const [first, second, third] = paragraphs;
  if (first === undefined || second === undefined || first.text.length > MAX_DECK_LINE_LENGTH) return { paragraphs };
  const dateline = takeDateline(second.text)?.dateline;
  if (dateline === undefined || takeDateline(first.text) !== undefined) return { paragraphs };
  // Two datelines in a row are a round-up of several places; the first paragraph introduces it.
  if (third !== undefined && takeDateline(third.text) !== undefined) return { paragraphs };
  if (endsSentence(first.text) && !dateline.includes('(')) return { paragraphs };
  return { deck: removeDecoration(first.text), paragraphs: paragraphs.slice(1) };
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
