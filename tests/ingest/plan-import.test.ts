import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { planImport } from '../../src/ingest/plan-import.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { makeArticle, type Newsroom, openNewsroom } from './newsroom.ts';

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await openNewsroom();
});
afterEach(() => newsroom.close());

const plan = (...paths: string[]) => planImport(paths, [newsroom.markdown, newsroom.release]);

describe('files named for import', () => {
  test('a file in the folder of a source is the article that it is there', async () => {
    const path = await newsroom.folder.write('articles/2026/a.md', makeArticle('A'));
    expect(await plan(path, path)).toEqual({
      groups: [{ source: newsroom.markdown, files: [{ path, externalId: '2026/a.md' }] }],
      problems: [],
    });
  });

  test('a path through a symbolic link is the same article', async () => {
    const path = await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await symlink(join(newsroom.folder.path, 'articles'), join(newsroom.folder.path, 'short'));
    expect((await plan(join(newsroom.folder.path, 'short/a.md'))).groups[0]?.files).toEqual([
      { path, externalId: 'a.md' },
    ]);
  });

  test('any other file is identified by its absolute path and read by its extension', async () => {
    const text = await newsroom.folder.write('x/a.txt', 'A');
    const markdown = await newsroom.folder.write('x/a.MD', 'A');
    const inside = await newsroom.folder.write('articles/b.txt', 'A release in the folder of the other source');
    const { groups, problems } = await plan(text, markdown, inside);
    expect(problems).toEqual([]);
    expect(groups.map(({ source, files }) => [source.id, source.kind, files[0]?.externalId])).toEqual([
      ['import', 'release', text],
      ['import', 'markdown', markdown],
      ['import', 'release', inside],
    ]);
  });

  test('a file that no kind reads is a problem', async () => {
    const { groups, problems } = await plan('a.docx', 'README');
    expect(groups).toEqual([]);
    expect(problems.map(formatProblem)).toEqual([
      expect.stringMatching(/^a\.docx: expected a file ending in \.md, \.markdown, .*, got \.docx$/),
      expect.stringMatching(/^README: expected a file ending in .*, got no extension$/),
    ]);
  });

  test('two files with the same name are two articles, and the same file is one', async () => {
    const one = await newsroom.folder.write('x/a.md', makeArticle('A'));
    const two = await newsroom.folder.write('y/a.md', makeArticle('A'));
    const run = async () => {
      const { groups } = await plan(one, two);
      const reports = [];
      for (const { source, files } of groups) reports.push(await newsroom.importer.importFiles(source, files));
      return reports.map(({ created, unchanged }) => [created, unchanged]);
    };
    expect(await run()).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(await run()).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test('a missing file is reported when it is read', async () => {
    const { groups } = await plan(join(newsroom.folder.path, 'articles/none.md'));
    const [group] = groups;
    const report = group && (await newsroom.importer.importFiles(group.source, group.files));
    expect(report?.refused).toMatchObject([{ expected: 'a file that can be read', got: 'nothing' }]);
  });
});
