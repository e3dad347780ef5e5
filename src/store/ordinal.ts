import type { Timestamp } from '../model/timestamp.ts';

const HOUR_MS = 3_600_000;
/** More than a million articles can have dates in the same hour. */
const ORDINALS_PER_HOUR = 2 ** 20;

/**
 * An ordinal is an integer for an article's date that never changes: the hours since 1970, and within the hour the order of arrival.
 * FTS5 knows articles by an integer only; with ordinals it keeps them in the order of dates.
 */
export function firstOrdinalOf(publishedAt: Timestamp): number {
  return Math.floor(publishedAt / HOUR_MS) * ORDINALS_PER_HOUR;
}

export function lastOrdinalOf(publishedAt: Timestamp): number {
  return firstOrdinalOf(publishedAt) + ORDINALS_PER_HOUR - 1;
}
