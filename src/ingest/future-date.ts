import { omitUndefined } from '../model/omit-undefined.ts';
import type { Problem } from '../model/problem.ts';
import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';

/** A date in the future schedules the article, or is a mistake. */
export function futureDate(file: string, publishedAt: Timestamp, line?: number): Problem {
  const got = toRfc3339(publishedAt);
  const solved = `scheduled for its date, ${got}`;
  return { file, ...omitUndefined({ line }), field: 'date', expected: 'a date that has passed', got, solved };
}
