import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { loadCatalog, RESERVED_FEED_IDS } from '../../src/catalog/load-catalog.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { type FeedsFolder, makeFeedsFolder } from './feeds-folder.ts';

const SMALL = 'title: Example\ndescription: All of it.\n';

let folder: FeedsFolder | undefined;

afterEach(async () => {
  await folder?.remove();
  folder = undefined;
});

async function load(files: Readonly<Record<string, string>>): Promise<Catalog> {
  folder = await makeFeedsFolder(files);
  const loaded = await loadCatalog(folder.path);
  if (loaded.kind === 'invalid') throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.value;
}

/** The messages, without the path of the temporary folder. */
async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  folder = await makeFeedsFolder(files);
  return problemsIn(folder.path);
}

async function problemsIn(folderPath: string): Promise<readonly string[]> {
  const loaded = await loadCatalog(folderPath);
  return loaded.kind === 'valid'
    ? []
    : loaded.problems.map((problem) => formatProblem(problem).replace(folderPath, 'feeds'));
}

describe('a feed definition', () => {
  test('can have every field', async () => {
    const catalog = await load({
      'israel.yaml': `
title: "  Israel & the <Land>
  today "
description: >
  News from Israel,
  in full.
language: en-GB
home: https://news.example.org/israel
image: { url: https://news.example.org/israel.png, alt: Hills at dusk }
select:
  categories: [Israel, middle-east, Middle East]
  tags: [Olive Harvest]
  authors: ["Miriam O’Halloran"]
  languages: [en, he]
exclude:
  tags: [España]
count: 20
content: summary
copyright: © Example News
licence: https://creativecommons.org/licenses/by-sa/4.0/
order: 3
`,
    });
    expect(catalog.feeds).toEqual([
      {
        id: 'israel',
        title: 'Israel & the <Land> today',
        description: 'News from Israel, in full.',
        language: 'en-GB',
        home: 'https://news.example.org/israel',
        image: { url: 'https://news.example.org/israel.png', alt: 'Hills at dusk' },
        select: {
          categories: ['israel', 'middle-east'],
          tags: ['olive-harvest'],
          authors: ['miriam-ohalloran'],
          languages: ['en', 'he'],
        },
        exclude: { categories: [], tags: ['espana'], authors: [], languages: [] },
        count: 20,
        content: 'summary',
        copyright: '© Example News',
        licence: 'https://creativecommons.org/licenses/by-sa/4.0/',
      },
    ]);
  });

  test('needs only a title and a description', async () => {
    const catalog = await load({ 'top.yaml': SMALL });
    const nothing = { categories: [], tags: [], authors: [], languages: [] };
    expect(catalog.feeds).toEqual([
      {
        id: 'top',
        title: 'Example',
        description: 'All of it.',
        language: 'en',
        select: nothing,
        exclude: nothing,
        count: 50,
        content: 'full',
      },
    ]);
  });

  test.each([
    ['a missing title', 'description: x', 'feeds/a.yaml:1: title: expected a line of text, got nothing'],
    ['an empty title', 'title: " "\ndescription: x', 'a line of text that is not empty, got " "'],
    ['a title that is no text', 'title: 2026\ndescription: x', 'title: expected a line of text, got 2026'],
    ['an unknown field', `${SMALL}colour: red`, 'feeds/a.yaml:3: colour: expected a known field, got "colour"'],
    [
      'an unknown field of a selection',
      `${SMALL}select:\n  tag: [x]`,
      'feeds/a.yaml:4: select.tag: expected a known field',
    ],
    [
      'a count in words',
      `${SMALL}count: many`,
      'feeds/a.yaml:3: count: expected a whole number from 1 to 500, got "many"',
    ],
    ['a count of none', `${SMALL}count: 0`, 'count: expected a whole number from 1 to 500, got 0'],
    ['a count that is too large', `${SMALL}count: 501`, 'count: expected a whole number from 1 to 500, got 501'],
    ['a count in parts', `${SMALL}count: 2.5`, 'count: expected a whole number from 1 to 500, got 2.5'],
    [
      'a language that is none',
      `${SMALL}language: english_us`,
      'language: expected a BCP 47 language tag such as en or pt-BR, got "english_us"',
    ],
    [
      'a home page without a host',
      `${SMALL}home: /feeds`,
      'home: expected an absolute http(s) URL such as https://news.example.org/, got "/feeds"',
    ],
    ['a home page that is a script', `${SMALL}home: "javascript:alert(1)"`, 'home: expected an absolute http(s) URL'],
    ['a field without a value', `${SMALL}licence:`, 'licence: expected an absolute http(s) URL, got nothing'],
    [
      'a picture without alt',
      `${SMALL}image: { url: https://example.org/a.png }`,
      'image.alt: expected text, or "" for a decorative image, got nothing',
    ],
    [
      'a selection that is a word',
      `${SMALL}select: Israel`,
      'select: expected fields such as categories, tags, authors and languages, got "Israel"',
    ],
    [
      'a category outside a list',
      `${SMALL}select:\n  categories: Israel`,
      'feeds/a.yaml:4: select.categories: expected a list of labels or slugs, got "Israel"',
    ],
    [
      'a category without a letter',
      `${SMALL}select:\n  categories:\n    - Israel\n    - "&"`,
      'feeds/a.yaml:6: select.categories[1]: expected a label or slug with a letter or digit in it, got "&"',
    ],
    [
      'a category that is a list',
      `${SMALL}exclude:\n  categories: [[7]]`,
      'exclude.categories[0]: expected a label or slug as text, got ["7"]',
    ],
    ['content by another name', `${SMALL}content: everything`, 'content: expected full or summary, got "everything"'],
    [
      'a field given twice',
      `${SMALL}title: Again`,
      'feeds/a.yaml:3: title: expected each field once, got it again, after line 1',
    ],
    ['a list in the place of fields', '- title', 'feeds/a.yaml:1: expected the fields of a feed, got ["title"]'],
  ])('is refused for %s', async (_case, text, message) => {
    expect(await problemsOf({ 'a.yaml': text })).toContainEqual(expect.stringContaining(message));
  });

  test.each(['Top', 'top stories', 'españa', 'a.b', '_a'])('cannot be called %s', async (id) => {
    expect(await problemsOf({ [`${id}.yaml`]: SMALL })).toEqual([
      `feeds/${id}.yaml: expected a file name of a-z, 0-9 and hyphens before .yaml, the id of the feed, got "${id}"`,
    ]);
  });

  test.each(RESERVED_FEED_IDS)('cannot have the name %s, which addresses use', async (id) => {
    expect(await problemsOf({ [`${id}.yaml`]: SMALL })).toEqual([
      `feeds/${id}.yaml: expected a file name that no address needs (taken: category, tag, author, custom, c, archive, tidings, articles, check, preview), got "${id}"`,
    ]);
  });

  test('of bytes that are not UTF-8 is refused', async () => {
    folder = await makeFeedsFolder();
    await folder.write('a.yaml', Uint8Array.of(0x74, 0xff, 0xfe));
    expect(await problemsIn(folder.path)).toEqual([
      'feeds/a.yaml:1: expected a text that is saved as UTF-8, got another encoding',
    ]);
  });

  test.each([
    [
      'bytes that are not UTF-8',
      Buffer.from('moved:\n  - { from: caf\u00e9, to: a }\n', 'latin1'),
      ':2: expected a text that is saved as UTF-8, got another encoding',
    ],
    [
      'a circle of moves',
      'moved:\n  - { from: x, to: y }\n  - { from: y, to: x }\n',
      ': x: expected a move to a feed that has not moved, got a circle',
    ],
  ])('is refused with %s in moved.yaml', async (_what, moved, problem) => {
    folder = await makeFeedsFolder({ 'a.yaml': SMALL });
    await folder.write('moved.yaml', moved);
    expect(await problemsIn(folder.path)).toEqual([`feeds/moved.yaml${problem}`]);
  });

  test('that is a folder is refused', async () => {
    folder = await makeFeedsFolder();
    await mkdir(path.join(folder.path, 'a.yaml'));
    expect(await problemsIn(folder.path)).toEqual(['feeds/a.yaml: expected a file that can be read, got a folder']);
  });
});

