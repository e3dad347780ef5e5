import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadSources } from '../../src/ingest/load-sources.ts';
import { SOURCE_KINDS } from '../../src/ingest/source-kinds.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { makeFolder, type TemporaryFolder } from './temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => folder.remove());

const load = async (yaml: string) => loadSources(await folder.write('sources.yaml', yaml));

async function problemsOf(yaml: string): Promise<readonly string[]> {
  const loaded = await load(yaml);
  return loaded.kind === 'valid'
    ? []
    : loaded.problems.map((problem) => formatProblem(problem).replace(folder.path, ''));
}

describe('sources.yaml', () => {
  test('lists sources of every kind, with folders relative to the file or absolute', async () => {
    const loaded = await load(`sources:
  - { id: newsroom, kind: markdown, folder: articles, static: ../site/static }
  - id: wire
    kind: release
    folder: /srv/releases
    language: pt-br
    categories: [World]
    trailing:
      - starts-with: Latest from
      - matches: "^\\\\W*donate"
`);
    expect(loaded).toEqual({
      kind: 'valid',
      value: [
        {
          id: 'newsroom',
          kind: 'markdown',
          folder: join(folder.path, 'articles'),
          static: join(folder.path, '../site/static'),
          language: 'en',
          categories: [],
        },
        {
          id: 'wire',
          kind: 'release',
          folder: '/srv/releases',
          language: 'pt-BR',
          categories: ['World'],
          trailing: [{ 'starts-with': 'Latest from' }, { matches: '^\\W*donate' }],
        },
      ],
    });
  });

  test.each([
    ['no sources', 'sources: []', 'sources: expected at least one source, got []'],
    ['an empty file', '', '/sources.yaml:1: sources: expected a list of sources, got nothing'],
    ['a list that is none', 'sources: a', ':1: sources: expected a list of sources, got "a"'],
    [
      'an unknown kind',
      'sources:\n  - { id: a, kind: rss, folder: a }',
      `:2: sources[0].kind: expected one of ${SOURCE_KINDS.map(({ kind }) => kind).join(', ')}, got "rss"`,
    ],
    ['a source that is text', 'sources: [a]', ':1: sources[0]: expected a source with id, kind and folder, got "a"'],
    [
      'an unknown field',
      'sources:\n  - { id: a, kind: markdown, folder: a, trailing: [] }',
      'sources[0].trailing: expected a known field, got "trailing"',
    ],
    [
      'an id with capitals',
      'sources:\n  - { id: A, kind: markdown, folder: a }',
      'sources[0].id: expected lower-case letters, digits and hyphens, got "A"',
    ],
    [
      'a reserved id',
      'sources:\n  - { id: import, kind: markdown, folder: a }',
      'sources[0].id: expected a name other than import, got "import"',
    ],
    [
      'no folder',
      'sources:\n  - { id: a, kind: markdown }',
      'sources[0].folder: expected a folder, relative to this file, got nothing',
    ],
    [
      'a wrong rule',
      'sources:\n  - id: a\n    kind: release\n    folder: a\n    trailing:\n      - matches: "("',
      ':6: sources[0].trailing[0].matches: expected a JavaScript regular expression',
    ],
    [
      'two sources of one id',
      'sources:\n  - { id: a, kind: markdown, folder: a }\n  - { id: a, kind: markdown, folder: b }',
      ':3: sources[1].id: expected an id that no other source has, got "a"',
    ],
    [
      'two sources of one folder',
      'sources:\n  - { id: a, kind: markdown, folder: a }\n  - { id: b, kind: markdown, folder: ./a/ }',
      ':3: sources[1].folder: expected a folder that no other source of its kind has, got "./a/"',
    ],
  ])('%s is refused with line and field', async (_what, yaml, problem) => {
    expect(await problemsOf(yaml)).toEqual([expect.stringContaining(problem)]);
  });

  test('bytes that are not UTF-8 are refused with their line', async () => {
    const yaml = Buffer.from('sources:\n  - { id: a, kind: markdown, folder: caf\u00e9 }\n', 'latin1');
    const loaded = await loadSources(await folder.write('sources.yaml', yaml));
    expect(loaded.kind === 'invalid' && loaded.problems.map(formatProblem)).toEqual([
      `${join(folder.path, 'sources.yaml')}:2: expected a text that is saved as UTF-8, got another encoding`,
    ]);
  });

  test('a missing file is a problem that names it', async () => {
    const loaded = await loadSources(join(folder.path, 'none.yaml'));
    expect(loaded).toMatchObject({ kind: 'invalid', problems: [{ file: join(folder.path, 'none.yaml') }] });
  });
});
