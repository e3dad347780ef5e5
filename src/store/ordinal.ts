import type { Timestamp } from '../model/timestamp.ts';

/** An hour in milliseconds. */
const HOUR_MS = 3_600_000;
/** Places in an hour: more than a million articles may be of one hour, and neighbours in time still differ little. */
const ORDINALS_PER_HOUR = 2 ** 20;

/**
 * The first of the ordinals of an hour. An ordinal is an article's date as one integer, given once: the hours since 1970, and within an hour the
 * order of arrival. Indexes that know articles by an integer keep them by date so, and can be walked from the newest on.
 */
export function firstOrdinalOf(publishedAt: Timestamp): number {
  return Math.floor(publishedAt / HOUR_MS) * ORDINALS_PER_HOUR;
}

/** The last of the ordinals of an hour. */
export function lastOrdinalOf(publishedAt: Timestamp): number {
  return firstOrdinalOf(publishedAt) + ORDINALS_PER_HOUR - 1;
}
