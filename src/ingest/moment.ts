import { z } from 'zod';
import { getTimeInZone } from '../model/time-zone.ts';
import { MAX_TIMESTAMP, type Timestamp } from '../model/timestamp.ts';
import { findMonth, findWeekday, MONTH, WEEKDAY } from './calendar-words.ts';
import { suggestDate } from './suggest-date.ts';

/** A date in front matter: a fixed time; what the clocks of the newsroom show; or an offset in milliseconds from the source's epoch. */
export type Moment =
  | { readonly kind: 'fixed'; readonly at: Timestamp }
  | { readonly kind: 'local'; readonly local: string }
  | { readonly kind: 'relative'; readonly offset: number };

const DATE = '(?<date>\\d{4}-\\d\\d-\\d\\d)';
const TIME = '(?<time>\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)';
const ZONE = '(?<zone>z|ut|utc|gmt|[+-]\\d\\d(?::?\\d\\d)?)';
/** Of zones by letters, RFC 5322 (section 4.3) defines only these. `EST` is certain in its form of a date, but not in other forms. */
const MAIL_ZONES: Readonly<Record<string, string>> = {
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
};
/** RFC 3339, section 5.6, also as `2026-11-20 16:33:10 +0100`; and RFC 5322, section 3.3. */
const FORMS = [
  new RegExp(`^${DATE}(?:[t ]${TIME}(?: ?${ZONE})?)?$`, 'i'),
  new RegExp(
    `^(?:(?<weekday>${WEEKDAY}),? )?(?<day>\\d{1,2}) (?<month>${MONTH}) (?<year>\\d{4})` +
      `(?: ${TIME}(?: (?:${ZONE}|(?<letters>${Object.keys(MAIL_ZONES).join('|')}))(?: \\([a-z]+\\))?)?)?$`,
    'iu',
  ),
];
const RELATIVE = /^([+-])(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?$/;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** What a date in front matter can be, for messages. */
const EXPECTED_DATE = 'a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h';
const EXPECTED_OR_NONE = `${EXPECTED_DATE}, or none`;

/** A date in front matter: with or without a time and a zone (RFC 3339, RFC 5322), or `-2d6h` (days, hours, minutes, seconds). */
export const momentSchema = z.string(EXPECTED_DATE).transform((text, context) => readMoment(text, context));

/** The same, or `none`. */
export const momentOrNoneSchema = z
  .string(EXPECTED_OR_NONE)
  .transform((text, context) =>
    /^\s*none\s*$/i.test(text) ? ('none' as const) : readMoment(text, context, EXPECTED_OR_NONE),
  );

function readMoment(text: string, context: z.RefinementCtx<string>, expected = EXPECTED_DATE): Moment {
  const found = parseMoment(text.trim());
  if (found !== undefined && 'kind' in found) return found;
  context.addIssue({ code: 'custom', message: found?.expected ?? expected });
  return z.NEVER;
}

export interface DateContext {
  /** When the source was first read: relative dates count from it. */
  readonly epoch: Timestamp;
  /** The IANA time zone of dates without one. */
  readonly timeZone: string;
}

export function resolveMoment(moment: Moment, { epoch, timeZone }: DateContext): Timestamp {
  switch (moment.kind) {
    case 'fixed':
      return moment.at;
    case 'local':
      return getTimeInZone(moment.local, timeZone);
    case 'relative':
      return epoch + moment.offset;
  }
}

/** Why a date that can be read is no date. */
interface NoDate {
  readonly expected: string;
}

function parseMoment(text: string): Moment | NoDate | undefined {
  return parseDate(text) ?? parseRelative(text) ?? explainFigures(text) ?? explainForm(text);
}

function parseDate(text: string): Moment | NoDate | undefined {
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return undefined;
  const { day = '', month = '', weekday, year, time = '00:00', zone, letters } = parts;
  const date = parts.date ?? `${year}-${twoDigits(findMonth(month) ?? 0)}-${twoDigits(day)}`;
  const offset = letters === undefined ? zone && offsetOf(zone) : MAIL_ZONES[letters.toLowerCase()];
  const wrong = findImpossible(date, time, weekday);
  if (wrong !== undefined) return { expected: wrong };
  const local = `${date}T${time}`;
  try {
    const at = getTimeInZone(local, offset ?? 'UTC');
    return offset === undefined ? { kind: 'local', local } : { kind: 'fixed', at };
  } catch {
    return { expected: 'a zone such as Z or +01:00' };
  }
}

/** What a date must be that no calendar or clock has; `undefined` for all others. */
function findImpossible(date: string, time: string, weekday: string | undefined): string | undefined {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  if (month < 1 || month > 12) return 'a month from 01 to 12';
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) return `a day from 1 to ${days}, since the month is ${date.slice(0, 7)}`;
  if (hour > 23 || minute > 59 || second >= 61) return 'a time from 00:00 to 23:59';
  const at = Date.UTC(year, month - 1, day);
  if (year < 1000 || at + hour * HOUR_MS + minute * MINUTE_MS > MAX_TIMESTAMP) return 'a year from 1000 to 9999';
  const name = weekday === undefined ? undefined : findWeekday(weekday);
  if (name !== undefined && name !== new Date(at).getUTCDay()) {
    return `another weekday or day: ${date} is a ${new Date(at).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })}`;
  }
  return undefined;
}

/** Says how to write a date in figures, which Americans and others read in two ways. */
function explainFigures(text: string): NoDate | undefined {
  const [, first = '', second = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/.exec(text) ?? [];
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)/.test(text))
    return { expected: 'a year of four digits, such as 2026-11-20' };
  if (year === '') return /^[+-]?\d{5,}-\d\d-\d\d/.test(text) ? { expected: 'a year from 1000 to 9999' } : undefined;
  const meant = [
    [second, first],
    [first, second],
  ].filter(([month]) => Number(month) <= 12);
  const written = new Set(meant.map((monthAndDay) => [year, ...monthAndDay.map(twoDigits)].join('-')));
  return { expected: `year, month and day: ${[...written].join(' or ') || '2026-11-20'}` };
}

/** Says how to write a date that is certain, but in another form. */
function explainForm(text: string): NoDate | undefined {
  const suggested = suggestDate(text);
  if (suggested === undefined) return undefined;
  const [written = ''] = suggested.split(',');
  const read = parseDate(written);
  if (read !== undefined && 'expected' in read) return read;
  return read && { expected: suggested };
}

/** `+0100` as `+01:00`; letters are UTC. */
function offsetOf(zone: string): string {
  const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return hours === undefined ? 'UTC' : `${hours}:${minutes}`;
}

function twoDigits(value: number | string): string {
  return String(value).padStart(2, '0');
}

function parseRelative(text: string): Moment | undefined {
  const [, sign, ...amounts] = RELATIVE.exec(text) ?? [];
  if (sign === undefined || amounts.every((amount) => amount === undefined)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = amounts.map((amount) => Number(amount ?? 0));
  const offset = days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
  return { kind: 'relative', offset: sign === '-' ? -offset : offset };
}
