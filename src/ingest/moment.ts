import { z } from 'zod';
import { getTimeInZone } from '../model/time-zone.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { findMonth, MONTH, WEEKDAY } from './calendar-words.ts';

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
    `^(?:${WEEKDAY},? )?(?<day>\\d{1,2}) (?<month>${MONTH}) (?<year>\\d{4})` +
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
export const EXPECTED_DATE = 'a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h';

/** A date in front matter: with or without a time and a zone (RFC 3339, RFC 5322), or `-2d6h` (days, hours, minutes, seconds). */
export const momentSchema = z.string(EXPECTED_DATE).transform((text, context): Moment => {
  const moment = parseMoment(text.trim());
  if (moment !== undefined) return moment;
  context.addIssue({ code: 'custom', message: EXPECTED_DATE });
  return z.NEVER;
});

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

function parseMoment(text: string): Moment | undefined {
  return parseDate(text) ?? parseRelative(text);
}

function parseDate(text: string): Moment | undefined {
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return undefined;
  const { day = '', month = '', year, time = '00:00', zone, letters } = parts;
  const date = parts.date ?? `${year}-${twoDigits(findMonth(month) ?? 0)}-${twoDigits(day)}`;
  const local = `${date}T${time}`;
  const offset = letters === undefined ? zone && offsetOf(zone) : MAIL_ZONES[letters.toLowerCase()];
  try {
    const at = getTimeInZone(local, offset ?? 'UTC');
    return offset === undefined ? { kind: 'local', local } : { kind: 'fixed', at };
  } catch {
    return undefined;
  }
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
