import { describe, expect, test } from '@jest/globals';
import { findTooLong, findTooLongHtml, MAX_LENGTHS, MAX_LIST_LENGTH } from '../../../src/ingest/field-lengths.ts';
import type { SourceArticle } from '../../../src/ingest/source-kind.ts';
import { problemsOf, readText } from './read-text.ts';

const article = (body: string, fields = '') => `---\ntitle: Well\ndate: -3h\n${fields}---\n${body}\n`;

describe('front matter', () => {
  test.each(Object.entries(MAX_LENGTHS))('%s has a maximum length', async (field, max) => {
    const [name = '', part] = field.split('.');
    const isUrl = ['url', 'canonical'].includes(part ?? name);
    const value = (length: number) => {
      const text = field === 'audio.type' ? `audio/${'a'.repeat(length - 6)}` : 'a'.repeat(length);
      return isUrl ? `http://a.b/${'a'.repeat(length - 11)}` : text;
    };
    const others: Readonly<Record<string, object>> = {
      'authors.role': { name: 'Ann' },
      'authors.url': { name: 'Ann' },
      'image.url': { alt: '' },
      'image.alt': { url: 'http://a.b/' },
      'image.credit': { url: 'http://a.b/', alt: '' },
      'image.caption': { url: 'http://a.b/', alt: '' },
      'audio.url': { type: 'audio/mpeg' },
      'audio.type': { url: 'http://a.b/' },
    };
    const write = (length: number) => {
      const item = part === undefined ? value(length) : { ...others[field], [part]: value(length) };
      const fields = {
        title: 'Well',
        date: '-3h',
        [name]: ['authors', 'categories', 'tags'].includes(name) ? [item] : item,
      };
      const lines = Object.entries(name === 'retraction' ? { ...fields, state: 'retracted' } : fields);
      return `---\n${lines.map(([key, content]) => `${key}: ${JSON.stringify(content)}\n`).join('')}---\nText\n`;
    };
    expect(await problemsOf(write(max))).toEqual([]);
    expect(await problemsOf(write(max + 1))).toEqual([
      `articles/a.md:${field === 'title' ? 2 : 4}: ${field}: expected text of at most ${max} characters, got ${max + 1}`,
    ]);
  });

  test('authors, categories and tags have a maximum number', async () => {
    const tags = (count: number) => `tags: [${Array.from({ length: count }, (_, nth) => `t${nth}`).join(', ')}]\n`;
    expect((await readText(article('Text', tags(MAX_LIST_LENGTH)))).draft?.tags).toHaveLength(MAX_LIST_LENGTH);
    expect(await problemsOf(article('Text', tags(MAX_LIST_LENGTH + 1)))).toEqual([
      'articles/a.md:4: tags: expected at most 200 of them, got 201',
    ]);
  });
});

describe('a text', () => {
  test('has a maximum length as clean HTML', () => {
    expect(findTooLongHtml('a.md', 'a'.repeat(1_000_000))).toBeUndefined();
    expect(findTooLongHtml('a.md', 'a'.repeat(1_000_001))).toEqual({
      file: 'a.md',
      expected: 'a text of at most 1000000 characters as HTML',
      got: '1000001',
    });
  });

  test('has a maximum length before it is cleaned', () => {
    const lengthOf = (contentHtml: string) =>
      findTooLong({
        origin: { file: 'a.md' },
        title: 'Well',
        byline: [],
        categories: [],
        tags: [],
        contentHtml,
      } as unknown as SourceArticle);
    expect(lengthOf('a'.repeat(10_000_000))).toEqual([]);
    expect(lengthOf('a'.repeat(10_000_001))).toEqual([
      { file: 'a.md', expected: 'a text of at most 10000000 characters as HTML', got: '10000001' },
    ]);
  });
});
