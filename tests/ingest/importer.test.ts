import { mkdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createImporter } from '../../src/ingest/importer.ts';
import { openMediaStore } from '../../src/media/media-store.ts';
import type { ArticleId } from '../../src/model/article.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { makeMp3 } from '../media/audio-files.ts';
import { makeImage } from '../media/images.ts';
import { listArticleFiles } from './list-article-files.ts';
import { makeArticle, type Newsroom, NOW, openNewsroom } from './newsroom.ts';

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = await openNewsroom();
});
afterEach(() => newsroom.close());

const importAll = async (source = newsroom.markdown as Newsroom['markdown'] | Newsroom['release']) =>
  newsroom.importer.importFiles(source, await listArticleFiles(source));
const replaceIn = async (file: string, from: string, to: string) =>
  writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
const readable = (problems: Parameters<typeof formatProblem>[0][]) =>
  problems.map((problem) => formatProblem(problem).replaceAll(newsroom.folder.path, ''));

describe('importing a folder', () => {
  test('every article is created once; a second import changes nothing', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await newsroom.folder.write('articles/2026/b.md', makeArticle('B'));
    await newsroom.folder.write('articles/notes.txt', 'not an article of this source');
    await newsroom.folder.write('articles/.hidden.md', 'x');
    await newsroom.folder.write('articles/~$office.md', 'x');
    expect(await importAll()).toMatchObject({ created: 2, updated: 0, unchanged: 0, refused: [] });
    expect((await newsroom.listVisible()).map(({ externalId }) => externalId).toSorted()).toEqual([
      '2026/b.md',
      'a.md',
    ]);
    const seq = await newsroom.store.getLastSeq();
    expect(await importAll()).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(await newsroom.store.getLastSeq()).toBe(seq);
  });

  test('more files than fit in one transaction are all imported', async () => {
    for (let index = 0; index < 120; index += 1)
      await newsroom.folder.write(`articles/${index}.md`, makeArticle(`N ${index}`));
    const report = await importAll();
    expect(report.created).toBe(120);
    expect(new Set(report.saved.map(({ file }) => file)).size).toBe(120);
  });

  test('a file whose article was withdrawn is reported when it changes, and not when it is read again', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    const id = (await importAll()).saved[0]?.id as ArticleId;
    await newsroom.store.withdraw(id, { maxPublicMs: 1, now: NOW });
    expect(await importAll()).toMatchObject({ unchanged: 1, leftOut: [] });
    await newsroom.folder.write('articles/a.md', makeArticle('B'));
    expect(readable([...(await importAll()).leftOut])).toEqual([
      `/articles/a.md: expected an article that is public ("npx tidings restore ${id}" publishes it), got one that was withdrawn`,
    ]);
    expect(await newsroom.listVisible()).toEqual([]);
  });

  test('relative dates always count from the first reading of the source', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await importAll();
    const later = createImporter({
      store: newsroom.store,
      media: await openMediaStore(join(newsroom.folder.path, 'media')),
      clock: () => NOW + 86_400_000,
      timeZone: 'UTC',
    });
    expect(await later.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown))).toMatchObject({
      unchanged: 1,
    });
    expect((await newsroom.listVisible())[0]?.publishedAt).toBe(NOW - 3 * 3_600_000);
  });

  test('an article that meets a limit of the machine is postponed, not refused', async () => {
    const media = await openMediaStore(join(newsroom.folder.path, 'media'));
    const addImage = () => Promise.reject(Object.assign(new Error('too many open files'), { code: 'EMFILE' }));
    const importer = createImporter({ ...newsroom, media: { ...media, addImage }, clock: () => NOW, timeZone: 'UTC' });
    await newsroom.folder.write('articles/a.md', makeArticle('A', { fields: 'image: {file: a.png, alt: A}' }));
    await newsroom.folder.write('articles/a.png', 'image');
    expect(await importer.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown))).toMatchObject({
      refused: [],
      postponed: { reason: 'Files cannot be read: EMFILE.' },
    });
  });

  test('a bad file is reported, and all others are imported', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await newsroom.folder.write('articles/bad.md', '---\ntitle: Bad\n---\nText');
    await newsroom.folder.write('articles/empty.md', ' \n');
    await newsroom.folder.write('articles/latin.md', Buffer.from(`${makeArticle('A')}\nCaf\u00e9`, 'latin1'));
    await newsroom.folder.write('articles/large.md', 'x'.repeat(5_000_001));
    await mkdir(join(newsroom.folder.path, 'articles/folder.md'));
    await symlink('nowhere', join(newsroom.folder.path, 'articles/gone.md'));
    await newsroom.folder.write('articles/z.md', makeArticle('Z'));
    const report = await importAll();
    expect(report).toMatchObject({ created: 2, updated: 0, unchanged: 0 });
    expect(readable([...report.refused])).toEqual([
      '/articles/bad.md:2: date: expected a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h, got nothing',
      '/articles/empty.md: expected an article, got an empty file',
      '/articles/folder.md: expected a file, got a folder',
      '/articles/gone.md: expected a file that can be read, got nothing',
      '/articles/large.md: expected a file of at most 5 MB, got 5.0 MB',
      '/articles/latin.md:8: expected a text that is saved as UTF-8, got another encoding',
    ]);
  });

  test('links to other folders are refused, and an article with two names is read once', async () => {
    const secret = makeArticle('Secret');
    await newsroom.folder.write('secret.md', secret);
    await newsroom.folder.write('other/b.md', secret);
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await newsroom.folder.write('articles/..data/mounted.md', makeArticle('Mounted'));
    const at = (name: string) => join(newsroom.folder.path, 'articles', name);
    await symlink('../secret.md', at('outside.md'));
    await symlink('/dev/zero', at('device.md'));
    await symlink('../other', at('folder'));
    await symlink('a.md', at('twice.md'));
    await symlink('..data/mounted.md', at('mounted.md'));
    await symlink('loop.md', at('loop.md'));
    const source = newsroom.markdown;
    const files = ['a.md', 'outside.md', 'device.md', 'folder/b.md', 'twice.md', 'mounted.md', 'loop.md'];
    const report = await newsroom.importer.importFiles(
      source,
      files.map((name) => ({ path: at(name), externalId: name })),
    );
    expect((await newsroom.listVisible()).map(({ title }) => title).toSorted()).toEqual(['A', 'Mounted']);
    const expected = "expected a file in the source's folder that is read only once";
    expect(readable([...report.refused])).toEqual([
      `/articles/outside.md: ${expected}, got a link to another folder`,
      `/articles/device.md: ${expected}, got a link to another folder`,
      `/articles/folder/b.md: ${expected}, got a link to another folder`,
      `/articles/twice.md: ${expected}, got a link to a.md`,
      '/articles/loop.md: expected a file that can be read, got a link that leads to itself',
    ]);
  });

  test('a folder that is a link itself is read', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await symlink('articles', join(newsroom.folder.path, 'current'));
    const source = { ...newsroom.markdown, folder: join(newsroom.folder.path, 'current') };
    expect(await newsroom.importer.importFiles(source, await listArticleFiles(source))).toMatchObject({ created: 1 });
  });

  test('hostile YAML affects only its own file', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`)
      .join('\n')}`;
    await newsroom.folder.write('articles/a.md', `---\n${bomb}\n---\nText`);
    await newsroom.folder.write('articles/b.md', makeArticle('B'));
    const report = await importAll();
    expect(report.created).toBe(1);
    expect(report.refused.length).toBeGreaterThan(0);
  });

  test('a file that becomes invalid leaves its published article unchanged', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await importAll();
    await newsroom.folder.write('articles/a.md', '---\ntitle: A, but');
    expect((await importAll()).refused).toHaveLength(1);
    expect((await newsroom.listVisible()).map(({ title }) => title)).toEqual(['A']);
  });

  test('a byte order mark and Windows line ends make no difference', async () => {
    await newsroom.folder.write('articles/a.md', makeArticle('A'));
    await importAll();
    await newsroom.folder.write('articles/a.md', `\uFEFF${makeArticle('A').replaceAll('\n', '\r\n')}`);
    expect(await importAll()).toMatchObject({ unchanged: 1 });
  });

  test('if the store refuses one article, the others of its batch are saved', async () => {
    for (const name of ['a', 'b', 'c']) await newsroom.folder.write(`articles/${name}.md`, makeArticle(name));
    const importer = createImporter({
      store: {
        ...newsroom.store,
        save: async (drafts, now) => {
          if (drafts.some(({ title }) => title === 'b')) throw new Error('disk on fire');
          return newsroom.store.save(drafts, now);
        },
      },
      media: await openMediaStore(join(newsroom.folder.path, 'media')),
      clock: () => NOW,
      timeZone: 'UTC',
    });
    const report = await importer.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown));
    expect(report.created).toBe(2);
    expect(readable([...report.refused])).toEqual(['/articles/b.md: expected a store that takes it, got disk on fire']);
  });
});

