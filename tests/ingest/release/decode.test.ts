import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeRelease } from '../../../src/ingest/release/decode.ts';
import { readRelease } from '../../../src/ingest/release/parse-release.ts';

function decode(bytes: Uint8Array) {
  const notes = { removed: [], warnings: [] as { solved: string }[] };
  const decoded = decodeRelease('a.txt', bytes, notes as never);
  return decoded.kind === 'valid'
    ? { text: decoded.value, warnings: notes.warnings.map(({ solved }) => solved) }
    : { refused: decoded.problems.map(({ field }) => field) };
}

describe('the bytes of a release', () => {
  test.each([
    ['UTF-8', Buffer.from('Café'), { text: 'Café', warnings: [] }],
    ['UTF-8 with a byte-order mark', Buffer.from('\uFEFFCafé'), { text: 'Café', warnings: [] }],
    [
      'UTF-16 with a byte-order mark',
      Buffer.from('\uFEFFCafé', 'utf16le'),
      { text: 'Café', warnings: ['read as UTF-16'] },
    ],
    ['Chinese in UTF-16', Buffer.from('\uFEFF一一\n', 'utf16le'), { text: '一一\n', warnings: ['read as UTF-16'] }],
    [
      'UTF-16 without a byte-order mark',
      Buffer.from('The café opens', 'utf16le'),
      { text: 'The café opens', warnings: ['read as UTF-16'] },
    ],
    [
      'big-endian UTF-16 without a byte-order mark',
      Buffer.from('The café opens', 'utf16le').swap16(),
      { text: 'The café opens', warnings: ['read as UTF-16'] },
    ],
    [
      'windows-1252',
      Buffer.from('\x93Caf\xE9\x94 \x96 \x804', 'latin1'),
      { text: '“Café” – €4', warnings: ['read as windows-1252'] },
    ],
    [
      'C1 control characters',
      Buffer.from('The keeper\x92s'),
      { text: 'The keeper’s', warnings: ['read as UTF-8 with control characters of windows-1252'] },
    ],
    ['a next-line control as the only line break', Buffer.from('One\x85Two'), { text: 'One\x85Two', warnings: [] }],
  ])('are decoded where that is certain: %s', (_name, bytes, expected) => {
    expect(decode(bytes)).toEqual(expected);
  });

  test.each([
    ['bytes that windows-1252 does not define', Buffer.from('Caf\x81', 'latin1')],
    ['Mac OS Roman', Buffer.from('Caf\x8E', 'latin1')],
    ['UTF-8 with a broken character', Buffer.concat([Buffer.from('Café, naïve'), Buffer.from([0xe2, 0x80])])],
    ['Cyrillic', Buffer.from('\xCF\xF0\xE8\xE2\xE5\xF2', 'latin1')],
    ['Hebrew', Buffer.from('\xF9\xEC\xE5\xED\xF8', 'latin1')],
    ['ASCII after a mark of UTF-16', Buffer.from('\xFF\xFEThe ferry sails.\n', 'latin1')],
    ['ASCII after a mark of big-endian UTF-16', Buffer.from('\xFE\xFFThe ferry sails\n', 'latin1')],
    [
      'UTF-16 after a mark of the other order',
      Buffer.from('\uFEFFThe ferry', 'utf16le').fill(0xfe, 0, 1).fill(0xff, 1, 2),
    ],
    ['half a character of UTF-16', Buffer.from('\xFF\xFEa\x00b', 'latin1')],
    ['windows-1252 after a mark of UTF-8', Buffer.from('\xEF\xBB\xBFCaf\xE9', 'latin1')],
    ['control characters', Buffer.from('Caf\xE9\x00', 'latin1')],
  ])('are refused where they may be in another encoding: %s', (_name, bytes) => {
    expect(decode(bytes)).toEqual({ refused: ['encoding'] });
  });

  test('are read or refused, whatever they are', async () => {
    const head = fc.constantFrom(
      '',
      'MIME-Version: 1.0\n',
      'Content-Type: multipart/mixed; boundary=a\n\n--a\n',
      'From: a\n\n',
    );
    await fc.assert(
      fc.asyncProperty(head, fc.uint8Array({ maxLength: 200 }), async (start, bytes) => {
        for (const file of ['a.txt', 'a.eml']) {
          const parsed = await readRelease(Buffer.concat([Buffer.from(start), bytes]), { file });
          expect(['valid', 'invalid']).toContain(parsed.kind);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['a text of many characters', 'word '.repeat(1_000_000), '5000000 characters'],
    ['a text of many lines', 'a\n'.repeat(20_001), '20002 lines'],
    ['blank lines', `Ferry\n${'\r\n'.repeat(30_000)}It sails.`, '30002 lines'],
    ['a mail of many lines', `MIME-Version: 1.0\nSubject: x\n\n${'-- \n'.repeat(30_000)}`, 'lines'],
    ['many attached lines', attach('a\n'.repeat(30_000)), 'lines'],
    [
      'a mail with much HTML',
      `MIME-Version: 1.0\nContent-Type: text/html\n\n${'<p>a</p>'.repeat(200_000)}`,
      'HTML of 1600001 characters',
    ],
    [
      'a mail with deep HTML',
      `MIME-Version: 1.0\nContent-Type: text/html\n\n${'<div>'.repeat(600)}`,
      'HTML whose elements nest too deeply',
    ],
  ])('are refused if no release has as many: %s', async (_name, text, got) => {
    const parsed = await readRelease(Buffer.from(text), { file: 'a.txt' });
    expect(parsed.kind === 'invalid' && parsed.problems.map((problem) => problem.got)).toEqual([
      expect.stringContaining(got),
    ]);
  });

  test('name the texts that are attached to a mail, which are not read', async () => {
    const parsed = await readRelease(Buffer.from(attach('Boats: 9 a.m.')), { file: 'a.eml' });
    expect(parsed.kind === 'valid' && parsed.value.warnings.map(({ solved }) => solved)).toEqual([
      'ignored the attachment "boats.txt"',
    ]);
  });
});

function attach(text: string): string {
  const part = `Content-Type: text/plain\nContent-Disposition: attachment; filename="boats.txt"\n\n${text}`;
  const body = 'Content-Type: text/plain\n\nThe ferry sails again.';
  const head = 'MIME-Version: 1.0\nSubject: Ferry\nContent-Type: multipart/mixed; boundary=b';
  return `${head}\n\n--b\n${body}\n--b\n${part}\n--b--\n`;
}
