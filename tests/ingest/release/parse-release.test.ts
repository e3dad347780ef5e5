import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRelease } from '../../../src/ingest/release/parse-release.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const releases = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.txt'))
  .sort();

function readRelease(name: string): string {
  return readFileSync(join(FIXTURES, name), 'utf8');
}

/** The expected files leave out what was removed, and the warnings. */
function withoutNotes(parsed: ReturnType<typeof parseRelease>) {
  if (parsed.kind === 'invalid') return parsed;
  const { removed: _removed, warnings: _warnings, ...value } = parsed.value;
  return { ...parsed, value };
}

describe('a release', () => {
  test.each(releases)('%s is parsed as its expected file says', (name) => {
    const expected: unknown = JSON.parse(readRelease(name.replace(/\.txt$/, '.json')));
    expect(withoutNotes(parseRelease(readRelease(name), { file: name }))).toEqual(expected);
  });

  test('follows the trailing rules of its source', () => {
    const text = 'Headline\n\nThe bell rang.\n\nWord for the week: be still.';
    const trailing = [{ 'starts-with': 'Word for' }];
    expect(parseRelease(text, { file: 'a.txt', trailing })).toMatchObject({
      value: { paragraphs: ['The bell rang.'] },
    });
  });

  test.each([
    [
      '\r\n\r\n\r\nby Anna Lee\r\n\r\nThe bell rang.',
      4,
      'headline',
      'a headline before anything else',
      'a byline: "by Anna Lee"',
    ],
    [
      `${'The bell rang. '.repeat(30)}\n\nIt rang.`,
      1,
      'headline',
      'a headline before anything else',
      /^a paragraph: "The bell/,
    ],
    ['\n\nSnow closes the pass', 3, 'body', 'a body after the headline', 'nothing'],
    ['Snow\n\nby Anna Lee\n\n👉 Share this', 5, 'body', 'a body after the headline', /"👉 Share this"$/],
    [
      'Press release\n\nNot for release before Friday\n\nSnow\n\nIt fell.',
      3,
      'embargo',
      /an embargo with date, time and zone/,
      /^"Not for/,
    ],
  ])('is refused with line and reason: %j', (text, line, field, expected, got) => {
    const match = (value: string | RegExp): unknown =>
      typeof value === 'string' ? value : expect.stringMatching(value);
    expect(parseRelease(text, { file: 'a.txt' })).toEqual({
      kind: 'invalid',
      problems: [{ file: 'a.txt', line, field, expected: match(expected), got: match(got) }],
    });
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 120 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        'by Anna Lee, Wire',
        'BY JOHN ROE AND ANNA LEE',
        'ARDUN (Wire) – Snow closed the pass on Monday.',
        '(Wire) - <b>Bold</b> & "quoted" text, see https://wire.example/a?b=1&c="2".',
        'The mayor, Col. Tomas Reyes, said that the bell would ring on the day',
        'of the return. Nobody had asked him.',
        '- an item <script>alert(1)</script>',
        '👉 Share this',
        'Latest from Wire',
        'From: a@wire.example',
        'Subject: Snow',
        '###',
        '    indented',
        '> quoted',
        '',
      ),
    },
  );
  const release = fc
    .tuple(fc.array(piece, { maxLength: 14 }), fc.constantFrom('\n', '\r\n', '\n\n', '\r'))
    .map(([pieces, separator]) => pieces.join(separator));

  // A word that was broken at its hyphen is joined; other white space is one space.
  // Invisible characters, the quote marks of mail and the stars of bold words do not count.
  const fold = (text: string) =>
    text
      .replace(/[\s\u0085]+/gu, ' ')
      .replace(/\p{C}|\u034F|[>*]/gu, '')
      .replace(/ +/gu, ' ')
      .replace(/(?<=\p{L}-) /gu, '')
      .trim();

  test('is parsed or refused, the same way each time', () => {
    fc.assert(
      fc.property(release, (text) => {
        const parsed = parseRelease(text, { file: 'a.txt' });
        expect(['valid', 'invalid']).toContain(parsed.kind);
        expect(parseRelease(text, { file: 'a.txt' })).toEqual(parsed);
        if (parsed.kind === 'invalid') expect(parsed.problems.every(({ line = 0 }) => line >= 1)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('gives a title and paragraphs that it contains, and a summary that a paragraph contains', () => {
    fc.assert(
      fc.property(release, (text) => {
        const parsed = parseRelease(text, { file: 'a.txt' });
        if (parsed.kind === 'invalid') return;
        const { title, paragraphs, summary } = parsed.value;
        const input = fold(text);
        for (const part of [title, ...paragraphs]) {
          expect(part).toMatch(/[\p{L}\p{N}]/u);
          expect(input).toContain(fold(part));
        }
        expect(paragraphs.join('\n')).toContain(summary.replace(/…$/u, ''));
      }),
      { numRuns: 400 },
    );
  });

  test('gives HTML with paragraphs and links only', () => {
    fc.assert(
      fc.property(release, (text) => {
        const parsed = parseRelease(text, { file: 'a.txt' });
        if (parsed.kind === 'invalid') return;
        const { contentHtml, paragraphs } = parsed.value;
        const bare = contentHtml.replace(/<\/?p>|<a href="https?:\/\/[^"<>\s]+">|<\/a>/gu, '');
        expect(bare).not.toMatch(/[<>]/u);
        const plain = bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        expect(plain).toBe(paragraphs.join('\n'));
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['spaces', ' '],
    ['marks of direction', '\u200e'],
    ['brackets', '('],
    ['addresses', 'https://'],
    ['digits', '1'],
    ['bylines', 'by A, '],
    ['dashes', 'A - '],
    ['calls', 'share and '],
    ['short lines', 'Share\n'],
    ['indented lines', '- a\n  b\nc\n'],
    ['stops', 'A. '],
  ])('of a million characters is read in reasonable time: %s', (_name, unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    for (const release of [text, `Headline\n\n${text}`, `Headline\n\nThe bell rang.\n\n${text}x`]) {
      expect(['valid', 'invalid']).toContain(parseRelease(release, { file: 'a.txt' }).kind);
    }
  });
});
