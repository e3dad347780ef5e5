import { z } from 'zod';
import { type Timestamp, toTimestamp } from '../model/timestamp.ts';

/** A date in front matter: fixed, or an offset in milliseconds from the source's epoch. */
export type Moment =
  | { readonly kind: 'fixed'; readonly at: Timestamp }
  | { readonly kind: 'relative'; readonly offset: number };

const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const RELATIVE = /^([+-])(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?$/;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const EXPECTED = 'a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h';

/** A date in front matter: RFC 3339 with a zone, a day (midnight UTC), or `-2d6h` (days, hours, minutes, seconds). */
export const momentSchema = z.string(EXPECTED).transform((text, context): Moment => {
  const moment = parseMoment(text.trim());
  if (moment !== undefined) return moment;
  context.addIssue({ code: 'custom', message: EXPECTED });
  return z.NEVER;
});

export function resolveMoment(moment: Moment, epoch: Timestamp): Timestamp {
  return moment.kind === 'fixed' ? moment.at : epoch + moment.offset;
}

/** Parses a date and time with a zone (RFC 3339, section 5.6; seconds may be absent). */
export function parseDateTime(text: string): Timestamp | undefined {
  const [, date, time, sign, hours, minutes] = DATE_TIME.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const offset = (Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS) * (sign === '-' ? -1 : 1);
  const asUtc = Date.parse(`${date}T${time}Z`);
  // JavaScript reads 30 February as 2 March.
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(date)) return undefined;
  return toTimestamp(asUtc - offset);
}

function parseMoment(text: string): Moment | undefined {
  const at = parseDateTime(DATE.test(text) ? `${text}T00:00Z` : text);
  if (at !== undefined) return { kind: 'fixed', at };
  const [, sign, ...amounts] = RELATIVE.exec(text) ?? [];
  if (sign === undefined || amounts.every((amount) => amount === undefined)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = amounts.map((amount) => Number(amount ?? 0));
  const offset = days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
  return { kind: 'relative', offset: sign === '-' ? -offset : offset };
}
