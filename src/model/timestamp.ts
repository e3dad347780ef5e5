/** A moment in UTC: milliseconds since the Unix epoch, always a whole second, the finest that every format can say. */
export type Timestamp = number;

/** Rounds a clock reading down to the whole second, so that no format shows a moment that has not come. */
export function toTimestamp(milliseconds: number): Timestamp {
  return Math.floor(milliseconds / 1000) * 1000;
}

/** RFC 3339 with seconds and `Z`: `2026-11-23T08:15:00Z`. */
export function toRfc3339(timestamp: Timestamp): string {
  return `${new Date(timestamp).toISOString().slice(0, 19)}Z`;
}

/** The HTTP date of RFC 9110, section 5.6.7, which is also RSS's RFC 822 date with a four-digit year. */
export function toHttpDate(timestamp: Timestamp): string {
  return new Date(timestamp).toUTCString();
}

/** Where the current time comes from; tests pin it. */
export type Clock = () => Timestamp;

/** The machine's clock, in whole seconds. */
export const systemClock: Clock = () => toTimestamp(Date.now());
