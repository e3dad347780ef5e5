import { describe, expect, test } from '@jest/globals';
import { parseByline } from '../../../src/ingest/release/byline.ts';

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
