import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listPublished } from './compare-case.ts';
import { loadCorpus } from './load-corpus.ts';
import { readRelease } from './read-release.ts';

const HEADLINE = 'Ferry to Skarholm to Sail Again';
const BYLINE = 'By Annika Solberg-Vain, Northern correspondent';
const PARAGRAPHS = [
  'SKARHOLM (Harbour Wire) – The island ferry will sail again in the spring, nine years after the last boat was sold.',
  'The council bought a second-hand vessel with money that islanders had raised themselves.',
  '“My son has never seen a car on this quay,” said the harbour master, Jon Aas.',
  'A guide will lead groups of six up the 214 steps of the lighthouse while they wait.',
];

/** Each holds an address, a number or a field that no reader may see. The subject is a headline, and so it is not among them. */
const HEADERS = [
  'From: Press Office <press@skarholm.example>',
  'To: News Desk <desk@wire.example>',
  'Cc: ruth.adler@relief.example, "Aas, Jon" <jon@ardun.example>',
  'Reply-To: noreply@skarholm.example',
  'Date: Thu, 12 Nov 2026 08:02:11 +0000',
  'Sent: Thursday, November 12, 2026 8:02 AM',
  'Message-ID: <5f1c0a41-2@mail.skarholm.example>',
  'X-Mailer: Harbour Mailer 4.1',
  'Importance: High',
  'List-Unsubscribe: <mailto:leave@lists.example>',
];
const FORWARDS = [
  [],
  ['---------- Forwarded message ---------'],
  ['Begin forwarded message:', ''],
  ['FYI, see below.', '', '-----Original Message-----'],
];
const ENDINGS = [
  [],
  ['###'],
  ['--', 'Annika Solberg-Vain', 'Tel. +44 1632 960 147', 'annika@wire.example'],
  ['Sent from my iPhone'],
  ['Media contact: Ruth Adler, 01632 960 147, ruth.adler@relief.example'],
  [
    '-----Original Message-----',
    'From: Desk [mailto:desk@wire.example]',
    'Sent: Thursday',
    'Subject: Ferry?',
    '',
    'Call 07700 900 147.',
  ],
  ['On Thu, Nov 12, 2026 at 7:40 AM Desk <desk@wire.example> wrote:', '', '> Where is it?', '> Tel. 01632 960 100'],
  [
    '________________________________',
    'From: Desk <desk@wire.example>',
    'To: Annika',
    'Subject: Ferry?',
    '',
    'Call 07700 900 147.',
  ],
  ['> desk@wire.example wrote:', '> Where is it? 07700 900 147'],
];
/** Strings of the lines above. */
const PRIVATE =
  /@|960 1|900 147|Message-ID|X-Mailer|List-Unsubscribe|Importance:|Reply-To|Sent:|Sent from|08:02|8:02|7:40|iPhone|wrote:|Cc:/u;

const MOMENT = Date.parse('2026-11-13T09:00:00Z');
const CERTAIN = [
  'EMBARGOED UNTIL 13 NOVEMBER 2026, 09:00 GMT',
  'Embargo: 13 November 2026, 09:00 GMT',
  'Strictly embargoed until 09:00 UTC on Friday, 13 November 2026',
  'Not for publication before Nov. 13, 2026 at 9:00 a.m. GMT',
  'FOR RELEASE: 13 November 2026, 10:00 +0100',
  'Embargado hasta el 13 de noviembre de 2026 a las 09:00 GMT',
  'Sperrfrist: 13. November 2026, 10:00 Uhr (UTC+1)',
  'Sous embargo jusqu’au 13 novembre 2026 à 9h00 GMT',
];
const UNCERTAIN = [
  'EMBARGOED UNTIL FRIDAY MORNING',
  'Embargo: 13 November 2026',
  'UNDER STRICT EMBARGO UNTIL 13 NOVEMBER, 9 AM ET',
  'HOLD FOR RELEASE',
  'FOR RELEASE FRIDAY, NOV. 13 AT 9 A.M.',
  'Not for publication before Sunday',
  'Embargado hasta el viernes',
  'SPERRFRIST: Freitag, 10 Uhr',
  'Ne pas diffuser avant vendredi midi',
  '[embargoed]',
];
const EMBARGO =
  /embarg|hold for|for release|not for publication|Sperrfrist|ne pas diffuser|until|hasta|jusqu|09:00|9:00|10:00|9h00/iu;

/** A release in blocks of lines. The blocks are divided by blank lines. */
const release = fc.record({
  forward: fc.constantFrom(...FORWARDS),
  headers: fc.subarray(HEADERS),
  byline: fc.constantFrom([], [BYLINE]),
  body: fc.shuffledSubarray(PARAGRAPHS.slice(1), { minLength: 1 }).map((others) => [PARAGRAPHS[0] ?? '', ...others]),
  ending: fc.constantFrom(...ENDINGS),
});
type Pieces = typeof release extends fc.Arbitrary<infer T> ? T : never;

