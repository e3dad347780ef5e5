import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';

export interface ShownDate {
  readonly text: string;
  readonly datetime: string;
}

const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' };
const MINUTE: Intl.DateTimeFormatOptions = {
  ...DAY,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
};

/** Day and minute in UTC: `November 23, 2026 at 08:15 UTC`. In English if the language is unknown. */
export function showDate(timestamp: Timestamp, language: string): ShownDate {
  return { text: formatterOf(language, MINUTE).format(timestamp), datetime: toRfc3339(timestamp) };
}

/** The day in UTC: `November 23, 2026`. */
export function showDay(timestamp: Timestamp, language: string): ShownDate {
  return { text: formatterOf(language, DAY).format(timestamp), datetime: toRfc3339(timestamp) };
}

function formatterOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat([language, 'en'], options);
  } catch {
    // ECMA-402, section 6.2.1: a RangeError for a tag that is not well-formed.
    return new Intl.DateTimeFormat('en', options);
  }
}
