import { endsSentence, startsLowerCase } from '../text-shape.ts';
import { parseByline } from './byline.ts';
import { takeDateline } from './dateline.ts';
import type { Line } from './read-lines.ts';

/** A longer first line, in UTF-16 units, is a paragraph. */
const MAX_HEADLINE_LENGTH = 300;
/** A mail program wraps no shorter line, in UTF-16 units. */
export const MIN_WRAPPED_LENGTH = 40;
/** Only so many lines of a block are looked at. */
export const MAX_BLOCK_LINES = 60;

/** Whether a line is a byline or begins with a dateline. */
export function isOpening(text: string): boolean {
  return parseByline(text) !== undefined || takeDateline(text) !== undefined;
}

/** What the first line is, if it is not a headline. */
export function describeOther(lines: readonly Line[], hasSubject: boolean): string | undefined {
  const text = lines[0]?.text ?? '';
  if (parseByline(text) !== undefined && !hasFurtherByline(lines)) return 'a byline';
  const taken = takeDateline(text);
  if (taken?.dateline.includes('(') && (taken.rest === '' || endsSentence(text))) return 'a dateline';
  if (text.length > MAX_HEADLINE_LENGTH) return 'a paragraph';
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
