import { MAX_TIMESTAMP, type Timestamp, toTimestamp } from '../model/timestamp.ts';
import { findMonth, findWeekday, MONTH, WEEKDAY } from './calendar-words.ts';

/** What the beginning of a text says about a moment. */
export interface ScannedMoment {
  /** Only if day, month, year, time and zone are stated once, and certain. */
  readonly at?: Timestamp;
  /** Whether any part of a moment is stated, such as a weekday or `9 a.m.`. */
  readonly stated: boolean;
  /** Whether a time of day is stated. */
  readonly timed: boolean;
  /** The index after the last part and the words that belong to it. */
  readonly end: number;
}

interface Parts {
  dates: number;
  times: number;
  zones: number;
  /** Something is stated that means no certain moment: `Friday morning`, `midnight`, `13 Nov.`. */
  doubtful: boolean;
  day?: number;
  weekday?: number;
  time?: number;
  offset?: number;
}

/** A part of a moment: its form at the start of a text, and what it adds. */
interface Form {
  readonly form: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>, parts: Parts) => void;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Offsets of zones in use, in hours. */
const MAX_OFFSET = 14;

const END = '(?![\\p{L}\\p{N}])';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|ª|º|\\.)?';
const OF = "(?: of| de| del| d[’'])?";
const HALF = '(?<half>[ap])(?:\\.m\\.|m\\b\\.?)';
const HOURS = '(?: ?(?:uhr|hrs?|hours|horas|heures|h))?';
const CLOCK_WORD = 'noon|midday|mittags?|mediod[ií]a|midi';

/** The forms, each with an example. The first one that fits is taken. */
const FORMS: readonly Form[] = [
  // 2026-11-13, 2026-11-13T09:00
  form('(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)(?:T(?=\\d\\d:)|(?!\\d))', addDate),
  // 13 November 2026, 13. November 2026, 13th of November, 2026, 13 de noviembre de 2026, 13-Nov-2026
  form(`${DAY}${OF}[ -]?(?<name>${MONTH}),?(?: of| de| del)?[ -](?<year>\\d{4})(?!\\d)`, addDate),
  // November 13, 2026, Nov. 13th 2026
  form(`(?<name>${MONTH}) ?${DAY},? (?<year>\\d{4})(?!\\d)`, addDate),
  // 13.11.2026
  form('(?<day>\\d{1,2})\\. ?(?<month>\\d{1,2})\\. ?(?<year>\\d{4})(?!\\d)', addDate),
  // 13/11/2026 and 11/13/2026 are certain, 05/11/2026 is not.
  form('(?<first>\\d{1,2})[/-](?<second>\\d{1,2})[/-](?<year>\\d{4})(?!\\d)', addFigures),
  // 13 November, Nov. 13, November 2026: no certain day
  form(`${DAY}${OF} ?${MONTH}(?: ['’]?\\d\\d(?![\\d:.]))?`, addDoubt),
  form(`${MONTH}(?: ?\\d{1,2}(?:st|nd|rd|th)?(?![\\d:])| \\d{4}(?!\\d))?`, addDoubt),
  // 13.11., 13.11.26, 13/11, 13/11/26
  form('\\d{1,2}\\. ?\\d{1,2}\\.(?:\\d\\d(?!\\d))?', addDoubt),
  form('\\d{1,2}[/-]\\d{1,2}(?:[/-]\\d\\d)?(?![\\d/-])', addDoubt),
  // 9:00 a.m., 09:00, 10.30 Uhr, 9h00, 17 h 30, 0:01:30
  form(
    `(?<hour>\\d{1,2})(?::|\\.| ?h ?)(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:\\.\\d+)?)?(?!\\d)(?: ?${HALF})?${HOURS}`,
    addTime,
  ),
  // 9 a.m., 6pm
  form(`(?<hour>\\d{1,2}) ?${HALF}`, addTime),
  // 9 Uhr, 10 h
  form(`(?<hour>\\d{1,2}) ?(?:uhr|h|heures|horas)${END}`, addTime),
  // 0001 GMT, 0900 hrs
  form('(?<hour>\\d\\d)(?<minute>\\d\\d) ?(?:(?:hrs?|hours|h)\\b|(?=gmt|utc|z\\b))', addTime),
  // 0900 without a zone, and a year alone
  form(`[0-2]\\d[0-5]\\d${END}`, addDoubt),
  // 12 noon, 12 Uhr mittags
  form(`(?:12 (?:o['’]clock )?)?(?<noon>${CLOCK_WORD})${END}`, addTime),
  // GMT, UTC+2, GMT+01:00, Z, and after a time +0100
  form(`(?:gmt|utc|ut|z)(?: ?(?<sign>[+−-])(?<hours>\\d{1,2})(?::?(?<minutes>\\d\\d))?)?${END}`, addZone),
  form('(?<sign>[+−-])(?<hours>\\d\\d):?(?<minutes>\\d\\d)(?!\\d)', addZone),
  form(`(?<name>${WEEKDAY})`, addWeekday),
  // Parts that state no certain moment.
  form(
    `(?:midnight|mitternacht|medianoche|minuit|today|tonight|tomorrow|morning|afternoon|evening|night|weekend|heute|morgens?|vormittags?|nachmittags?|abends?|hoy|mañana|tarde|noche|aujourd['’]hui|demain|matin|après-midi|soir|easter|christmas|\\d{1,2})${END}`,
    addDoubt,
  ),
];

