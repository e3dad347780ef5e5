import { describe, expect, test } from '@jest/globals';
import { scanMoment } from '../../src/ingest/scan-moment.ts';
import { toRfc3339 } from '../../src/model/timestamp.ts';

function read(text: string): string | undefined {
  const { at } = scanMoment(text);
  return at === undefined ? undefined : toRfc3339(at);
}

describe('a moment', () => {
  test.each([
    ['13 November 2026, 09:00 GMT', '2026-11-13T09:00:00Z'],
    ['Friday, 13th of November 2026, 9am GMT', '2026-11-13T09:00:00Z'],
    ['Nov. 13, 2026 at 9:00 p.m. UTC', '2026-11-13T21:00:00Z'],
    ['00:01 GMT on Friday, 13 November 2026', '2026-11-13T00:01:00Z'],
    ['12:01 a.m. GMT, 13 Nov 2026', '2026-11-13T00:01:00Z'],
    ['0001 GMT 13 November 2026', '2026-11-13T00:01:00Z'],
    ['12 noon GMT, Friday 13 November 2026', '2026-11-13T12:00:00Z'],
    ['2026-11-13T09:00:00Z', '2026-11-13T09:00:00Z'],
    ['2026-11-13 09:00 +01:00', '2026-11-13T08:00:00Z'],
    ['November 13, 2026 09:30 -0500', '2026-11-13T14:30:00Z'],
    ['13 November 2026, 14:30 (UTC+2)', '2026-11-13T12:30:00Z'],
    ['13/11/2026 09:00 GMT', '2026-11-13T09:00:00Z'],
    ['11/13/2026 09:00 GMT', '2026-11-13T09:00:00Z'],
    ['el viernes 13 de noviembre de 2026 a las 10.30 (UTC+1)', '2026-11-13T09:30:00Z'],
    ['Freitag, 13. November 2026, 10:00 Uhr (UTC+1)', '2026-11-13T09:00:00Z'],
    ['13.11.2026, 9 Uhr GMT', '2026-11-13T09:00:00Z'],
    ['au vendredi 13 novembre 2026 à 17 h 30 (UTC+1)', '2026-11-13T16:30:00Z'],
    ['le 1er décembre 2026, 9h GMT', '2026-12-01T09:00:00Z'],
  ])('is certain: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(read(text.toUpperCase())).toBe(expected);
  });

  test.each([
    ['without zone', '13 November 2026, 09:00'],
    ['without time', '13 November 2026 GMT'],
    ['without year', 'Friday, 13 November, 09:00 GMT'],
    ['with a year of two digits', '13.11.26, 9.00 Uhr GMT'],
    ['of a weekday', 'Friday, 09:00 GMT'],
    ['in a zone of several countries', '13 November 2026, 9 a.m. EST'],
    ['in figures that are read in two ways', '05/11/2026 09:00 GMT'],
    ['on another weekday', 'Thursday, 13 November 2026, 09:00 GMT'],
    ['on an impossible day', '31 November 2026, 09:00 GMT'],
    ['in a year of three digits', '13 November 0926, 09:00 GMT'],
    ['in the year 0', '0000-11-13T09:00:00Z'],
    ['in the last days of all', '31 December 9999, 23:59 UTC-12'],
    ['on 30 February', '30 February 2026, 09:00 GMT'],
    ['at 24:61', '13 November 2026, 24:61 GMT'],
    ['at an impossible time', '13 November 2026, 25:00 GMT'],
    ['in an impossible zone', '13 November 2026, 09:00 UTC+19'],
    ['at midnight', 'midnight GMT, 13 November 2026'],
    ['at 12:00 a.m.', '13 November 2026, 12:00 a.m. GMT'],
    ['between two days', 'from 13 November 2026 to 14 November 2026, 09:00 GMT'],
  ])('%s is not certain, but stated', (_name, text) => {
    expect(scanMoment(text)).not.toHaveProperty('at');
    expect(scanMoment(text).stated).toBe(true);
  });

  test('ends at the first other word', () => {
    const text = 'on 13 November 2026, 09:00 GMT: the bell rings';
    expect(text.slice(scanMoment(text).end)).toBe(': the bell rings');
    expect(scanMoment('the start of the service on Friday').stated).toBe(false);
  });
});
