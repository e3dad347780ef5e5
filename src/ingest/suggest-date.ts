import { findMonth, MONTH, WEEKDAY } from './calendar-words.ts';

const ORDINAL = '(?:st|nd|rd|th|er|[ºª.])?';
const OF = '(?: of| del?)?';
/** Dates that are certain, as people write them. */
const DATES: readonly RegExp[] = [
  /(?<!\d)(?<year>\d{4}) ?[-./年년] ?(?<month>\d{1,2}) ?[-./月월] ?(?<day>\d{1,2})(?!\d) ?[.日일]?/u,
  new RegExp(`(?<!\\d)(?<day>\\d{1,2})${ORDINAL}${OF}[ -]?(?<name>${MONTH}),?${OF}[ -](?<year>\\d{4})(?!\\d)`, 'iu'),
  new RegExp(`(?<name>${MONTH}) (?<day>\\d{1,2})${ORDINAL},? (?<year>\\d{4})(?!\\d)`, 'iu'),
];
/** `8:15`, `8.15 Uhr`, `10h15`, `8:15 am`, `8 a.m.`, `10 Uhr` */
const TIMES: readonly RegExp[] = [
  /(?<!\d)(?<hour>\d{1,2}) ?(?::|\.|h) ?(?<minute>\d\d)(?::\d\d(?:\.\d+)?)?(?!\d)(?: ?(?:uhr|hrs?|h)(?!\p{L}))?(?: ?(?<half>[ap])\.?m(?!\p{L})\.?)?/iu,
  /(?<!\d)(?<hour>\d{1,2}) ?(?:(?:uhr|hrs?|h)(?!\p{L})|(?<half>[ap])\.?m(?!\p{L})\.?)/iu,
];
const OFFSET = /(?:\b(?:UTC|GMT))? ?[+-]\d\d(?::?\d\d)?$|(?:\b|(?<=\d))(?:Z|UTC|GMT)$/i;
const FILLERS = new RegExp(
  `(?<!\\p{L})(?:${WEEKDAY}|at|on|um|den|am|à|le|a las?|el)(?!\\p{L})|[,;]|(?<!\\p{L})T(?!\\p{L})`,
  'giu',
);
/** Of a date in words. */
const MAX_LENGTH = 100;
const QUOTATION_MARKS = /[“”„‟«»‘’‚‛"']/g;

/** How a date has to be written that people write in another way; `undefined` where that is not certain. */
export function suggestDate(written: string): string | undefined {
  if (written.length > MAX_LENGTH) return undefined;
  let rest = written.replace(QUOTATION_MARKS, '').trim();
  const take = (patterns: readonly RegExp[]): Readonly<Record<string, string | undefined>> | undefined => {
    const match = patterns.map((pattern) => pattern.exec(rest)).find((found) => found !== null);
    if (match == null) return undefined;
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`.trim();
    return match.groups;
  };
  const date = take(DATES);
  if (date === undefined) return undefined;
  const month = date.month ?? String(findMonth(date.name ?? '') ?? '');
  const time = take(TIMES);
  const [zone = ''] = OFFSET.exec(rest) ?? [];
  const left = rest
    .slice(0, rest.length - zone.length)
    .replace(FILLERS, ' ')
    .trim();
  const day = [date.year, twoDigits(month), twoDigits(date.day ?? '')].join('-');
  const clock = time === undefined ? '' : ` ${twoDigits(hourOf(time))}:${time.minute ?? '00'}`;
  if (left === '') return `${day}${clock}${zone && ` ${zone.replace(/^ ?(?:UTC|GMT) ?(?=[+-])/i, '').trim()}`}`;
  return time !== undefined && /^[A-Z]{2,5}$/.test(left)
    ? `${day}${clock}, and Z or an offset such as +01:00`
    : undefined;
}

function hourOf({ hour = '', half }: Readonly<Record<string, string | undefined>>): string {
  return half === undefined ? hour : String((Number(hour) % 12) + (/p/i.test(half) ? 12 : 0));
}

function twoDigits(text: string): string {
  return text.padStart(2, '0');
}
