import { describe, expect, test } from '@jest/globals';
import { parseByline } from '../../../src/ingest/release/byline.ts';
import { parseCredit } from '../../../src/ingest/release/credits.ts';
import { parseUnmarkedByline } from '../../../src/ingest/release/unmarked-byline.ts';

/** `NAME [ROLE]; NAME`: the form of bylines in the tables below. */
function show(line: string): string | undefined {
  return parseByline(line)
    ?.map(({ name, role }) => (role === undefined ? name : `${name} [${role}]`))
    .join('; ');
}

describe('a byline', () => {
  test.each([
    ['by Anna Lee', 'Anna Lee'],
    ['By: Anna Lee', 'Anna Lee'],
    ['By Anna Lee.', 'Anna Lee'],
    ['BYLINE: Anna Lee, reporter', 'Anna Lee [reporter]'],
    ['Written by Anna Lee', 'Anna Lee'],
    ['by Anna Lee, Agency News', 'Anna Lee [Agency News]'],
    ['by Anna Lee,Agency News', 'Anna Lee [Agency News]'],
    ['by Anna Lee, Senior Editor, Agency News', 'Anna Lee [Senior Editor, Agency News]'],
    ['By Anna Lee (Agency News)', 'Anna Lee [Agency News]'],
    ['By Anna Lee – Agency News', 'Anna Lee [Agency News]'],
    ['By Anna Lee | Agency News', 'Anna Lee [Agency News]'],
    ['By Anna Lee for Agency News', 'Anna Lee [Agency News]'],
    ['by Anna Lee, Pastor of Hope Church', 'Anna Lee [Pastor of Hope Church]'],
    ['By Agency News Staff', 'Agency News Staff'],
  ])('gives a name and a role: %s', (line, expected) => {
    expect(show(line)).toBe(expected);
  });

  test.each([
    ['By Anna Lee and John Roe', 'Anna Lee; John Roe'],
    ['By Anna Lee & John Roe', 'Anna Lee; John Roe'],
    ['by Anna Lee, John Roe', 'Anna Lee; John Roe'],
    ['by Nils Aho; Elin Berg', 'Nils Aho; Elin Berg'],
    ['by Nils Aho, Elin Berg and Tor Dahl', 'Nils Aho; Elin Berg; Tor Dahl'],
    ['by Sandy Anderson and Andy Landau', 'Sandy Anderson; Andy Landau'],
    ['By Anna Lee in Jerusalem and John Roe in Cairo', 'Anna Lee [Jerusalem]; John Roe [Cairo]'],
    ['Por Ana López y Juan Pérez', 'Ana López; Juan Pérez'],
    ['بقلم: سارة خليل ومحمد علي', 'سارة خليل; محمد علي'],
  ])('names several people: %s', (line, expected) => {
    expect(show(line)).toBe(expected);
  });

  test.each([
    ['by Anna Lee, correspondent and John Roe, bureau chief', 'Anna Lee [correspondent]; John Roe [bureau chief]'],
    ['by Nils Aho, Harbour Wire and Elin Berg, Harbour Wire', 'Nils Aho [Harbour Wire]; Elin Berg [Harbour Wire]'],
    ['By Anna Lee and John Roe, Agency News', 'Anna Lee [Agency News]; John Roe [Agency News]'],
    ['by Anna Lee, Middle East and Africa editor', 'Anna Lee [Middle East and Africa editor]'],
    ['by Anna Lee, editor and publisher', 'Anna Lee [editor and publisher]'],
    ['by Anna Lee, Harbour Lamp', 'Anna Lee [Harbour Lamp]'],
  ])('gives each person the right role: %s', (line, expected) => {
    expect(show(line)).toBe(expected);
  });

  test.each([
    ['BY JOHN SMITH, AGENCY NEWS', 'JOHN SMITH [AGENCY NEWS]'],
    ['By Ludwig van der Berg', 'Ludwig van der Berg'],
    ['by José Ortega y Gasset', 'José Ortega y Gasset'],
    ["by Hannah D'Souza & Élodie Brontë-Núñez", "Hannah D'Souza; Élodie Brontë-Núñez"],
    ['by J. R. Smith Jr., editor', 'J. R. Smith Jr. [editor]'],
    ['by Dr. Michael L. Brown, Ph.D., guest columnist', 'Dr. Michael L. Brown, Ph.D. [guest columnist]'],
    ['by Yosef al-Masri', 'Yosef al-Masri'],
    ['by דנה כהן, כתבת', 'דנה כהן [כתבת]'],
    ['By Sister Mary of Jesus', 'Sister Mary of Jesus'],
    ['by Grace Kim and Sunday Agang', 'Grace Kim; Sunday Agang'],
  ])('keeps names as typed: %s', (line, expected) => {
    expect(show(line)).toBe(expected);
  });

  test.each([
    ['By Anna Lee (anna@wire.example), Agency News', 'Anna Lee [Agency News]'],
    ['By Anna Lee <anna@wire.example>', 'Anna Lee'],
    ['by Anna Lee, @annalee', 'Anna Lee'],
    ['By Anna Lee | November 3, 2026', 'Anna Lee'],
    ['By Anna Lee, Nov. 3, 2026', 'Anna Lee'],
  ])('leaves out addresses and dates: %s', (line, expected) => {
    expect(show(line)).toBe(expected);
  });

  test.each([
    'By the time the rescuers came, it was over.',
    'BY THE TIME THE WAR ENDED',
    'By Sunday evening, the road was open.',
    'By Christmas, Bethlehem was full again.',
    'By Friday, more than forty families had come home.',
    'By 2027, Karvenna will have a bridge.',
    'By Wednesday Israel and Lebanon agreed.',
    'By faith alone',
    'Bystanders cheered',
    'Anna Lee, Agency News',
    'by anna@wire.example',
    '',
  ])('is not found in a sentence: %s', (line) => {
    expect(show(line)).toBeUndefined();
  });
});

