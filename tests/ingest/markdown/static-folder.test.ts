import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formatProblem } from '../../../src/model/problem.ts';
import { makeMp3 } from '../../media/audio-files.ts';
import { makeImage } from '../../media/images.ts';
import { listArticleFiles } from '../list-article-files.ts';
import { makeArticle, type Newsroom, openNewsroom } from '../newsroom.ts';

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await openNewsroom();
});
afterEach(() => newsroom.close());

/** Imports one article, with or without a static folder; returns it and what was left out. */
async function importArticle(body: string, { fields = '', withStatic = true } = {}) {
  await newsroom.folder.write('articles/a.md', makeArticle('A', { fields, body: `Text.\n\n${body}` }));
  const source = { ...newsroom.markdown, ...(withStatic ? { static: join(newsroom.folder.path, 'site/static') } : {}) };
  const report = await newsroom.importer.importFiles(source, await listArticleFiles(source));
  expect(report.refused).toEqual([]);
  const problems = report.leftOut.map((problem) => formatProblem(problem).replaceAll(newsroom.folder.path, ''));
  return { article: (await newsroom.listVisible())[0], problems };
}

describe('a path that begins with /', () => {
  test.each([
    ['Markdown', '![A well](/images/the%20well.png)'],
    ['Markdown with a query', '![A well](</images/the well.png?v=2>)'],
    ['HTML', '<img src="/images/the well.png" alt="A well">'],
  ])('is an image of the static folder, in %s', async (_what, body) => {
    await newsroom.folder.write('site/static/images/the well.png', await makeImage('png'));
    const { article, problems } = await importArticle(body);
    expect(problems).toEqual([]);
    expect(article?.contentHtml).toMatch(/<img src="tidings-media:\w+\.\w+"[^>]* alt="A well" \/>/);
  });

  test('is a file of the static folder in front matter', async () => {
    await newsroom.folder.write('site/static/well.png', await makeImage('png'));
    await newsroom.folder.write('site/static/well.mp3', makeMp3({ frames: 4 }));
    const { article, problems } = await importArticle('', {
      fields: 'image: { file: /well.png, alt: A well }\naudio: { file: /well.mp3 }',
    });
    expect(problems).toEqual([]);
    expect(article).toMatchObject({ image: { alt: 'A well' }, audio: { type: 'audio/mpeg' } });
  });

  test('is reported where the static folder has no such file', async () => {
    expect((await importArticle('![A well](/images/well.png)')).problems).toEqual([
      '/articles/a.md:8: expected a file in the source\'s static folder, got "/images/well.png"',
    ]);
  });

  test('is reported where the source has no static folder', async () => {
    const { problems } = await importArticle('![A](/a.png)', {
      withStatic: false,
      fields: 'image: { file: /b.png, alt: B }',
    });
    const expected = 'expected a path relative to the article, since the source has no static folder';
    expect(problems).toEqual([
      `/articles/a.md:4: image.file: ${expected}, got "/b.png"`,
      `/articles/a.md:8: ${expected}, got "/a.png"`,
    ]);
  });

  test('never leads out of the static folder', async () => {
    await newsroom.folder.write('site/secret.png', await makeImage('png'));
    expect((await importArticle('![A](/../secret.png)')).problems).toEqual([
      '/articles/a.md:8: expected a file in the source\'s static folder, got "/../secret.png"',
    ]);
  });

  test('is relative to the canonical page where the static folder has no such file', async () => {
    const { article, problems } = await importArticle('![A](/a.png)', {
      fields: 'canonical: https://paper.example/2026/well',
    });
    expect(problems).toEqual([]);
    expect(article?.contentHtml).toContain('<img src="https://paper.example/a.png" alt="A" />');
  });
});