describe('a file that is moved', () => {
  const LONG = 'The ferry of Osterlane was late by an hour, and nobody in the queue on the quay was surprised by it.';
  const write = (name: string, title: string, body = LONG, fields = '') =>
    newsroom.folder.write(`articles/${name}`, makeArticle(title, { body, fields }));
  const at = (name: string) => join(newsroom.folder.path, 'articles', name);
  const move = async (from: string, to: string) => {
    await mkdir(join(at(to), '..'), { recursive: true });
    await rename(at(from), at(to));
  };
  /** The articles as `path: title`; those that were there before begin with `=`. */
  const compare = async (change: () => Promise<unknown>) => {
    await importAll();
    const before = new Set((await newsroom.listVisible()).map(({ id }) => id));
    await change();
    const report = await importAll();
    expect(readable([...report.refused])).toEqual([]);
    const after = await newsroom.listVisible();
    return after.map(({ id, externalId, title }) => `${before.has(id) ? '=' : ''}${externalId}: ${title}`).toSorted();
  };

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['to another name', () => move('a.md', 'b.md'), ['=b.md: Ferry']],
    ['to another folder', () => move('a.md', '2026/a.md'), ['=2026/a.md: Ferry']],
    [
      'and back',
      () =>
        move('a.md', 'b.md')
          .then(() => importAll())
          .then(() => move('b.md', 'a.md')),
      ['=a.md: Ferry'],
    ],
    [
      'after its date was changed',
      async () => {
        await replaceIn(at('a.md'), '-3h', '-5h');
        await importAll();
        await move('a.md', 'b.md');
      },
      ['=b.md: Ferry'],
    ],
    [
      'with a small edit',
      async () => {
        await rm(at('a.md'));
        await write('b.md', 'Ferry', LONG.replace('hour', 'day'));
      },
      ['=b.md: Ferry'],
    ],
    [
      'while its old name gets another article',
      async () => {
        await move('a.md', 'b.md');
        await write('a.md', 'Lamps');
      },
      ['=b.md: Ferry', 'a.md: Lamps'],
    ],
    [
      'after a duplicate of it was withdrawn and deleted',
      async () => {
        await write('b.md', 'Ferry');
        const { saved } = await importAll();
        const id = saved.find(({ file }) => file.endsWith('b.md'))?.id as ArticleId;
        await newsroom.store.withdraw(id, { maxPublicMs: 600_000, now: NOW });
        await rm(at('b.md'));
        await move('a.md', 'c.md');
      },
      ['=c.md: Ferry'],
    ],
    [
      'as one of two equal files, each to its own name in another folder',
      async () => {
        await write('b.md', 'Ferry');
        await importAll();
        await move('a.md', 'new/a.md');
        await move('b.md', 'new/b.md');
      },
      ['=new/a.md: Ferry', 'new/b.md: Ferry'],
    ],
  ])('%s keeps its article', async (_name, change, expected) => {
    await write('a.md', 'Ferry');
    expect(await compare(change)).toEqual(expected);
  });

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['another title', () => write('b.md', 'Ferries'), ['=a.md: Ferry', 'b.md: Ferries']],
    [
      'another date',
      () => write('b.md', 'Ferry', LONG).then((file) => replaceIn(file, '-3h', '-4h')),
      ['=a.md: Ferry', 'b.md: Ferry'],
    ],
    [
      'another text',
      () => write('b.md', 'Ferry', 'The ferry of Osterlane was on time.'),
      ['=a.md: Ferry', 'b.md: Ferry'],
    ],
    ['an id', () => write('b.md', 'Ferry', LONG, 'id: ferry'), ['=a.md: Ferry', 'ferry: Ferry']],
  ])('and has %s is a new article', async (_name, change, expected) => {
    await write('a.md', 'Ferry');
    expect(
      await compare(async () => {
        await rm(at('a.md'));
        await change();
      }),
    ).toEqual(expected);
  });

  test('is a new article where two articles without a file could be its own', async () => {
    await write('a.md', 'Ferry');
    await write('b.md', 'Ferry');
    const moved = compare(async () => {
      await rm(at('a.md'));
      await move('b.md', 'c.md');
    });
    expect(await moved).toEqual(['=a.md: Ferry', '=b.md: Ferry', 'c.md: Ferry']);
  });

  test('and is not the original any more, but a copy of it, is an article of its own, or waits', async () => {
    await write('a.md', 'Ferry');
    await importAll();
    const path = await write('b.md', 'Ferry');
    const file = { path, externalId: 'b.md' };
    const waiting = await newsroom.importer.importFiles(newsroom.markdown, [{ ...file, mayWait: true }]);
    expect(waiting).toMatchObject({ created: 0, updated: 0, copies: new Map([[path, [at('a.md')]]]) });
    expect(await newsroom.importer.importFiles(newsroom.markdown, [file])).toMatchObject({ created: 1 });
  });

  test("keeps an editor's retraction, and is named in the report", async () => {
    await write('a.md', 'Ferry');
    const id = (await importAll()).saved[0]?.id as ArticleId;
    await newsroom.store.retract(id, 'Untrue.', NOW);
    await move('a.md', 'b.md');
    expect(readable([...(await importAll()).leftOut])).toEqual([
      '/articles/b.md: it has the article that /articles/a.md had',
      `/articles/b.md: expected an article that is public ("npx tidings restore ${id}" publishes it), got one that was retracted`,
    ]);
    expect(await newsroom.listVisible()).toEqual([]);
  });

  test('and whose original cannot be read at the moment is an article of its own', async () => {
    await write('a.md', 'Ferry');
    await importAll();
    await rm(at('a.md'));
    // Like a folder without permission, which a test as root can read.
    await symlink('a.md', at('a.md'));
    await write('b.md', 'Ferry');
    expect(await importAll()).toMatchObject({ created: 1, updated: 0 });
  });

  test('and is a release that its file dates may have another date, if its text is the same', async () => {
    const release = (name: string, text: string) => newsroom.folder.write(`releases/${name}`, text);
    const first = await release('r.txt', 'Ferry\n\nIt is late.\n');
    await importAll(newsroom.release);
    await rm(first);
    await utimes(await release('s.txt', 'Ferry\n\nIt is late.\n'), new Date(0), new Date(NOW - 9000));
    expect(await importAll(newsroom.release)).toMatchObject({ created: 0, updated: 1 });
    await rm(join(newsroom.folder.path, 'releases/s.txt'));
    await utimes(await release('t.txt', 'Ferry\n\nIt is very late.\n'), new Date(0), new Date(NOW - 8000));
    expect(await importAll(newsroom.release)).toMatchObject({ created: 1, updated: 0 });
  });
});

