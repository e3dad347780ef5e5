import { MONTH, WEEKDAY } from './calendar-words.ts';

const SENTENCE_END = /[.!?…؟。।॥۔！？｡]["'”’»›)\]]*$/u;
// Extended_Pictographic also contains ©, ® and ™, which are not decoration.
const SYMBOLS_AT_START =
  /^(?:(?![©®™])[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]|\uFE0F|\u200D|[\s•·◦▪▫■□●○►▶▸‣»>→⇒*+|~_=–—-])+/u;
const PICTOGRAPH_AT_START = /^(?![©®™])[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const BULLET = /^(?:[•·◦▪▫■●○►▸‣*+]\s+|\d\uFE0F?\u20E3)\S/u;
// A wrapped line can begin with these too.
const DASH_OR_NUMBER = /^(?:[–—-]|\(?\d{1,2}[.)])\s+\S/u;

/** Whether a text ends with a full stop of any script, and the quotes and brackets that may follow it. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.slice(-16));
}

/** Whether the first letter is lower case; false in scripts without capitals. */
export function startsLowerCase(text: string): boolean {
  return /^["'“‘«(]*\p{Ll}/u.test(text);
}

/** Without leading emoji, bullets and arrows. */
export function stripSymbols(text: string): string {
  return text.replace(SYMBOLS_AT_START, '');
}

export function startsWithEmoji(text: string): boolean {
  return PICTOGRAPH_AT_START.test(text);
}

/** A bullet, a dash or a number, then text. */
export function isListItem(text: string): boolean {
  return BULLET.test(text) || DASH_OR_NUMBER.test(text);
}

/** Whether a line begins with a dash or a number, as a list item does and as a wrapped sentence can. */
export function mayBeListItem(text: string): boolean {
  return DASH_OR_NUMBER.test(text);
}

/** Whether a line has no letter and no digit, such as `* * *` or `______`. */
export function isOrnament(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

const DAY = '\\d{1,2}(?:st|nd|rd|th|er|\\.)?';
const YEAR = '(?:,? ?\\d{4})?';
const CALENDAR = `(?:${MONTH} ${DAY}${YEAR}|${DAY}(?: of| de)? ${MONTH}(?: de)?${YEAR}|${MONTH} \\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4})`;
const TIME = '(?:,?(?: at| [-–—|])? \\d{1,2}(?:[:.]\\d{2})?(?: ?[ap]\\.?m\\.?)?(?: \\(?[a-z]{2,5}\\)?)?)?';
const DATE = new RegExp(`^(?:${WEEKDAY},? )?${CALENDAR}${TIME}$`, 'iu');
const LABELLED_DATE =
  /^(?:date|dated|issued|published|posted|updated|released?|last (?:updated|modified))(?: on| at)?:? /iu;

/** Whether a line is only a date: `Nov. 3, 2026`, `Tuesday 3 November 2026, 10:30 a.m.`, `Published: 2026-11-03`. */
export function isDate(text: string): boolean {
  return text.length <= 80 && DATE.test(text.replace(LABELLED_DATE, ''));
}
