import { describe, expect, test } from '@jest/globals';
import { readMail } from '../../../src/ingest/release/mail.ts';
import { readLines } from '../../../src/ingest/release/read-lines.ts';

function read(text: string) {
  const { subject, rest } = readMail(readLines(text), { removed: [], warnings: [] });
  return {
    subject,
    rest: rest.map((line) => line.text).filter((line) => line !== ''),
  };
}

describe('a mail header', () => {
  test('is removed, and gives its subject', () => {
    expect(
      read(
        'Received: by mx.example\n\twith SMTP\nFrom: Wire <a@wire.example>\nSubject: Re: [wire] Snow closes\n  the pass\nDate: Tue, 3 Nov 2026 08:15:00 +0200\n\nHeadline\n\nBody.',
      ),
    ).toEqual({ subject: 'Snow closes the pass', rest: ['Headline', 'Body.'] });
  });

  test('ends at the first line that is not a field, also without a blank line', () => {
    expect(read('From: Wire\nSubject: Snow\nHeadline: Snow falls\nBody.').rest).toEqual([
      'Headline: Snow falls',
      'Body.',
    ]);
  });

  test('of a forwarded message takes precedence over the outer one', () => {
    expect(
      read('Subject: Fwd: x\n\n---------- Forwarded message ---------\nFrom: Wire\nSubject: Snow\n\n\nHeadline\nBody.'),
    ).toEqual({ subject: 'Snow', rest: ['Headline', 'Body.'] });
  });

  test('gives no encoded subject', () => {
    expect(read('Subject: =?UTF-8?B?U25vdw==?=\n\nHeadline').subject).toBeUndefined();
  });

  test('is not found in a headline', () => {
    expect(read('Gaza: three churches reopen\nBody.').rest).toEqual(['Gaza: three churches reopen', 'Body.']);
  });
});
