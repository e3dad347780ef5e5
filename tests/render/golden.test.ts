import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import {
  arabicArticle,
  articles,
  audioArticle,
  documentOf,
  hebrewArticle,
  idOf,
  podcast,
  spanishArticle,
} from './newsroom.ts';

/** `UPDATE_GOLDEN=1 npm test -- tests/render` writes the files again. Review the difference before you commit it. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';

const documents = {
  rich: documentOf(articles, {
    image: { url: 'https://news.example.org/media/olive.png', alt: 'An olive branch' },
    copyright: '© 2026 Olive Branch News & partners',
    licence: 'https://creativecommons.org/licenses/by-nd/4.0/',
    home: 'https://www.olivebranch.example/',
  }),
  summary: documentOf(articles, { id: 'brief', title: 'In brief', content: 'summary' }),
  rtl: documentOf([hebrewArticle, arabicArticle, spanishArticle], {
    id: 'ivrit',
    title: 'חדשות ענף הזית',
    description: 'החדשות האחרונות & עוד',
    language: 'he',
  }),
  archive: documentOf(
    articles.slice(3, 5),
    { content: 'summary' },
    {
      archive: { page: 2, pages: 3 },
      tombstones: [
        { id: idOf(7), at: Date.UTC(2026, 10, 23, 10), reason: 'The quotations could not be confirmed.' },
        { id: idOf(8), at: Date.UTC(2026, 10, 22, 10) },
      ],
    },
  ),
  podcast: documentOf([audioArticle], { id: 'devotions', title: 'Morning devotions', podcast }),
};

describe.each(Object.entries(documents))('the %s feed', (name, document) => {
  test.each(SYNDICATION_FORMATS)('as %s is byte for byte what it was', async (format) => {
    const file = fileURLToPath(new URL(`golden/${name}.${format}`, import.meta.url));
    const { text, skipped } = renderFeed(format, document);
    expect(skipped).toEqual([]);
    const reviewable = format === 'json' ? indent(text) : text;
    if (UPDATE) await writeFile(file, reviewable);
    expect(reviewable).toBe(await readFile(file, 'utf8'));
  });
});

/** A served JSON document is one line. Indented, a change of it can be reviewed. */
function indent(json: string): string {
  const value: unknown = JSON.parse(json);
  expect(JSON.stringify(value)).toBe(json);
  return `${JSON.stringify(value, null, 2)}\n`;
}
