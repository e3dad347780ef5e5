import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';

/** A moment for people and for machines: the `time` element's text and its `datetime`. */
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

/** Day and minute in UTC, in the words of the language: `November 23, 2026 at 08:15 UTC`. English where it is unknown. */
export function showDate(timestamp: Timestamp, language: string): ShownDate {
  return { text: formatterOf(language, MINUTE).format(timestamp), datetime: toRfc3339(timestamp) };
}

/** The day in UTC alone: `November 23, 2026`. */
export function showDay(timestamp: Timestamp, language: string): ShownDate {
  return { text: formatterOf(language, DAY).format(timestamp), datetime: toRfc3339(timestamp) };
}

function formatterOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat([language, 'en'], options);
  } catch {
    // A tag that is not well-formed is a RangeError (ECMA-402, section 6.2.1); the date is still to be read.
    return new Intl.DateTimeFormat('en', options);
  }
}
