import { describe, expect, test } from '@jest/globals';
import { parseRelease } from '../../../src/ingest/release/parse-release.ts';
import { readArticle } from '../../../src/ingest/release/read-article.ts';
import { formatProblem } from '../../../src/model/problem.ts';
import { toRfc3339 } from '../../../src/model/timestamp.ts';

function read(text: string) {
  const parsed = parseRelease(text, { file: 'a.txt' });
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.map(formatProblem).join());
  const { title, paragraphs, sentAt, warnings } = parsed.value;
  return {
    title,
    paragraphs,
    date: sentAt && toRfc3339(sentAt),
    problem: warnings[0] && formatProblem(warnings[0]),
  };
}

const BODY = ['The bell rang.'];

describe('the date of a release', () => {
  test.each([
    ['12 November 2026, 09:30 GMT', '2026-11-12T09:30:00Z'],
    ['Thursday, 12 November 2026, 09:30 UTC', '2026-11-12T09:30:00Z'],
    ['12 Nov. 2026 at 9:30 +02:00', '2026-11-12T07:30:00Z'],
    ['November 12, 2026 09:30 -0500', '2026-11-12T14:30:00Z'],
    ['Thu, 12 Nov 2026 09:30:15 +0100 (CET)', '2026-11-12T08:30:15Z'],
  ])('is read from the line "Date: %s"', (date, expected) => {
    expect(read(`Snow closes the pass\nDate: ${date}\n\nThe bell rang.`)).toEqual({
      title: 'Snow closes the pass',
      paragraphs: BODY,
      date: expected,
      problem: undefined,
    });
  });

  test.each([
    ['at the top', 'Date: 12 November 2026, 09:30 GMT\n\nSnow closes the pass\n\nThe bell rang.'],
    ['below a label', 'PRESS RELEASE\nDATE: 12 November 2026, 09:30 GMT\n\nSnow closes the pass\n\nThe bell rang.'],
    ['below the byline', 'Snow closes the pass\nBy Anna Lee\nDate: 12 November 2026, 09:30 GMT\n\nThe bell rang.'],
  ])('is read %s', (_where, text) => {
    expect(read(text)).toMatchObject({
      title: 'Snow closes the pass',
      paragraphs: BODY,
      date: '2026-11-12T09:30:00Z',
    });
  });

  test('of a forwarded mail takes precedence over the date of the outer one', () => {
    const text =
      'Date: Thu, 12 Nov 2026 09:30:00 GMT\nSubject: Fwd: Snow\n\n---------- Forwarded message ---------\nDate: Wed, 11 Nov 2026 08:00:00 GMT\nSubject: Snow\n\nSnow closes the pass\n\nThe bell rang.';
    expect(read(text).date).toBe('2026-11-11T08:00:00Z');
  });

  test.each([
    '12 November 2026',
    '12 November 2026, 09:30',
    '12 November 2026, 09:30 EST',
    'November 12, 2026 at 9:30 AM',
    '31 November 2026, 09:30 GMT',
    '12 November 2026, 25:30 GMT',
    '12/11/2026 09:30 GMT',
    'today',
  ])('without time and zone, or impossible, is reported and not read: %s', (date) => {
    expect(read(`Snow closes the pass\nDate: ${date}\n\nThe bell rang.`)).toEqual({
      title: 'Snow closes the pass',
      paragraphs: BODY,
      date: undefined,
      problem: `a.txt:2: date: expected a date with time and zone such as 12 November 2026, 09:30 GMT, got "${date}"`,
    });
  });

  test('is not read from the body', () => {
    const text = 'Snow closes the pass\n\nThe bell rang.\n\nDate: 12 November 2026, 09:30 GMT\n\nIt rang again.';
    expect(read(text)).toMatchObject({
      paragraphs: [...BODY, 'Date: 12 November 2026, 09:30 GMT', 'It rang again.'],
      date: undefined,
      problem: undefined,
    });
  });
});

test('a date in the future schedules the release, and a note says so', async () => {
  const text = 'Date: 12 November 2026, 09:30 GMT\n\nFerry Sails\n\nThe ferry sails again.';
  const source = { language: 'en', categories: [], trailing: [] };
  const file = { path: 'a.txt', externalId: 'a.txt', bytes: Buffer.from(text), modifiedAt: 0 };
  const read = await readArticle(source, file, { now: Date.parse('2026-11-11T00:00:00Z') });
  expect(read.kind === 'valid' && read.value.problems.map(formatProblem)).toEqual([
    'a.txt: scheduled for its date, 2026-11-12T09:30:00Z',
  ]);
});
