import { type Checked, type Problem, showValue } from '../../model/problem.ts';
import { endsSentence, startsLowerCase } from '../text-shape.ts';
import { parseByline } from './byline.ts';
import { takeDateline } from './dateline.ts';
import { isLabel } from './opening.ts';
import type { Line } from './read-lines.ts';

/** A headline, its line number, and the lines after it. */
export interface Headline {
  readonly title: string;
  readonly line: number;
  readonly rest: readonly Line[];
}

/** A longer first line, in UTF-16 units, is a paragraph. */
const MAX_LENGTH = 300;
/** If there is a subject, a longer first line that ends a sentence is a paragraph. */
const MAX_SENTENCE_LENGTH = 140;
/** A mail program wraps no shorter line, in UTF-16 units. */
const MIN_WRAPPED_LENGTH = 40;
const PREFIX =
  /^(?:headline|head|title|subject|titular|título|(?:press|news|media) release|(?:for )?immediate release)\s*: ?(?=\S)/iu;
const EMBARGO =
  /^\W*(?:(?:strictly |under )?embargo(?:ed)?\b|not for (?:publication|release|broadcast|use) (?:before|until)\b|hold for release\b)/iu;
const CONTACT = /^(?:(?:media|press|news) )?contacts?(?: person)?\b[^:]{0,40}:/iu;

/**
 * Finds the headline: the first line that is not a label (`FOR IMMEDIATE RELEASE`, a date, a contact). If a byline, a dateline or a
 * paragraph comes first, the headline is the subject of the mail. A release with an embargo is refused, since plain text does not say
 * reliably when the embargo ends.
 */
export function findHeadline(
  mail: { readonly subject: string | undefined; readonly rest: readonly Line[] },
  file: string,
): Checked<Headline> {
  const lines = mail.rest;
  const index = skipLabels(lines);
  const embargo = lines.slice(0, index + 1).find(({ text }) => EMBARGO.test(text));
  if (embargo !== undefined) {
    return refuse(file, embargo, 'a release without an embargo (Markdown has a field for one)');
  }
  const line = lines[index];
  if (line === undefined) return refuse(file, lines[0], 'a headline and a body');

  const rest = lines.slice(index);
  const other = describeOther(line, lines[index + 1], mail.subject !== undefined, rest);
  if (other === undefined) return { kind: 'valid', value: readHeadline(lines, index) };
  if (mail.subject === undefined) return refuse(file, line, 'a headline before anything else', other);
  return {
    kind: 'valid',
    value: { title: mail.subject.replace(PREFIX, ''), line: Math.max(1, line.line - 1), rest },
  };
}

function readHeadline(lines: readonly Line[], index: number): Headline {
  const line = lines[index];
  const below = lines[index + 1];
  const title = (line?.text ?? '').replace(PREFIX, '');
  const number = line?.line ?? 1;
  const wrapped =
    below !== undefined &&
    title.length >= MIN_WRAPPED_LENGTH &&
    !endsSentence(title) &&
    startsLowerCase(below.text) &&
    below.text.length <= title.length + MIN_WRAPPED_LENGTH &&
    parseByline(below.text) === undefined &&
    takeDateline(below.text) === undefined;
  return wrapped
    ? { title: `${title} ${below.text}`, line: number, rest: lines.slice(index + 2) }
    : { title, line: number, rest: lines.slice(index + 1) };
}

function skipLabels(lines: readonly Line[]): number {
  let index = 0;
  for (let line = lines[index]; line !== undefined; index += 1, line = lines[index]) {
    if (EMBARGO.test(line.text)) return index;
    if (isLabel(line.text)) continue;
    if (!CONTACT.test(line.text)) break;
    // The contacts are one block; the headline follows it.
    while (index + 1 < lines.length && lines[index + 1]?.text !== '') index += 1;
  }
  return index;
}

/** What the first line is, if it is not a headline. */
function describeOther(
  line: Line,
  below: Line | undefined,
  hasSubject: boolean,
  rest: readonly Line[],
): string | undefined {
  const { text } = line;
  if (parseByline(text) !== undefined && !hasFurtherByline(rest)) return 'a byline';
  const taken = takeDateline(text);
  if (taken?.dateline.includes('(') && (taken.rest === '' || endsSentence(text))) return 'a dateline';
  if (text.length > MAX_LENGTH) return 'a paragraph';
  if (!hasSubject) return undefined;
  if (text.length > MAX_SENTENCE_LENGTH && endsSentence(text)) return 'a paragraph';
  // The full first line of a wrapped paragraph.
  return text.length > MIN_WRAPPED_LENGTH + 20 &&
    below !== undefined &&
    startsLowerCase(below.text) &&
    parseByline(below.text) === undefined &&
    isLongBlock(rest)
    ? 'a paragraph'
    : undefined;
}

/** `By Grace Alone` is a headline if a byline follows it. */
function hasFurtherByline(lines: readonly Line[]): boolean {
  return lines
    .slice(1)
    .filter(({ text }) => text !== '')
    .slice(0, 2)
    .some(({ text }) => parseByline(text) !== undefined);
}

function isLongBlock(lines: readonly Line[]): boolean {
  return lines.slice(0, 4).every(({ text }) => text !== '');
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
