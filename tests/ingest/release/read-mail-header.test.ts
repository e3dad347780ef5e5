import { describe, expect, test } from '@jest/globals';
import { readLines } from '../../../src/ingest/release/read-lines.ts';
import { readMailHeader } from '../../../src/ingest/release/read-mail-header.ts';
import { toRfc3339 } from '../../../src/model/timestamp.ts';

function read(text: string) {
  const { subject, sentAt, rest } = readMailHeader(readLines(text));
  return {
    subject,
    sentAt: sentAt && toRfc3339(sentAt),
    rest: rest.map((line) => line.text).filter((line) => line !== ''),
  };
}

describe('a mail header', () => {
  test('is taken off, with subject and date', () => {
    expect(
      read(
        'Received: by mx.example\n\twith SMTP\nFrom: Wire <a@wire.example>\nSubject: Re: [wire] Snow closes\n  the pass\nDate: Tue, 3 Nov 2026 08:15:00 +0200\n\nHeadline\n\nBody.',
      ),
    ).toEqual({ subject: 'Snow closes the pass', sentAt: '2026-11-03T06:15:00Z', rest: ['Headline', 'Body.'] });
  });

  test('ends at the first line that is no field, without a blank line too', () => {
    expect(read('From: Wire\nSubject: Snow\nHeadline: Snow falls\nBody.').rest).toEqual([
      'Headline: Snow falls',
      'Body.',
    ]);
  });

  test('of a forwarded message counts for more than the one around it', () => {
    expect(
      read('Subject: Fwd: x\n\n---------- Forwarded message ---------\nFrom: Wire\nSubject: Snow\n\n\nHeadline\nBody.'),
    ).toEqual({ subject: 'Snow', sentAt: undefined, rest: ['Headline', 'Body.'] });
  });

  test.each([
    'Tue, Nov 3, 2026 at 8:15 AM',
    '3 November 2026',
    'Tue, 3 Nov 2026 08:15:00',
    'Tue, 99 Nov 2026 08:15:00 +0000',
  ])('gives no moment where the date has no zone or is none: %s', (date) => {
    expect(read(`Date: ${date}\n\nHeadline`).sentAt).toBeUndefined();
  });

  test('gives no subject that is still encoded', () => {
    expect(read('Subject: =?UTF-8?B?U25vdw==?=\n\nHeadline').subject).toBeUndefined();
  });

  test('is not read out of a headline', () => {
    expect(read('Gaza: three churches reopen\nBody.').rest).toEqual(['Gaza: three churches reopen', 'Body.']);
  });
});
