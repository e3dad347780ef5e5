import { z } from 'zod';
import { type Timestamp, toTimestamp } from '../model/timestamp.ts';

/** A date as front matter gives it: fixed, or counted from the moment the source was first read. Milliseconds. */
export type Moment =
  | { readonly kind: 'fixed'; readonly at: Timestamp }
  | { readonly kind: 'relative'; readonly offset: number };

const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const RELATIVE = /^([+-])(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?$/;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EXPECTED = 'a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h';

/** A date of front matter: RFC 3339 with its zone, a day (midnight UTC), or `-2d6h` (days, hours, minutes, seconds). */
export const momentSchema = z.string(EXPECTED).transform((text, context): Moment => {
  const moment = parseMoment(text.trim());
  if (moment !== undefined) return moment;
  context.addIssue({ code: 'custom', message: EXPECTED });
  return z.NEVER;
});

/** The moment as a timestamp, relative ones counted from `epoch`. */
export function resolveMoment(moment: Moment, epoch: Timestamp): Timestamp {
  return moment.kind === 'fixed' ? moment.at : epoch + moment.offset;
}

function parseMoment(text: string): Moment | undefined {
  return parseFixed(text) ?? parseRelative(text);
}

function parseFixed(text: string): Moment | undefined {
  if (DATE.test(text)) return toFixed(text, `${text}T00:00:00Z`, 0);
  const [, date, time, sign, hours, minutes] = DATE_TIME.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const ahead = (Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE) * (sign === '-' ? -1 : 1);
  return toFixed(date, `${date}T${time}Z`, ahead);
}

function toFixed(date: string, asUtc: string, ahead: number): Moment | undefined {
  const time = Date.parse(asUtc);
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) return undefined;
  return { kind: 'fixed', at: toTimestamp(time - ahead) };
}

function parseRelative(text: string): Moment | undefined {
  const [, sign, days, hours, minutes, seconds] = RELATIVE.exec(text) ?? [];
  if (sign === undefined || (days ?? hours ?? minutes ?? seconds) === undefined) return undefined;
  const length =
    Number(days ?? 0) * DAY + Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE + Number(seconds ?? 0) * SECOND;
  return { kind: 'relative', offset: sign === '-' ? -length : length };
}