/** Words and signs between the parts that change nothing. */
const BETWEEN = new RegExp(
  `[\\s,.()@/|–—;:*_-]|(?:on|or after|at|the|of|from|until|till?|to|for|by|before|after|not|am|um|den|dem|der|bis|zum|ab|vor|el|las?|los|a|de|del|d[ií]a|hasta|antes|partir|desde|le|les|du|au|à|dès|avant|jusqu['’](?:au|à)|date|time|hrs?|hours?|uhr|horas?|heures?|o['’]clock)${END}`,
  'iuy',
);

/**
 * Reads day, time and zone from the beginning of a text, in any order, in English, Spanish, German and French. Certain zones are GMT, UTC, Z
 * and offsets: EST is used in New York and in Sydney. Not certain are a date without a year or time, 05/11/2026, a weekday of another
 * date, midnight (of which day?), and 12:00 a.m. or p.m. It ends at the first other word.
 */
export function scanMoment(text: string): ScannedMoment {
  const parts: Parts = { dates: 0, times: 0, zones: 0, doubtful: false };
  let index = 0;
  let end = 0;
  while (index < text.length) {
    const found = findForm(text, index);
    if (found !== undefined) {
      found.read(parts);
      index = found.end;
      end = index;
      if (isComplete(parts)) break;
      continue;
    }
    BETWEEN.lastIndex = index;
    const between = BETWEEN.exec(text)?.[0];
    if (between === undefined) break;
    index += between.length;
    if (/\p{L}/u.test(between)) end = index;
  }
  const stated = parts.dates + parts.times + parts.zones > 0 || parts.doubtful || parts.weekday !== undefined;
  const at = resolve(parts);
  return { ...(at === undefined ? {} : { at }), stated, timed: parts.times > 0, end };
}

function form(source: string, read: Form['read']): Form {
  return { form: new RegExp(source, 'iuy'), read };
}

function findForm(text: string, index: number) {
  for (const { form: expression, read } of FORMS) {
    expression.lastIndex = index;
    const match = expression.exec(text);
    if (match === null) continue;
    return { end: index + match[0].length, read: (parts: Parts) => read(match.groups ?? {}, parts) };
  }
  return undefined;
}

function isComplete({ dates, times, zones }: Parts): boolean {
  return dates > 0 && times > 0 && zones > 0;
}

function resolve({ dates, times, zones, doubtful, day, weekday, time, offset }: Parts): Timestamp | undefined {
  if (dates !== 1 || times !== 1 || zones !== 1 || doubtful) return undefined;
  if (day === undefined || time === undefined || offset === undefined) return undefined;
  if (weekday !== undefined && new Date(day).getUTCDay() !== weekday) return undefined;
  return toTimestamp(day + time - offset);
}

function addDate({ year, month, day, name }: Readonly<Record<string, string | undefined>>, parts: Parts): void {
  parts.dates += 1;
  const number = name === undefined ? Number(month) : (findMonth(name) ?? 0);
  const at = Date.UTC(Number(year), number - 1, Number(day));
  const date = new Date(at);
  // JavaScript reads 31 November as 1 December, and the year 26 as 1926.
  const isKnownYear = Number(year) >= 1000 && at + DAY_MS < MAX_TIMESTAMP;
  if (isKnownYear && date.getUTCMonth() + 1 === number && date.getUTCDate() === Number(day)) {
    parts.day = at;
  } else {
    parts.doubtful = true;
  }
}

function addFigures({ first, second, year }: Readonly<Record<string, string | undefined>>, parts: Parts): void {
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 || a === b) addDate({ year, month: second, day: first }, parts);
  else if (b > 12) addDate({ year, month: first, day: second }, parts);
  else parts.doubtful = true;
}

function addTime(groups: Readonly<Record<string, string | undefined>>, parts: Parts): void {
  parts.times += 1;
  if (groups.noon !== undefined) {
    parts.time = 12 * HOUR_MS;
    return;
  }
  const { hour, minute = '00', second = '00', half } = groups;
  const hours = Number(hour);
  const certain =
    Number(minute) < 60 && Number(second) < 60 && (half === undefined ? hours < 24 : hours >= 1 && hours <= 12);
  // 12:00 a.m. and p.m. are read both ways.
  if (!certain || (half !== undefined && hours === 12 && Number(minute) === 0)) {
    parts.doubtful = true;
    return;
  }
  const inDay = half === undefined ? hours : (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  parts.time = inDay * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * 1000;
}

function addZone(
  { sign, hours = '0', minutes = '0' }: Readonly<Record<string, string | undefined>>,
  parts: Parts,
): void {
  parts.zones += 1;
  const offset = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
  if (offset > MAX_OFFSET * HOUR_MS || Number(minutes) > 59) parts.doubtful = true;
  parts.offset = sign === undefined || sign === '+' ? offset : -offset;
}

function addWeekday({ name = '' }: Readonly<Record<string, string | undefined>>, parts: Parts): void {
  const weekday = findWeekday(name);
  if (parts.weekday !== undefined && parts.weekday !== weekday) parts.doubtful = true;
  if (weekday !== undefined) parts.weekday = weekday;
}

function addDoubt(_groups: unknown, parts: Parts): void {
  parts.doubtful = true;
}