describe('the catalog', () => {
  test('is sorted by order, then by id, with feeds without an order last', async () => {
    const catalog = await load({
      'zebra.yaml': `${SMALL}order: 1`,
      'world.yaml': `${SMALL}order: 2`,
      'israel.yaml': `${SMALL}order: 2`,
      'culture.yaml': SMALL,
      'africa.yaml': SMALL,
    });
    expect(catalog.feeds.map((feed) => feed.id)).toEqual(['zebra', 'israel', 'world', 'africa', 'culture']);
  });

  test('finds a feed by its exact id only', async () => {
    const catalog = await load({ 'top.yaml': SMALL, 'short.yaml': SMALL });
    expect(catalog.find('short')?.id).toBe('short');
    for (const id of ['', 'TOP', 'none', '__proto__', 'constructor']) expect(catalog.find(id)).toBeUndefined();
  });

  test('ignores sources.yaml, hidden files, folders and other files', async () => {
    folder = await makeFeedsFolder({
      'top.yaml': SMALL,
      'sources.yaml': 'sources: []',
      '.top.yaml': 'half: wri',
      'top.yaml~': 'old',
      'notes.txt': 'x',
    });
    await mkdir(path.join(folder.path, 'articles'));
    expect(await problemsIn(folder.path)).toEqual([]);
  });

  test('reports all problems of all files at once', async () => {
    const problems = await problemsOf({
      'a.yaml': 'title: A\ncount: many\nlanguage: "?"\n',
      'archive.yaml': 'title: 7\ndescription: x\n',
      'b.yaml': SMALL,
      'c-d.yaml': 'title: "open\n',
      'e.yml': SMALL,
    });
    expect(problems.map((problem) => problem.split(': expected')[0])).toEqual([
      'feeds/e.yml',
      'feeds/a.yaml:1: description',
      'feeds/a.yaml:2: count',
      'feeds/a.yaml:3: language',
      'feeds/archive.yaml',
      'feeds/archive.yaml:1: title',
      'feeds/c-d.yaml:1: title',
      'feeds/c-d.yaml:1: description',
    ]);
  });

  test('without a definition is a problem', async () => {
    expect(await problemsOf({ 'sources.yaml': 'sources: []' })).toEqual([
      'feeds: expected at least one feed definition (*.yaml), got none',
    ]);
  });

  test('of a missing folder is a problem', async () => {
    folder = await makeFeedsFolder();
    expect(await problemsIn(path.join(folder.path, 'none'))).toEqual([
      'feeds: expected a folder of feed definitions, got nothing',
    ]);
  });

  test('of a file is a problem', async () => {
    folder = await makeFeedsFolder({ 'top.yaml': SMALL });
    expect(await problemsIn(path.join(folder.path, 'top.yaml'))).toEqual([
      'feeds: expected a folder of feed definitions, got a file',
    ]);
  });
});
