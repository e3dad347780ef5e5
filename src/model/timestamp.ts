/** A time in UTC: milliseconds since the Unix epoch, always a whole second, because some formats have no fractions. */
export type Timestamp = number;

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

export type Clock = () => Timestamp;

export const systemClock: Clock = () => toTimestamp(Date.now());
