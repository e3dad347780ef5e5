import { type Checked, type Problem, showValue } from '../../model/problem.ts';
import { endsSentence, startsLowerCase } from '../text-shape.ts';
import { describeOther, isOpening, MAX_BLOCK_LINES, MIN_WRAPPED_LENGTH } from './first-line.ts';
import { findHeadRule } from './head-lines.ts';
import type { Notes } from './notes.ts';
import type { Line } from './read-lines.ts';
import { skipHead } from './skip-head.ts';
import { toTitle } from './title.ts';

/** A headline, its line number, and the lines after it. */
export interface Headline {
  readonly title: string;
  readonly line: number;
  readonly rest: readonly Line[];
}

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
