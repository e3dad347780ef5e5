import { describe, expect, test } from '@jest/globals';
import { EPOCH, problemsOf, readText, SOURCE } from './read-text.ts';

const bare = (fields: string) => `---\n${fields}\n---\nText.\n`;

describe('front matter', () => {
  test.each([
    ['2026-11-20T08:15:00Z', Date.UTC(2026, 10, 20, 8, 15)],
    ['2026-11-20t08:15:30.999+02:30', Date.UTC(2026, 10, 20, 5, 45, 30)],
    ['2026-11-20 08:15-05:00', Date.UTC(2026, 10, 20, 13, 15)],
    ['2026-11-20 16:33:10 +0100', Date.UTC(2026, 10, 20, 15, 33, 10)],
    ['2026-11-20T16:33:10+0100', Date.UTC(2026, 10, 20, 15, 33, 10)],
    ['2026-11-20 16:33:10 -03', Date.UTC(2026, 10, 20, 19, 33, 10)],
    ['2026-11-20 16:33:10 UTC', Date.UTC(2026, 10, 20, 16, 33, 10)],
    ['2026-11-20 16:33 GMT', Date.UTC(2026, 10, 20, 16, 33)],
    ['Fri, 20 Nov 2026 16:33:10 +0100', Date.UTC(2026, 10, 20, 15, 33, 10)],
    ['Fri, 20 Nov 2026 16:33:10 GMT', Date.UTC(2026, 10, 20, 16, 33, 10)],
    ...Object.entries({ EDT: 20, CST: 22, CDT: 21, MST: 23, MDT: 22, PST: 24, pdt: 23, EST: 21 }).map(
      ([zone, hour]) => [`20 Nov 2026 16:33 ${zone}`, Date.UTC(2026, 10, 20, hour, 33)] as const,
    ),
    ['Fri, 2 Oct 2026 16:33:10 -0700 (PDT)', Date.UTC(2026, 9, 2, 23, 33, 10)],
    ['2026-11-20', Date.UTC(2026, 10, 20)],
    ['" 2026-11-20 "', Date.UTC(2026, 10, 20)],
    ['9999-12-31', Date.UTC(9999, 11, 31)],
    ['9999-12-31T09:59Z', Date.UTC(9999, 11, 31, 9, 59)],
    ['1000-01-01', Date.UTC(1000, 0, 1)],
    ['-3h', EPOCH - 3 * 3_600_000],
    ['-2d6h', EPOCH - 54 * 3_600_000],
    ['+2d', EPOCH + 48 * 3_600_000],
    ['-90m', EPOCH - 90 * 60_000],
    ['-12345h', EPOCH - 12_345 * 3_600_000],
    ['-12345d', EPOCH - 12_345 * 86_400_000],
    ['+99999m', EPOCH + 99_999 * 60_000],
    ['+123456s', EPOCH + 123_456_000],
    ['+1d2h3m4s', EPOCH + 93_784_000],
  ])('accepts the date %s', async (date, publishedAt) => {
    expect((await readText(bare(`title: A\ndate: ${date}`))).draft?.publishedAt).toBe(publishedAt);
  });

  test.each([
    ['a day', '2026-11-20', 'Europe/Berlin', '2026-11-19T23:00Z'],
    ['a time', '2026-11-20T08:15:00', 'Europe/Berlin', '2026-11-20T07:15Z'],
    ['a time in summer', '2026-07-20 08:15', 'America/New_York', '2026-07-20T12:15Z'],
    ['a date of RFC 5322 without zone', '20 Nov 2026 08:15', 'Asia/Jerusalem', '2026-11-20T06:15Z'],
    ['a zone of quarter hours', '2026-11-20 08:15', 'Asia/Kathmandu', '2026-11-20T02:30Z'],
    ['a time that the clocks skip', '2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30Z'],
    ['a time that the clocks show twice', '2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T01:30Z'],
    ['a day that begins at one', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00Z'],
    ['a date with a zone of its own', '2026-11-20T08:15Z', 'Europe/Berlin', '2026-11-20T08:15Z'],
  ])('reads %s in the time zone of the newsroom', async (_what, date, timeZone, expected) => {
    const { draft } = await readText(bare(`title: A\ndate: ${date}\nembargo: ${date}`), undefined, SOURCE, timeZone);
    expect([draft?.publishedAt, draft?.embargoUntil]).toEqual([Date.parse(expected), Date.parse(expected)]);
  });

  test.each(['none', 'NONE', '"  none "'])('takes %s for no embargo', async (none) => {
    const { draft, problems } = await readText(bare(`title: A\ndate: -3h\nembargo: ${none}`));
    expect([draft?.title, draft?.embargoUntil, problems]).toEqual(['A', undefined, []]);
  });

  test.each(['nonesuch', 'x none'])('takes %s for no date', async (text) => {
    expect(await problemsOf(bare(`title: A\ndate: -3h\nembargo: ${text}`))).toEqual([
      expect.stringContaining(`${known}, or none, got "${text}"`),
    ]);
  });

  const known = 'a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h';
  test.each([
    ['2026-11-20T08:15:00 CEST', '2026-11-20 08:15, and Z or an offset such as +01:00'],
    ['2026-11-20 08:15 EST', '2026-11-20 08:15, and Z or an offset such as +01:00'],
    ['3h', known],
    ['"-"', known],
    ['-3w', known],
    ['-3hours', known],
    ['a-3h', known],
    ['-123456d', known],
    ['-6h2d', known],
    ['yesterday', known],
    ['20261120', known],
    ['""', known],
    ['2026/11/20', '2026-11-20'],
    ['2026-11-3', '2026-11-03'],
    ['“2026-11-20”', '2026-11-20'],
    ['2026-11-20 8:15 pm', '2026-11-20 20:15'],
    ['2026-11-20T8:15:00+01:00', '2026-11-20 08:15 +01:00'],
    ['Freitag, 20. November 2026, 8.15 Uhr', '2026-11-20 08:15'],
    ['November 20th, 2026', '2026-11-20'],
    ['20 novembre 2026 à 10h15', '2026-11-20 10:15'],
    ['20 de noviembre de 2026 a las 10:15', '2026-11-20 10:15'],
    ['2026년 11월 20일', '2026-11-20'],
    ['June 31st, 2026', 'a day from 1 to 30, since the month is 2026-06'],
    ['31 June 2026', 'a day from 1 to 30, since the month is 2026-06'],
    ['20.11.26', 'a year of four digits, such as 2026-11-20'],
    ['20 November 2026 at noon', known],
    ['31 Nov 2026 08:15 GMT', 'a day from 1 to 30, since the month is 2026-11'],
    ['2026-02-30', 'a day from 1 to 28, since the month is 2026-02'],
    ['2024-02-30', 'a day from 1 to 29, since the month is 2024-02'],
    ['2026-11-00', 'a day from 1 to 30, since the month is 2026-11'],
    ['2026-13-01T00:00:00Z', 'a month from 01 to 12'],
    ['2026-00-01', 'a month from 01 to 12'],
    ['2026-11-20T25:00:00Z', 'a time from 00:00 to 23:59'],
    ['2026-11-20 24:61', 'a time from 00:00 to 23:59'],
    ['2026-11-20 12:60', 'a time from 00:00 to 23:59'],
    ['2026-11-20 12:30:61', 'a time from 00:00 to 23:59'],
    ['2026-11-20T08:15+25:00', 'a zone such as Z or +01:00'],
    ['0000-01-01', 'a year from 1000 to 9999'],
    ['0026-11-20', 'a year from 1000 to 9999'],
    ['9999-12-31 10:30', 'a year from 1000 to 9999'],
    ['9999-12-31T23:59-12:00', 'a year from 1000 to 9999'],
    ['292000000-01-01', 'a year from 1000 to 9999'],
    ['+10000-01-01', 'a year from 1000 to 9999'],
    ['Mon, 20 Nov 2026 08:15 GMT', 'another weekday or day: 2026-11-20 is a Friday'],
    ['20/11/2026', 'year, month and day: 2026-11-20'],
    ['11/20/2026', 'year, month and day: 2026-11-20'],
    ['20.11.2026 08:15', 'year, month and day: 2026-11-20'],
    ['13/12/2026', 'year, month and day: 2026-12-13'],
    ['since 20/11/2026', known],
    ['since 12345-01-01', known],
    ['03/04/2026', 'year, month and day: 2026-04-03 or 2026-03-04'],
    ['3-4-2026', 'year, month and day: 2026-04-03 or 2026-03-04'],
    ['13/13/2026', 'year, month and day: 2026-11-20'],
  ])('refuses the date %s: expected %s', async (date, expected) => {
    expect(await problemsOf(bare(`title: A\ndate: ${date}\nembargo: ${date}`))).toEqual([
      expect.stringContaining(`articles/a.md:3: date: expected ${expected}, got `),
      expect.stringContaining(
        `articles/a.md:4: embargo: expected ${expected}${expected === known ? ', or none' : ''}, got `,
      ),
    ]);
  });
});
