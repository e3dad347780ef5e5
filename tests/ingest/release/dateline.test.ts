import { describe, expect, test } from '@jest/globals';
import { takeDateline } from '../../../src/ingest/release/dateline.ts';

describe('a dateline', () => {
  test.each([
    'JERUSALEM (Agency News) – ',
    'JERUSALEM (Agency News) - ',
    'JERUSALEM (Agency News) — ',
    'JERUSALEM (Agency News)–',
    'JERUSALEM (Agency News)-',
    'JERUSALEM (Agency News)   --   ',
    'JERUSALEM (Agency News) ― ',
    'JERUSALEM (Agency News): ',
  ])('is split off without its dash: “%s”', (head) => {
    expect(takeDateline(`${head}The city woke.`)).toEqual({
      dateline: 'JERUSALEM (Agency News)',
      rest: 'The city woke.',
    });
  });

  test.each([
    '(Agency News)',
    'JERUSALEM',
    'TEL AVIV, Israel (AP-like)',
    'JERUSALEM, Nov. 3 (Agency)',
    'KARVENNA, Nov. 3, 2026',
    'WASHINGTON, D.C.',
    'ST. PAUL, Minn. (Wire)',
    'NEW YORK/JERUSALEM (Wire)',
    'AIX-EN-PROVENCE, France (Wire)',
    'PORT-AU-PRINCE, Haiti',
    'KAFR al-SHEIKH, Egypt',
    'ISTANBUL and ANKARA, Turkey (Wire)',
    "AL-QUDS (Ma'an)",
    'BERLIN (dpa)',
    'Lebanon (Wire)',
    'Jerusalem, 12 May, 2026 (WIRE-IL)',
    '11/05/2026 Nigeria (Wire)',
    'JERUSALÉN, 3 nov. (Onda)',
    'القدس (وكالة)',
    'ירושלים (סוכנות)',
  ])('can be: %s', (dateline) => {
    expect(takeDateline(`${dateline} – The city woke.`)).toEqual({ dateline, rest: 'The city woke.' });
  });

  test.each([
    ['JERUSALEM (Agency News) –', 'JERUSALEM (Agency News)'],
    ['JERUSALEM (Agency News)', 'JERUSALEM (Agency News)'],
    ['JERUSALEM, November 3, 2026', 'JERUSALEM, November 3, 2026'],
  ])('can be alone on its line: %s', (text, dateline) => {
    expect(takeDateline(text)).toEqual({ dateline, rest: '' });
  });

  test('can be a date and an agency in parentheses, without a dash', () => {
    expect(takeDateline('(Nov. 4, 2026 / Wire) The bus came.')).toEqual({
      dateline: '(Nov. 4, 2026 / Wire)',
      rest: 'The bus came.',
    });
  });

  test('can be followed by a name in lower case', () => {
    expect(takeDateline('JERUSALEM – al-Aqsa guards met.')?.rest).toBe('al-Aqsa guards met.');
  });

  test.each([
    'Jerusalem - the city of three faiths - woke.',
    'Jerusalem – The city woke.',
    'BREAKING-NEWS alerts fell silent.',
    'BREAKING – The army moved.',
    'COVID-19 closed the shop – for good.',
    'F-35 jets flew – loudly.',
    'NATO – the alliance – said so.',
    'PARIS–DAKAR RALLY riders passed.',
    'MID- and long-term plans.',
    'Pastor Ahmad (not his real name) – a father of three – said so.',
    '(Photo: Anna Lee) – The church.',
    'The church – built in 1890 – stands.',
    'THE ARMY SAID ON SUNDAY - AFTER A LONG DAY - THAT IT WOULD LEAVE',
    'Anna Lee (Agency News)',
    '– The city woke.',
    '',
  ])('is not found in a sentence: %s', (text) => {
    expect(takeDateline(text)).toBeUndefined();
  });
});

describe('a dateline of a newswire', () => {
  test.each([
    ['Berlin (dpa) - Die Glocke läutet.', 'Berlin (dpa)', 'Die Glocke läutet.'],
    ['Norderveen (dpa/lni) - Die Glocke läutet.', 'Norderveen (dpa/lni)', 'Die Glocke läutet.'],
    ['Rom (KNA) Die Glocke läutet.', 'Rom (KNA)', 'Die Glocke läutet.'],
    ['Berlin (epd). Die Glocke läutet.', 'Berlin (epd)', 'Die Glocke läutet.'],
    ['ARDUN, Nov 12, 2026 / 08:15 am (CNA).- The bell rang.', 'ARDUN, Nov 12, 2026 / 08:15 am (CNA)', 'The bell rang.'],
    ['CNA Newsroom, Nov 12, 2026 / 14:00 pm', 'CNA Newsroom, Nov 12, 2026 / 14:00 pm', ''],
    ['ARDUN--(BUSINESS WIRE)--The bell rang.', 'ARDUN--(BUSINESS WIRE)', 'The bell rang.'],
    [
      'PORT-AU-SEL, Nov. 12, 2026 /PRNewswire-USNewswire/ -- The bell rang.',
      'PORT-AU-SEL, Nov. 12, 2026 /PRNewswire-USNewswire/',
      'The bell rang.',
    ],
    ['Punta Amarga, 12 nov (EFE).- Sonó la campana.', 'Punta Amarga, 12 nov (EFE)', 'Sonó la campana.'],
    ['12 November 2026, ARDUN – The bell rang.', '12 November 2026, ARDUN', 'The bell rang.'],
  ])('is split off: %s', (text, dateline, rest) => {
    expect(takeDateline(text)).toEqual({ dateline, rest });
  });

  test.each([
    'Rome (CNA) said the bell rang.',
    'The Council (AP) Members rang the bell.',
    'The old clock (1702) The one without hands.',
    'The choir sang--(badly)--until the ferry came.',
    'The bell, Nov 12, 2026 / 14:00 pm',
    'Ardun, November 12, 2026, was a quiet day.',
  ])('is not seen in a sentence: %s', (text) => {
    expect(takeDateline(text)).toBeUndefined();
  });
});
