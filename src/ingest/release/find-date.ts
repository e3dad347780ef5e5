import { type Problem, showValue } from '../../model/problem.ts';
import type { Timestamp } from '../../model/timestamp.ts';
import { scanMoment } from '../scan-moment.ts';
import type { MailText } from './mail.ts';
import type { Line } from './read-lines.ts';

const DATE_LINE = /^(?:date|datum|fecha) ?: ?(\S.*)$/iu;
/** `(CET)` after an offset, as mail programs write it (RFC 5322, section 3.2.2). */
const COMMENT = / ?\([^()]*\)$/u;

/** Whether a line states the date of a release or of the mail that brought it. */
export function isDateLine(text: string): boolean {
  return DATE_LINE.test(text);
}

/** The date of a release, or the problem of an uncertain one; neither where no line states a date. */
interface FoundDate {
  readonly at?: Timestamp;
  readonly problem?: Problem;
}

/**
 * Finds the date of a release in the `Date:`, `Datum:` and `Fecha:` lines above its body, mail headers included. The last one counts: it
 * is the agency's own. A date without time or zone is a problem, but in a mail header it is ignored, since mail programs write it.
 */
export function findDate(head: readonly Line[], mail: MailText, file: string): FoundDate {
  const dates = head.flatMap(({ text, line }) => {
    const date = DATE_LINE.exec(text)?.[1];
    return date === undefined ? [] : [{ date, line, at: parseDate(date) }];
  });
  const at = dates.findLast((date) => date.at !== undefined)?.at;
  if (at !== undefined) return { at };
  const firstLine = mail.rest[0]?.line ?? 1;
  const last = dates.findLast(({ line }) => mail.subject === undefined || line >= firstLine);
  if (last === undefined) return {};
  const expected = 'a date with time and zone such as 12 November 2026, 09:30 GMT';
  return { problem: { file, line: last.line, field: 'date', expected, got: showValue(last.date) } };
}

function parseDate(text: string): Timestamp | undefined {
  const date = text.replace(COMMENT, '');
  const { at, end } = scanMoment(date);
  return end === date.length ? at : undefined;
}
