/** A time in UTC: milliseconds since the Unix epoch, always a whole second, because some formats have no fractions. */
export type Timestamp = number;

/** Years have four digits in all formats, in every time zone. */
export const MIN_TIMESTAMP: Timestamp = Date.UTC(1000, 0, 1);
export const MAX_TIMESTAMP: Timestamp = Date.UTC(9999, 11, 31, 9, 59);

/** Rounds down to the whole second, so that no document shows a time in the future. */
export function toTimestamp(milliseconds: number): Timestamp {
  return Math.floor(milliseconds / 1000) * 1000;
}

/** `2026-11-23T08:15:00Z`. */
export function toRfc3339(timestamp: Timestamp): string {
  return `${new Date(timestamp).toISOString().slice(0, 19)}Z`;
}

/** The date of RFC 9110, section 5.6.7, which is also valid in RSS (RFC 822 with a four-digit year). */
export function toHttpDate(timestamp: Timestamp): string {
  return new Date(timestamp).toUTCString();
}

/** The three forms of RFC 9110, section 5.6.7. `Date.parse` alone reads `2050` and `1 Jan` too. */
const HTTP_DATE =
  /^(?:\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT|\w{6,9}, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT|\w{3} \w{3} [\d ]\d \d\d:\d\d:\d\d \d{4})$/;

/** Parses the date of an HTTP header; `undefined` where the text is none. */
export function parseHttpDate(text: string): Timestamp | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const moment = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(moment) ? undefined : moment;
}

export type Clock = () => Timestamp;

export const systemClock: Clock = () => toTimestamp(Date.now());
