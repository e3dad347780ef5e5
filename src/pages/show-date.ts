import type { Site } from '../model/site.ts';
import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';

export interface ShownDate {
  readonly text: string;
  readonly datetime: string;
}

const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric' };
const MINUTE: Intl.DateTimeFormatOptions = {
  ...DAY,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
};

/** Day and minute in the newsroom's time zone: `November 23, 2026 at 08:15 UTC`. In English if the language is unknown. */
export function showDate(site: Site, timestamp: Timestamp, language: string): ShownDate {
  return { text: formatterOf(site, language, MINUTE).format(timestamp), datetime: toRfc3339(timestamp) };
}

/** The day in the newsroom's time zone: `November 23, 2026`. */
export function showDay(site: Site, timestamp: Timestamp, language: string): ShownDate {
  return { text: formatterOf(site, language, DAY).format(timestamp), datetime: toRfc3339(timestamp) };
}

function formatterOf(
  { timeZone = 'UTC' }: Site,
  language: string,
  parts: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const options = { ...parts, timeZone };
  try {
    return new Intl.DateTimeFormat([language, 'en'], options);
  } catch {
    // ECMA-402, section 6.2.1: a RangeError for a tag that is not well-formed.
    return new Intl.DateTimeFormat('en', options);
  }
}