describe('images and audio of an article', () => {
  const withPicture = makeArticle('A', {
    fields: 'image: { file: media/a.jpg, alt: A well, credit: Us }\naudio: { file: media/a.mp3 }',
    body: 'See ![the well](media/a%20b.png "Title") and <img src="media/a.jpg" alt="">.',
  });

  test('are copied to the media folder', async () => {
    await newsroom.folder.write('articles/media/a.jpg', await makeImage('jpeg'));
    await newsroom.folder.write('articles/media/a b.png', await makeImage('png'));
    await newsroom.folder.write('articles/media/a.mp3', makeMp3({ frames: 40 }));
    const path = await newsroom.folder.write('articles/a.md', withPicture);
    const report = await importAll();
    expect(report.leftOut).toEqual([]);
    const [article] = await newsroom.listVisible();
    expect(article?.image).toMatchObject({ alt: 'A well', credit: 'Us', width: 60, height: 40, type: 'image/jpeg' });
    expect(article?.audio).toMatchObject({ type: 'audio/mpeg', bytes: 40 * 417, duration: 1 });
    expect(article?.contentHtml).toMatch(
      /^<p>See <img src="tidings-media:\w{32}\.jpg" title="Title" width="60" height="40" alt="the well" \/> and <img src="tidings-media:\w{32}\.jpg" width="60" height="40" alt="" \/>\.<\/p>$/,
    );
    const file = article?.image?.url.replace('tidings-media:', '') ?? '';
    expect((await stat(join(newsroom.folder.path, 'media', file))).size).toBe(article?.image?.bytes);
    expect(report.attachments.get(path)).toEqual(
      ['a.jpg', 'a.mp3', 'a b.png', 'a.jpg'].map((name) => join(newsroom.folder.path, 'articles/media', name)),
    );
    expect(await importAll()).toMatchObject({ unchanged: 1 });
  });

  test('of very many in one text are looked for up to a maximum', async () => {
    const body = Array.from({ length: 5000 }, (_, nth) => `![a](${nth}.png)\n`).join('\n');
    await newsroom.folder.write('articles/a.md', makeArticle('A', { body: `Text.\n\n${body}` }));
    const report = await importAll();
    expect(report.created).toBe(1);
    expect(report.leftOut).toHaveLength(201);
    expect(readable([...report.leftOut]).at(-1)).toBe(
      '/articles/a.md: expected at most 200 images in the text, got 5000',
    );
  });

  test('that cannot be used are left out and reported with their line; the article is saved', async () => {
    await newsroom.folder.write('secret.jpg', await makeImage('jpeg'));
    await newsroom.folder.write('articles/media/a.mp3', 'no sound');
    await newsroom.folder.write('articles/a.md', withPicture);
    await newsroom.folder.write(
      'articles/b.md',
      makeArticle('B', { body: 'One\n\n![s](../secret.jpg)\n\n![t](text.png)\n\n![T](Text.PNG) ![U](media\\A.MP3)' }),
    );
    await symlink('../secret.jpg', join(newsroom.folder.path, 'articles/link.jpg'));
    await newsroom.folder.write('articles/text.png', 'no picture');
    await newsroom.folder.write('articles/c.md', makeArticle('C', { fields: 'image: { file: link.jpg, alt: "" }' }));
    const report = await importAll();
    expect(report.created).toBe(3);
    expect(readable([...report.leftOut])).toEqual([
      '/articles/a.md:4: image.file: expected a file that is there, got "media/a.jpg"',
      '/articles/a.md:5: audio.file: expected an MP3, M4A, Ogg or WAV file, got something else',
      '/articles/a.md:7: expected a file that is there, got "media/a%20b.png"',
      '/articles/a.md:7: expected a file that is there, got "media/a.jpg"',
      '/articles/b.md:8: expected a file in the source\'s folder, got "../secret.jpg"',
      '/articles/b.md:10: expected a JPEG, PNG, WebP, GIF, AVIF or TIFF image, got something else',
      '/articles/b.md:12: expected a file that is there (did you mean text.png?), got "Text.PNG"',
      '/articles/b.md:12: expected a file that is there (did you mean media/a.mp3?), got "media%5CA.MP3"',
      '/articles/c.md:4: image.file: expected a file in the source\'s folder, got "link.jpg"',
    ]);
    const [article] = (await newsroom.listVisible()).filter(({ title }) => title === 'A');
    expect([article?.image, article?.audio, article?.contentHtml]).toEqual([undefined, undefined, '<p>See  and .</p>']);
  });
});

