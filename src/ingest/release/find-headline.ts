import { type Checked, type Problem, showValue } from '../../model/problem.ts';
import { endsSentence, startsLowerCase } from '../text-shape.ts';
import { parseByline } from './parse-byline.ts';
import type { Line } from './read-lines.ts';
import type { MailHeader } from './read-mail-header.ts';
import { isLabel } from './read-opening.ts';
import { takeDateline } from './take-dateline.ts';

/** A headline, the line on which it stands, and the lines after it. */
export interface Headline {
  readonly title: string;
  readonly line: number;
  readonly rest: readonly Line[];
}

/** A longer first line, in UTF-16 units, is a paragraph. */
const LONGEST = 300;
/** With a subject to fall back on, a first line of this length that ends as a sentence does is a paragraph. */
const LONGEST_BEFORE_SUBJECT = 140;
/** From which length, in UTF-16 units, a headline may have been wrapped by a mail program. */
const WRAPPED_FROM = 40;
const PREFIX =
  /^(?:headline|head|title|subject|titular|título|(?:press|news|media) release|(?:for )?immediate release)\s*: ?(?=\S)/iu;
const EMBARGO =
  /^\W*(?:(?:strictly |under )?embargo(?:ed)?\b|not for (?:publication|release|broadcast|use) (?:before|until)\b|hold for release\b)/iu;
const CONTACT = /^(?:(?:media|press|news) )?contacts?(?: person)?\b[^:]{0,40}:/iu;

/**
 * Finds the headline: the first line that is no label of the sending (`FOR IMMEDIATE RELEASE`, a date, a contact). The
 * subject of the mail serves where a byline, a dateline or a paragraph stands in its place. A release under embargo is refused: a plain
 * text cannot say reliably until when, and nothing may appear before its time.
 */
export function findHeadline(mail: MailHeader, file: string): Checked<Headline> {
  const lines = mail.rest;
  const index = skipPreamble(lines);
  const embargo = lines.slice(0, index + 1).find(({ text }) => EMBARGO.test(text));
  if (embargo !== undefined) {
    return refuse(file, embargo, 'a release without an embargo (Markdown has a field for one)');
  }
  const line = lines[index];
  if (line === undefined) return refuse(file, lines[0], 'a headline and a body');

  const rest = lines.slice(index);
  const instead = describeOther(line, lines[index + 1], mail.subject !== undefined, rest);
  if (instead === undefined) return { kind: 'valid', value: readHeadline(lines, index) };
  if (mail.subject === undefined) return refuse(file, line, 'a headline before anything else', instead);
  return {
    kind: 'valid',
    value: { title: mail.subject.replace(PREFIX, ''), line: Math.max(1, line.number - 1), rest },
  };
}

function readHeadline(lines: readonly Line[], index: number): Headline {
  const line = lines[index];
  const below = lines[index + 1];
  const title = (line?.text ?? '').replace(PREFIX, '');
  const number = line?.number ?? 1;
  const wrapped =
    below !== undefined &&
    title.length >= WRAPPED_FROM &&
    !endsSentence(title) &&
    startsLowerCase(below.text) &&
    below.text.length <= title.length + WRAPPED_FROM &&
    parseByline(below.text) === undefined &&
    takeDateline(below.text) === undefined;
  return wrapped
    ? { title: `${title} ${below.text}`, line: number, rest: lines.slice(index + 2) }
    : { title, line: number, rest: lines.slice(index + 1) };
}

function skipPreamble(lines: readonly Line[]): number {
  let index = 0;
  for (let line = lines[index]; line !== undefined; index += 1, line = lines[index]) {
    if (EMBARGO.test(line.text)) return index;
    if (isLabel(line.text)) continue;
    if (!CONTACT.test(line.text)) break;
    // The people to ask stand in one block, with a headline after it.
    while (index + 1 < lines.length && lines[index + 1]?.text !== '') index += 1;
  }
  return index;
}

/** What stands where the headline should, if it is something else. */
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
  if (text.length > LONGEST) return 'a paragraph';
  if (!hasSubject) return undefined;
  if (text.length > LONGEST_BEFORE_SUBJECT && endsSentence(text)) return 'a paragraph';
  // A paragraph that the mail program wrapped: its first line is full, and goes on below.
  return text.length > WRAPPED_FROM + 20 &&
    below !== undefined &&
    startsLowerCase(below.text) &&
    parseByline(below.text) === undefined &&
    isLongBlock(rest)
    ? 'a paragraph'
    : undefined;
}

/** `By Grace Alone` is a headline where a byline follows it. */
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
    line: line?.number ?? 1,
    field: 'headline',
    expected,
    got: got === undefined ? shown : `${got}: ${shown}`,
  };
  return { kind: 'invalid', problems: [problem] };
}
