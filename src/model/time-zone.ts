import { type Timestamp, toTimestamp } from './timestamp.ts';

/** Whether a text is a name in the IANA time zone database, such as `Europe/Berlin`. Offsets are not names. */
export function isTimeZone(text: string): boolean {
  try {
    return /^[a-z]/i.test(text) && new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined;
  } catch {
    // ECMA-402, section 11.1.2: a RangeError for an unknown zone.
    return false;
  }
}

/**
 * When the clocks of a time zone (a name, or an offset such as `+01:00`) show a date and time (`2026-11-20T08:15`). Of the two possible
 * times where the clocks change, it is the later one: nothing is published before its time. Throws a RangeError for a date that no
 * calendar has.
 */
export function getTimeInZone(local: string, timeZone: string): Timestamp {
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation: 'later' });
  return toTimestamp(zoned.epochMilliseconds);
}
