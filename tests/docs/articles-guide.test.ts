import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { MAX_LENGTHS } from '../../src/ingest/field-lengths.ts';
import { loadSources } from '../../src/ingest/load-sources.ts';
import { parseFrontMatter, splitFrontMatter } from '../../src/ingest/markdown/front-matter.ts';
import { frontMatterSchema } from '../../src/ingest/markdown/front-matter-schema.ts';
import { momentSchema } from '../../src/ingest/moment.ts';
import { parseRelease } from '../../src/ingest/release/parse-release.ts';
import { SOURCE_KINDS } from '../../src/ingest/source-kinds.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { codesIn, type Guide, namesIn, readGuide } from './markdown-tables.ts';
import { listFields } from './schema-fields.ts';

let guide: Guide;

beforeAll(async () => {
  guide = await readGuide('articles.md');
});

describe('the guide to articles', () => {
  test('lists every field of front matter and no other', () => {
    const fields = listFields(frontMatterSchema, ['image', 'audio', 'correction', 'retraction']);
    expect(namesIn(guide.table('field')).toSorted()).toEqual(fields.toSorted());
  });

  test('lists the maximum length of every field', () => {
    const rows = guide.table('limited field');
    expect(namesIn(rows).map((name, nth) => [name, Number(rows[nth]?.get('most characters'))])).toEqual(
      Object.entries(MAX_LENGTHS),
    );
  });

  test('marks the required fields', () => {
    const required = guide.table('field').filter((row) => row.get('left out') === 'required');
    const missing = frontMatterSchema.safeParse({}).error?.issues.map(({ path: [field] }) => field);
    expect(namesIn(required)).toEqual(missing);
  });

  test('shows a valid article with every field', () => {
    const parsed = readMatter('example.md', guide.code('markdown'));
    expect(parsed).toMatchObject({ kind: 'valid' });
    const matter = parsed.kind === 'valid' ? parsed.value : {};
    const used = Object.entries(matter).filter(([, value]) => value !== undefined);
    const possible = listFields(frontMatterSchema).filter((field) => field !== 'retraction');
    expect(used.map(([field]) => field).toSorted()).toEqual(possible.toSorted());
  });

  test('shows dates that are valid', () => {
    const written = guide.table('written').flatMap((row) => codesIn(row.get('written') ?? ''));
    expect(written.length).toBeGreaterThanOrEqual(5);
    for (const date of written)
      expect([date, momentSchema.safeParse(JSON.parse(`"${date.replaceAll('"', '')}"`)).success]).toEqual([date, true]);
  });

  test('shows a release that is read as described', () => {
    expect(parseRelease(guide.code('text'), { file: 'example.txt' })).toMatchObject({
      kind: 'valid',
      value: {
        title: 'Lighthouse Keeper’s Bible Returns to Its Island',
        byline: [{ name: 'Annika Solberg-Vain', role: 'Northern Correspondent' }, { name: 'Jon Aas' }],
        dateline: 'SKARHOLM (Example Wire)',
        sentAt: Date.UTC(2026, 10, 12, 9, 30),
        paragraphs: [expect.stringMatching(/^A family Bible/), expect.stringMatching(/^“I telephoned/)],
      },
    });
  });

  test('lists what is removed from a release', () => {
    const rows = guide.table('what').filter((row) => row.has('examples'));
    const examples = rows.flatMap((row) =>
      codesIn(row.get('examples') ?? '').map((example) => [row.get('where') ?? '', example] as const),
    );
    expect(examples.length).toBeGreaterThan(30);
    const text = ['A Choir Sings on the Ferry', 'It sang on Sunday.', 'It has never had a conductor.'];
    for (const [where, example] of examples) {
      const index = ['top', 'anywhere', 'end'].indexOf(where);
      const blocks = text.toSpliced(index === 0 ? 0 : index + 1, 0, example);
      const parsed = parseRelease(blocks.join('\n\n'), { file: 'example.txt' });
      expect([example, parsed]).toMatchObject([
        example,
        { value: { title: text[0], paragraphs: text.slice(1), removed: [{ text: example }] } },
      ]);
    }
  });

  test('lists every field of a source and no other, and shows a valid sources.yaml', async () => {
    const fields = new Set(SOURCE_KINDS.flatMap(({ schema }) => listFields(schema)));
    expect(namesIn(guide.table('field', 1)).toSorted()).toEqual([...fields].toSorted());
    const folder = await mkdtemp(path.join(tmpdir(), 'tidings-guide-'));
    const file = path.join(folder, 'sources.yaml');
    await writeFile(file, guide.code('yaml'));
    expect(await loadSources(file)).toMatchObject({
      kind: 'valid',
      value: [{ kind: 'markdown' }, { kind: 'release' }],
    });
    await rm(folder, { recursive: true });
  });

  test('shows a message as the log gives it', () => {
    const parsed = readMatter('feeds/articles/well.md', '---\ntitle: A Well\ndate: yesterday\n---\n\nWater.\n');
    const messages = parsed.kind === 'invalid' ? parsed.problems.map(formatProblem) : [];
    expect(messages.length).toBe(1);
    expect(guide.text).toContain(`\n    ${messages[0]}\n`);
  });
});

function readMatter(file: string, text: string) {
  const split = splitFrontMatter(file, text);
  return split.kind === 'valid' ? parseFrontMatter(file, split.value) : split;
}
