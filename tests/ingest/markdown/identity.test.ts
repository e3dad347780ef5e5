import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formatProblem } from '../../../src/model/problem.ts';
import { listArticleFiles } from '../list-article-files.ts';
import { makeArticle, type Newsroom, openNewsroom } from '../newsroom.ts';

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await openNewsroom();
});
afterEach(() => newsroom.close());

const write = (name: string, title: string, fields = '') =>
  newsroom.folder.write(`articles/${name}`, makeArticle(title, { fields }));
const path = (name: string) => join(newsroom.markdown.folder, name);
const importAll = async () =>
  newsroom.importer.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown));
const idOf = async (title: string) => (await newsroom.listVisible()).find((article) => article.title === title)?.id;
const titles = async () => (await newsroom.listVisible()).map(({ title }) => title).toSorted();
const refusals = async () =>
  (await importAll()).refused.map((problem) => formatProblem(problem).replaceAll(newsroom.folder.path, ''));

describe('an article with an id in its front matter', () => {
  test('is the same article after its file has moved', async () => {
    await write('a.md', 'Well', 'id: well');
    await importAll();
    const id = await idOf('Well');
    await newsroom.folder.write('articles/2026/.keep', '');
    await rename(path('a.md'), path('2026/b.md'));
    expect(await importAll()).toMatchObject({ created: 0, updated: 0, unchanged: 1, refused: [] });
    await write('2026/b.md', 'Deeper well', 'id: well');
    expect(await importAll()).toMatchObject({ created: 0, updated: 1, refused: [] });
    expect(await idOf('Deeper well')).toBe(id);
    expect(await titles()).toEqual(['Deeper well']);
  });

  test('keeps the page that it had under its path, when the id is added later', async () => {
    await write('a.md', 'Well');
    await importAll();
    const before = await newsroom.listVisible();
    const seq = await newsroom.store.getLastSeq();
    await write('a.md', 'Well', 'id: well');
    await importAll();
    expect(await importAll()).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await newsroom.listVisible()).toEqual(before.map((article) => ({ ...article, externalId: 'well' })));
    expect(await newsroom.store.getLastSeq()).toBe(seq);
    await rename(path('a.md'), path('b.md'));
    expect(await importAll()).toMatchObject({ created: 0, updated: 0, unchanged: 1, refused: [] });
  });

  test('leaves its path to a new article', async () => {
    await write('a.md', 'Well');
    await importAll();
    await write('a.md', 'Well', 'id: well');
    await importAll();
    await rename(path('a.md'), path('b.md'));
    await importAll();
    await write('a.md', 'Bridge');
    expect(await importAll()).toMatchObject({ created: 1, unchanged: 1, refused: [] });
    expect(await titles()).toEqual(['Bridge', 'Well']);
  });

  test('is a new article when its id changes', async () => {
    await write('a.md', 'Well', 'id: well');
    await importAll();
    await write('a.md', 'Bridge', 'id: bridge');
    expect(await importAll()).toMatchObject({ created: 1, refused: [] });
    expect(await titles()).toEqual(['Bridge', 'Well']);
  });
});

describe('two files with one id', () => {
  test('the second is refused, at every import, until the first is gone', async () => {
    await write('a.md', 'Well', 'id: well');
    await write('b.md', 'Bridge', 'id: well');
    const refusal =
      '/articles/b.md: id: expected an id that no other file of the source has, got "well", which /articles/a.md has';
    expect(await refusals()).toEqual([refusal]);
    expect(await refusals()).toEqual([refusal]);
    expect(await titles()).toEqual(['Well']);
    await rm(path('a.md'));
    expect(await importAll()).toMatchObject({ created: 0, updated: 1, refused: [] });
    expect(await titles()).toEqual(['Bridge']);
  });

  test('the first keeps its article while it has a mistake', async () => {
    await write('a.md', 'Well', 'id: well');
    await importAll();
    await write('a.md', 'Well', 'id: well\nautor: Ann');
    await write('b.md', 'Bridge', 'id: well');
    expect(await refusals()).toHaveLength(2);
    expect(await titles()).toEqual(['Well']);
  });

  test('the second gets the id when the first has another one', async () => {
    await write('a.md', 'Well', 'id: well');
    await importAll();
    await rename(path('a.md'), path('b.md'));
    await write('a.md', 'Bridge', 'id: bridge');
    expect(await importAll()).toMatchObject({ created: 1, updated: 0, unchanged: 1, refused: [] });
    expect(await titles()).toEqual(['Bridge', 'Well']);
  });

  test('the path of one file is the id of no other', async () => {
    await write('a.md', 'Well');
    await write('b.md', 'Bridge', 'id: a.md');
    expect(await refusals()).toEqual([expect.stringContaining('got "a.md", which /articles/a.md has')]);
    await write('c.md', 'Choir', 'id: d.md');
    await write('d.md', 'Dyke');
    expect((await refusals()).toSorted()).toEqual([
      expect.stringContaining('got "a.md", which /articles/a.md has'),
      expect.stringContaining('got "d.md", which /articles/c.md has'),
    ]);
    expect(await titles()).toEqual(['Choir', 'Well']);
  });

  test('in two sources are two articles', async () => {
    await write('a.md', 'Well', 'id: well');
    await importAll();
    const other = { ...newsroom.markdown, id: 'other' };
    expect(await newsroom.importer.importFiles(other, await listArticleFiles(other))).toMatchObject({ created: 1 });
  });
});
