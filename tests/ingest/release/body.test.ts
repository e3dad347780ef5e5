import { describe, expect, test } from '@jest/globals';
import { joinLines } from '../../../src/ingest/release/body.ts';
import { readLines } from '../../../src/ingest/release/read-lines.ts';

function join(text: string): readonly string[] {
  return joinLines(readLines(text)).map((paragraph) => paragraph.text);
}

const STORY = [
  'The first forty families came home to the valley on Tuesday, a year after the river took their street. They walked the last two miles.',
  'Volunteers had hung the bell in an olive tree so that it could be rung on the day of the return. Nobody had asked them to.',
  'The mayor thanked them. “You kept the bell,” he said, and could say no more.',
];

/** Wraps as mail programs do. */
function wrap(paragraph: string, width: number): string {
  const lines = [''];
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}

describe('lines become paragraphs', () => {
  test('if each line is one', () => {
    expect(join(STORY.join('\n'))).toEqual(STORY);
  });

  test('if blank lines separate them', () => {
    expect(join(STORY.join('\n\n\n'))).toEqual(STORY);
  });

  test.each([60, 64, 66, 72, 76, 78, 80, 100])('if a mail program wrapped them at %i columns', (width) => {
    expect(join(STORY.map((paragraph) => wrap(paragraph, width)).join('\n\n'))).toEqual(STORY);
  });

  test.each([66, 76])('if they are wrapped at %i columns and only a short line separates them', (width) => {
    expect(join(STORY.map((paragraph) => wrap(paragraph, width)).join('\n'))).toEqual(STORY);
  });

  test('if their first lines are indented', () => {
    expect(join(STORY.map((paragraph) => `    ${wrap(paragraph, 72)}`).join('\n'))).toEqual(STORY);
    expect(join(STORY.map((paragraph) => `\t${paragraph}`).join('\n'))).toEqual(STORY);
  });

  test('if they are verse or the buttons of a page', () => {
    expect(join('Share\nTweet\nE-mail\nPrint')).toEqual(['Share', 'Tweet', 'E-mail', 'Print']);
  });

  test('if all of them are short', () => {
    expect(join('He prayed.\nShe sang.\nThe rain stopped at noon.')).toEqual([
      'He prayed.',
      'She sang.',
      'The rain stopped at noon.',
    ]);
  });

  test('with each list item and each line that begins with an emoji alone', () => {
    expect(join('They need:\n- bread\n- salt\n2. water\n👉 share this')).toEqual([
      'They need:',
      '- bread',
      '- salt',
      '2. water',
      '👉 share this',
    ]);
  });

  test('with the indented rest of an item joined to the item', () => {
    expect(join('They need:\n1. bread that was baked\n   in the valley,\n2. salt.')).toEqual([
      'They need:',
      '1. bread that was baked in the valley,',
      '2. salt.',
    ]);
  });

  test('with a number or dash that begins a wrapped line', () => {
    expect(join('“We heard the bell before we saw the tower,” said Hanna, who is\n74. Nobody else had.')).toEqual([
      '“We heard the bell before we saw the tower,” said Hanna, who is 74. Nobody else had.',
    ]);
  });

  test('with a subheading separate from the text below it', () => {
    expect(join(`Signs of hope\n${wrap(STORY[0] ?? '', 72)}`)).toEqual(['Signs of hope', STORY[0]]);
  });

  test('with a word joined that was broken at its hyphen', () => {
    expect(join('He thanked the pre-\nand post-flood committees for the well-\nknown stone.')).toEqual([
      'He thanked the pre- and post-flood committees for the well-known stone.',
    ]);
  });

  test('without ornaments, control characters and invisible characters', () => {
    expect(join('\uFEFFOne\u200B word\u0007.\n* * *\n______\nAnother\u00A0\u2003word.')).toEqual([
      'One word.',
      'Another word.',
    ]);
  });

  test('keeping the joiners that emoji and scripts need', () => {
    expect(join('A family 👨‍👩‍👧 came: می‌خواهم.')).toEqual(['A family 👨‍👩‍👧 came: می‌خواهم.']);
  });

  test('with any kind of line end', () => {
    expect(join('One.\r\n\r\nTwo.\rThree.\u2028Four.\fFive.')).toEqual(['One.', 'Two.', 'Three.', 'Four.', 'Five.']);
  });

  test('each with its line number', () => {
    expect(joinLines(readLines('\n\nOne.\r\n\r\nTwo.'))).toEqual([
      { text: 'One.', line: 3 },
      { text: 'Two.', line: 5 },
    ]);
  });
});