function buildBlocks({ forward, headers, byline, body, ending }: Pieces): readonly (readonly string[])[] {
  const head = headers.length > 0 ? [...forward, `Subject: ${HEADLINE}`, ...headers] : [];
  return [head, [HEADLINE, ...byline], ...body.map((text) => [text]), ending].filter((block) => block.length > 0);
}

function joinBlocks(blocks: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(blocks.map((block) => `${block.join('\n')}\n`).join('\n'));
}

/** Adds a line as a block of its own. The position is a fraction of the release; 1 is its end. */
function insertLine(blocks: readonly (readonly string[])[], line: string, position: number) {
  // A head comes first in a mail.
  const first = blocks[0]?.some((text) => text.startsWith('Subject:')) ? 1 : 0;
  const index = first + Math.round(position * (blocks.length - first));
  return [...blocks.slice(0, index), [line], ...blocks.slice(index)];
}

const position = fc.double({ min: 0, max: 1, noNaN: true });

describe('a document', () => {
  test('has no line of a mail header, no address of a signature or reply, and the whole text', async () => {
    await fc.assert(
      fc.asyncProperty(release, async (pieces) => {
        const parsed = await readRelease(joinBlocks(buildBlocks(pieces)), 'a.txt');
        if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
        expect(listPublished(parsed.value)).not.toMatch(PRIVATE);
        expect(parsed.value.title).toBe(HEADLINE);
        expect(parsed.value.paragraphs).toEqual(
          pieces.body.map((text) => text.replace('SKARHOLM (Harbour Wire) – ', '')),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('has no line of a certain embargo, and is scheduled, wherever the line stands', async () => {
    await fc.assert(
      fc.asyncProperty(release, fc.constantFrom(...CERTAIN), position, async (pieces, line, at) => {
        const parsed = await readRelease(joinBlocks(insertLine(buildBlocks(pieces), line, at)), 'a.txt');
        // A doubt refuses; it never publishes.
        if (parsed.kind === 'invalid') return expect(parsed.problems.map(({ field }) => field)).toContain('embargo');
        expect(parsed.value.embargoUntil).toBe(MOMENT);
        expect(listPublished(parsed.value)).not.toMatch(EMBARGO);
        expect(listPublished(parsed.value)).not.toMatch(PRIVATE);
      }),
      { numRuns: 300 },
    );
  });

  test('does not exist with an uncertain embargo, wherever the line stands', async () => {
    await fc.assert(
      fc.asyncProperty(release, fc.constantFrom(...UNCERTAIN), position, async (pieces, line, at) => {
        const parsed = await readRelease(joinBlocks(insertLine(buildBlocks(pieces), line, at)), 'a.txt');
        if (parsed.kind === 'valid') throw new Error(`published: ${parsed.value.title}`);
        expect(parsed.problems.map(({ field }) => field)).toContain('embargo');
      }),
      { numRuns: 300 },
    );
  });

  test('does not exist with an uncertain embargo in the subject', async () => {
    await fc.assert(
      fc.asyncProperty(release, fc.constantFrom(...UNCERTAIN), fc.boolean(), async (pieces, line, before) => {
        const subject = `Subject: ${before ? `${line}: ${HEADLINE}` : `${HEADLINE} - ${line}`}`;
        const parsed = await readRelease(
          joinBlocks([[subject, ...pieces.headers], ...buildBlocks({ ...pieces, headers: [] })]),
          'a.txt',
        );
        if (parsed.kind === 'valid') throw new Error(`published: ${parsed.value.title}`);
        expect(parsed.problems.map(({ field }) => field)).toContain('embargo');
      }),
      { numRuns: 300 },
    );
  });
});

describe('ordinary copy', () => {
  /** Finished sentences of the false alarms of the corpus. */
  const sentences = loadCorpus()
    .filter(({ kind }) => kind === 'false-alarms')
    .filter(({ expect: expected }) => !('dateline' in expected && expected.dateline !== undefined))
    .flatMap(({ text }) => text.split(/\n\n+/u).slice(1))
    .map((text) => text.trim())
    .filter((text) => text.length > 50 && /[.!”]$/u.test(text));

  test('that only looks like embargoes, bylines, headers or marks comes through whole, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(sentences, { minLength: 2, maxLength: 8 }), async (paragraphs) => {
        const parsed = await readRelease(Buffer.from([HEADLINE, ...paragraphs].join('\n\n')), 'a.txt');
        if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
        const { title, deck, byline, dateline, embargoUntil, editorsNote } = parsed.value;
        expect({ title, deck, byline, dateline, embargoUntil, editorsNote }).toEqual({ title: HEADLINE, byline: [] });
        expect(parsed.value.paragraphs).toEqual(paragraphs);
      }),
      { numRuns: 300 },
    );
  });
});