describe('releases', () => {
  const release =
    'Well Reopens\n\nby Ann Lee, reporter\n\nTAL OREN (Agency) – The rope came up wet.\n\nPeople cheered & drank.\n';

  test('become articles with the defaults of their source', async () => {
    const path = await newsroom.folder.write('releases/a.txt', release);
    await utimes(path, new Date(NOW - 60_000), new Date(NOW - 60_000));
    expect(await importAll({ ...newsroom.release, categories: ['World'] })).toMatchObject({ created: 1, refused: [] });
    expect((await newsroom.listVisible())[0]).toMatchObject({
      sourceId: 'wire',
      externalId: 'a.txt',
      title: 'Well Reopens',
      slug: 'well-reopens',
      byline: [{ name: 'Ann Lee', role: 'reporter' }],
      dateline: 'TAL OREN (Agency)',
      contentHtml: '<p>The rope came up wet.</p>\n<p>People cheered &amp; drank.</p>',
      categories: [{ slug: 'world', label: 'World' }],
      state: 'published',
      publishedAt: NOW - 60_000,
    });
  });

  test('a copy with another or a future date changes no dates', async () => {
    const path = await newsroom.folder.write('releases/a.txt', release);
    await utimes(path, new Date(NOW + 60_000), new Date(NOW + 60_000));
    await importAll(newsroom.release);
    expect((await newsroom.listVisible())[0]?.publishedAt).toBe(NOW);
    const seq = await newsroom.store.getLastSeq();
    await utimes(path, new Date(NOW - 90_000), new Date(NOW - 90_000));
    await importAll(newsroom.release);
    expect((await newsroom.listVisible())[0]?.publishedAt).toBe(NOW);
    expect(await newsroom.store.getLastSeq()).toBe(seq);
  });

  test('a release without a body is refused', async () => {
    await newsroom.folder.write('releases/a.txt', 'Well Reopens\n');
    expect(readable([...(await importAll(newsroom.release)).refused])).toEqual([
      expect.stringContaining('expected a body after the headline'),
    ]);
  });
});
