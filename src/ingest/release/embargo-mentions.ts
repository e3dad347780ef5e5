import type { Timestamp } from '../../model/timestamp.ts';
import { scanMoment } from '../scan-moment.ts';
import { UNTIL } from './embargo-wordings.ts';

/** A part of a text that states an embargo. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** `bare` states no end: certain if another mention does. `none` is a label such as `Embargo: none`. */
  readonly kind: 'certain' | 'uncertain' | 'bare' | 'none';
  readonly at?: Timestamp;
}

/** A label is no longer, in UTF-16 units. */
export const MAX_LABEL_LENGTH = 300;

/** A quotation is looked for in so much text, in UTF-16 units. */
const MAX_QUOTED_LENGTH = 1200;

/** The end of a label or sentence. */
export const LABEL_END = /^\s*(?:$|[:;.!?)\]*|>•~]|[-–—]+(?=\s|$)|--)/u;

/** What makes a moment uncertain after all. */
const DOUBT =
  /\b(?:tbc|tba|tbd|confirm\w*|provisional\w*|approx\w*|circa|expected|subject|changed?|earlier|later|unless|except\w*|or|local|print|online|paper|plus|estimated)\b/iu;

const MIDNIGHT = /(?<![\d:T])(?:00[:.h]00|0 ?h(?: ?00)?|0[:.]00|0000)(?![:\d])/iu;

/** Reads what follows a wording: when the embargo ends, and where the part of the line that states it ends. */
export function readEnd(line: string, index: number): Mention {
  const after = line.slice(index);
  const { at, stated, end } = scanMoment(after);
  const rest = after.slice(end);
  const mention = (kind: Mention['kind'], length: number): Mention => ({ start: index, end: index + length, kind });
  if (stated && at !== undefined && isLabelEnd(rest) && !MIDNIGHT.test(after.slice(0, end))) {
    const close = /^[\s)\]*.:;|!>~}”"–—-]*/u.exec(rest)?.[0].length ?? 0;
    return { ...mention('certain', end + close), at };
  }
  if (stated || UNTIL.test(after)) return mention('uncertain', after.length);
  const close = /^[\s)\]*.:;|!>~}”"–—-]*/u.exec(after)?.[0].length ?? 0;
  return LABEL_END.test(after) ? mention('bare', close) : mention('uncertain', after.length);
}

/** Reads the first moment of an embargo that is on two lines. */
export function readEndOf(text: string): Mention {
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    const { stated, at, end } = scanMoment(text.slice(index));
    if (!stated) continue;
    const rest = text.slice(index + end);
    const certain = at !== undefined && isLabelEnd(rest) && !MIDNIGHT.test(text);
    return certain
      ? { start: 0, end: text.length, kind: 'certain', at }
      : { start: 0, end: text.length, kind: 'uncertain' };
  }
  return { start: 0, end: text.length, kind: 'uncertain' };
}

/** Whether a certain moment is not taken back by what follows it, such as `or on delivery`, `(10:00 CET)` or `- to be confirmed`. */
function isLabelEnd(rest: string): boolean {
  if (!LABEL_END.test(rest) || DOUBT.test(rest) || /^[\s–—+-]+\d/u.test(rest)) return false;
  for (const word of rest.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (scanMoment(rest.slice(word.index, word.index + 60)).timed) return false;
  }
  return true;
}

/** `Ruth Adler (not for publication)` and `Not for publication: 01632 960 147` are contacts. */
export function isContactNote(before: string, wording: string, after: string): boolean {
  if (!/^\W*not (?:yet )?for (?:publication|release)\W*$/iu.test(wording) || UNTIL.test(after)) return false;
  return (
    /(?:contact|notes?(?: \p{L}+){0,2} ?\(|tel|phone|mobile|number|details|@|\d{5})/iu.test(before) ||
    /@|(?:\d[ -]?){7}/u.test(after)
  );
}

export function isQuoted(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - MAX_QUOTED_LENGTH), index);
  const count = (mark: RegExp) => before.match(mark)?.length ?? 0;
  return count(/[“«„]/gu) > count(/[”»]/gu) || count(/"/gu) % 2 === 1;
}

export function isUncertain({ kind }: Mention): boolean {
  return kind === 'uncertain';
}