/** `NAME [ROLE]`, and `NAME (organization)`. */
function showKinds(authors: ReturnType<typeof parseByline>): string | undefined {
  return authors
    ?.map(
      ({ name, role, kind }) =>
        `${name}${role === undefined ? '' : ` [${role}]`}${kind === undefined ? '' : ` (${kind})`}`,
    )
    .join('; ');
}

describe('an organisation', () => {
  test.each([
    ['By The Associated Press', 'The Associated Press (organization)'],
    ['By Jane Doe and The Associated Press', 'Jane Doe; The Associated Press (organization)'],
    ['By Jane Doe with Agence France-Presse', 'Jane Doe; Agence France-Presse (organization)'],
    ['By the Harbour Wire Staff', 'the Harbour Wire Staff (organization)'],
    ['By ChinaAid staff', 'ChinaAid staff (organization)'],
    ['By Reuters', 'Reuters (organization)'],
    ['By Staff Writer', 'Staff Writer (organization)'],
    ['By the Diocese of Ardun', 'the Diocese of Ardun (organization)'],
    ['Por Ana López y Agencia EFE', 'Ana López; Agencia EFE (organization)'],
    ['By Jane Doe, The Associated Press', 'Jane Doe [The Associated Press]'],
    ['By Jane Post', 'Jane Post'],
    ['By Anna Church', 'Anna Church'],
    ['By the Most Rev. Jane Doe, Bishop of Ardun', 'Most Rev. Jane Doe [Bishop of Ardun]'],
  ])('is told from a person: %s', (line, expected) => {
    expect(showKinds(parseByline(line))).toBe(expected);
  });

  test.each([
    ['Staff reports', 'Staff reports (organization)'],
    ['FROM STAFF AND WIRE REPORTS', 'STAFF AND WIRE REPORTS (organization)'],
    ['Associated Press', 'Associated Press (organization)'],
    ['Jane Doe, Staff Writer', 'Jane Doe [Staff Writer]'],
    ['Jane Doe (Religion Correspondent)', 'Jane Doe [Religion Correspondent]'],
    ['Ferry Sinks, Says Reporter', undefined],
    ['Staff reports of fire', undefined],
    ['Ardun Council, New Editor', undefined],
  ])('and a person are read without by: %s', (line, expected) => {
    expect(showKinds(parseUnmarkedByline(line))).toBe(expected);
  });

  test.each([
    ['With reporting by Jon Aas in Ardun.', 'Jon Aas [reporting]'],
    ['(Reporting by Jane Doe; Editing by Jon Aas)', 'Jane Doe [reporting]; Jon Aas [editing]'],
    [
      'Jon Aas in Ardun and The Associated Press contributed to this report.',
      'Jon Aas [contributor]; The Associated Press (organization)',
    ],
    ['The parish contributed to this report.', undefined],
    ['Reporting by the council shows that the bridge is safe.', undefined],
  ])('and a person are read from a credit: %s', (line, expected) => {
    expect(showKinds(parseCredit(line))).toBe(expected);
  });
});

describe('what is not part of a name or role', () => {
  test.each([
    'By Jane Doe on November 12, 2026',
    'By Jane Doe | Nov. 12, 2026, 9:30 a.m.',
    'Posted by Jane Doe | Thursday, 12 November 2026 09:30',
    'By Jane Doe (@janedoe_wire)',
    'By Jane Doe <jane@wire.example>',
  ])('is left out: %s', (line) => {
    expect(parseByline(line)).toEqual([{ name: 'Jane Doe' }]);
  });
});
