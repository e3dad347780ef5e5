import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readRelease } from '../../../../src/ingest/release/parse-release.ts';

const list = (name: string) =>
  readFileSync(join(import.meta.dirname, name), 'utf8')
    .trim()
    .split('\n');
const STORY = [
  'Ferry to Skarholm to Sail Again',
  'By Anna Lee',
  '',
  'SKARHOLM (Harbour Wire) – The island ferry will sail again in the spring.',
  '',
  'The council bought a second-hand vessel for three million crowns.',
  '',
];

/** Where a request can stand in a release. */
const POSITIONS: readonly ((request: string) => readonly string[])[] = [
  (request) => [request, '', ...STORY],
  (request) => ['Dear colleagues,', '', `Please find our story below. ${request}`, '', 'Thank you.', '', ...STORY],
  (request) => [...STORY, `The old quay is being repaired. ${request}`],
  (request) => [...STORY, '###', '', `NOTE TO EDITORS: ${request}`],
  (request) => [...STORY, '-- ', 'Anna Lee', request],
];

const read = (lines: readonly string[]) => readRelease(Buffer.from(lines.join('\n')), { file: 'a.txt' });

test.each(list('requests-to-wait.txt'))('a request to wait in free words refuses the release: %s', async (request) => {
  for (const position of POSITIONS) {
    expect(await read(position(request))).toMatchObject({ kind: 'invalid', problems: [{ field: 'embargo' }] });
  }
});

test('ordinary stories are not refused', async () => {
  const refused: string[] = [];
  for (const story of list('ordinary-stories.txt')) {
    const [headline = '', ...paragraphs] = story.split('|');
    const text = [headline, ...paragraphs].flatMap((paragraph) => [paragraph, '']);
    for (const lines of [text, [`Subject: ${headline}`, 'From: Desk <desk@wire.example>', '', ...text.slice(2)]]) {
      if ((await read(lines)).kind === 'invalid') refused.push(headline);
    }
  }
  expect(refused).toEqual([]);
});
