import { type Problem, showValue } from '../../model/problem.ts';
import type { Timestamp } from '../../model/timestamp.ts';
import { MONTHS, parseDateTime } from '../moment.ts';
import type { MailHeader } from './mail.ts';
import type { Line } from './read-lines.ts';

const DATE_LINE = /^date ?: ?(\S.*)$/iu;
const MONTH = `(?<month>${MONTHS.join('|')})[a-z]*\\.?`;
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? )?';
/** Other zones by letters are not certain: EST is used in New York and in Sydney. */
const TIME =
  ',?(?: at)? (?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))? ?(?<zone>gmt|utc?|z|[+-]\\d{2}:?\\d{2})(?: \\([^)]*\\))?';
/** `12 November 2026, 09:30 GMT`, which is also the form of RFC 5322, section 3.3; and `Nov. 12, 2026 at 09:30 GMT`. */
const FORMS = [
  new RegExp(`^${WEEKDAY}(?<day>\\d{1,2}) ${MONTH},? (?<year>\\d{4})${TIME}$`, 'iu'),
  new RegExp(`^${WEEKDAY}${MONTH} (?<day>\\d{1,2}),? (?<year>\\d{4})${TIME}$`, 'iu'),
];

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
 * Finds the date of a release in the `Date:` lines above its body, those of mail headers included. The last one is the agency's own. A date
 * without time or zone is a problem: the zone of this machine would be a guess. In a mail header it is ignored, as mail programs write it.
 */
export function findDate(head: readonly Line[], mail: MailHeader, file: string): FoundDate {
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
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return undefined;
  const { day = '', month = '', year, hour = '', minute, second = '00', zone = '' } = parts;
  const twoDigits = (value: number | string) => String(value).padStart(2, '0');
  const date = `${year}-${twoDigits(MONTHS.indexOf(month.toLowerCase()) + 1)}-${twoDigits(day)}`;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z';
  return parseDateTime(`${date}T${twoDigits(hour)}:${minute}:${second}${offset}`);
}
