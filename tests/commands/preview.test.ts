import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { runTidings } from './run-tidings.ts';

const RELEASE = `Subject: Fwd: Ferry to Skarholm to Sail Again
From: Press Office <press@skarholm.example>

Editor's note: With photos.

By Annika Solberg-Vain, Northern correspondent
Subhead: A boat after nine years

SKARHOLM (Harbour Wire) – The island ferry will sail again in the spring.

The council bought a second-hand vessel.

Media contact: Ruth Adler, 01632 960 147
`;
const ARTICLE = `---
id: well
title: A Well Is Shared
date: 2026-11-20T08:15:00Z
categories: [Israel, Middle East]
tags: water, villages
language: he
image: { url: "https://x.example/well.jpg", alt: A stone well, credit: Photo by Jon Aas }
---

The first bucket came up at dawn.
`;

let folder: NewsroomFolder;

beforeAll(async () => {
  folder = await makeNewsroomFolder();
});

afterAll(() => folder.remove());

test('a preview shows what releases and Markdown would publish, what is removed and why, and stores nothing', async () => {
  const release = await folder.write('releases/ferry.txt', RELEASE);
  const article = await folder.write('articles/well.md', ARTICLE);
  const { code, stdout, stderr } = await runTidings(folder, ['preview', release, article]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const line of [
    release,
    '  title       Ferry to Skarholm to Sail Again',
    '  authors     Annika Solberg-Vain, Northern correspondent',
    '  deck        A boat after nine years',
    '  dateline    SKARHOLM (Harbour Wire)',
    '  categories  World',
    '  language    en',
    '  first       The island ferry will sail again in the spring.',
    '  last        The council bought a second-hand vessel.',
    '  for editors With photos.',
    '  removed     line 2, mail (the head of a mail): From: Press Office <press@skarholm.example>',
    '  removed     line 13, trailing matter (not part of the article): Media contact: Ruth Adler, 01632 960 147',
    article,
    '  title       A Well Is Shared',
    '  image       A stone well · (Photo by Jon Aas)',
    '  categories  Israel, Middle East',
    '  tags        water, villages',
    '  language    he',
    '  date        2026-11-20T08:15:00Z',
  ]) {
    expect(stdout.split('\n')).toContain(line);
  }
  expect([folder.database, folder.media].filter((path) => existsSync(path))).toEqual([]);
});

test('--json prints an array, and a refused file makes the exit code 1', async () => {
  const release = await folder.write('releases/ferry.txt', RELEASE);
  const article = await folder.write('articles/well.md', ARTICLE);
  const empty = await folder.write('releases/empty.txt', 'Only a headline\n');
  const { code, stdout } = await runTidings(folder, ['preview', '--json', release, empty, article]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      file: release,
      kind: 'accepted',
      title: 'Ferry to Skarholm to Sail Again',
      deck: 'A boat after nine years',
      authors: [{ name: 'Annika Solberg-Vain', role: 'Northern correspondent' }],
      paragraphs: 2,
      editorsNote: 'With photos.',
      warnings: [],
    },
    { file: empty, kind: 'refused', problems: [{ file: empty, line: 1, field: 'body' }] },
    {
      file: article,
      kind: 'accepted',
      image: { url: 'https://x.example/well.jpg', alt: 'A stone well', credit: 'Photo by Jon Aas' },
      categories: ['Israel', 'Middle East'],
      tags: ['water', 'villages'],
      language: 'he',
    },
  ]);
});

test('a preview of a file with the id of another file says so', async () => {
  const first = await folder.write('articles/well.md', ARTICLE);
  const second = await folder.write('articles/other/copy.md', ARTICLE);
  await folder.write('articles/broken.md', ARTICLE.replace('title:', 'titel:'));
  const { code, stdout } = await runTidings(folder, ['preview', second]);
  expect(code).toBe(0);
  expect(stdout).toContain(
    `  warning     ${second}: id: expected an id that no other file of the source has, got "well", which ${first} has`,
  );
});
