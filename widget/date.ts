const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** How long ago, in the first week and where `relative` is asked for; otherwise the day, in UTC as everywhere. Times in seconds since the epoch. */
export function showDate(date: number, now: number, relative: boolean, language: string): string {
  // The visitor's clock may be behind.
  const age = Math.max(now - date, 0);
  if (!relative || age >= 7 * DAY) {
    return new Date(date * 1000).toLocaleDateString(language, { dateStyle: 'medium', timeZone: 'UTC' });
  }
  const [length, unit] =
    age < HOUR ? ([MINUTE, 'minute'] as const) : age < DAY ? ([HOUR, 'hour'] as const) : ([DAY, 'day'] as const);
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(age / length), unit);
}
