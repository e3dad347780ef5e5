import { describe, expect, test } from '@jest/globals';
import type { Article } from '../../src/model/article.ts';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { toTerm } from '../../src/model/term.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { article, documentOf, podcast } from './newsroom.ts';
import { readers } from './reading.ts';

const validators = { rss: validateRss, atom: validateAtom, json: validateJsonFeed };

const { summary: _summary, ...withoutSummary } = article(99);

/** Articles with invalid or extreme fields, as if the store had accepted them. */
const torture: Readonly<Record<string, Partial<Article>>> = {
  'many ends of a section': { title: ']]>]]>]]>', contentHtml: ']]>'.repeat(50) },
  'control characters': { title: 'a\u0000\u0008b', summary: '\u001b[31m', contentHtml: '<p>\u000c\u0001</p>' },
  'lone surrogates': { title: '\ud83d dove', contentHtml: '<p>\udd4a</p>', byline: [{ name: '\ud800A' }] },
  'a script for a title': { title: '<script>alert("x")</script>' },
  'bidi marks and overrides': { title: '\u202eevil\u202c \u200fשלום\u200e', language: 'he' },
  'four-byte emoji': { title: '👩🏽‍🚀🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 𝒻𝒶𝓃𝒸𝓎' },
  'a word of 300 characters': { title: 'W'.repeat(300), summary: 'ש'.repeat(300) },
  'entities written twice': { title: '&amp;amp; &amp;lt;', summary: '&amp;#x26;' },
  'relative and hostile addresses': {
    canonicalUrl: 'javascript:alert(1)',
    byline: [
      { name: 'A', url: '//evil.example/a' },
      { name: 'B', url: 'data:text/html,x' },
    ],
    image: { url: '/relative.jpg', alt: '' },
    audio: { url: 'javascript:alert(1)', type: 'audio/mpeg', bytes: 1 },
  },
  'an image with an invalid address': { image: { url: 'https://e.org/a b|c[1].jpg?x=<y>&"z"', alt: '<&">' } },
  'sizes that cannot be': {
    image: { url: 'https://e.org/a.jpg', alt: '', width: -1, height: 0.5, bytes: Number.NaN, type: 'not a type' },
    audio: { url: 'https://e.org/a.mp3', type: '', bytes: 0, duration: Number.NaN },
  },
  'no title': {
    title: '',
    summary: 'The summary speaks for it, and it is long enough that it has to be cut somewhere.',
  },
  'neither title nor summary': { title: ' ', summary: '\n', contentHtml: '<p>Only a &amp; body</p>' },
  'no summary': { summary: '' },
  'no text at all but a title': { summary: '', contentHtml: '' },
  'twelve authors': { byline: Array.from({ length: 12 }, (_, n) => ({ name: `Author ${n}` })) },
  'no author': { byline: [] },
  'blank names': { byline: [{ name: '\u00a0' }], categories: [{ slug: '', label: ' ' }], tags: [toTerm('')] },
  'a date in 1970': { publishedAt: 0, updatedAt: 0 },
  'a date before 1970': { publishedAt: Date.UTC(1948, 4, 14), updatedAt: Date.UTC(1948, 4, 14) },
  'a date in the future': { publishedAt: Date.UTC(2199, 0), updatedAt: Date.UTC(2199, 0) },
  'an update before its publication': { updatedAt: 0 },
  'a language that is none': { language: 'not a language' },
  'a megabyte of content': { contentHtml: `<p>${'All work & no play. '.repeat(52_500)}</p>` },
  'pictures of every kind': {
    contentHtml: [
      '<img src="https://e.org/a.jpg" srcset="https://e.org/a.jpg 1x, https://e.org/b.jpg?x=1&amp;y=2 2x" sizes="(max-width: 600px) 100vw, 50vw" alt="]]>">',
      '<img src="https://e.org/c.jpg" loading="lazy" decoding="async" width="1" height="1" alt="">',
      '<video poster="https://e.org/d.jpg" controls><source src="https://e.org/d.mp4" type="video/mp4"></video>',
    ].join('\n'),
  },
  'scripts that cleaning missed': {
    contentHtml: '<script>if (a < b && c) { d("]]>") }</script><p onclick="e()">f</p>',
  },
  'markup that nobody closed': { contentHtml: '<p><b>a<ul><li>b<table><tr><td>c<!-- d' },
  'line ends of every kind': {
    title: 'a\r\nb\rc',
    summary: 'a\r\nb',
    contentHtml: '<pre>a\r\nb\rc\u0085d\u2028e</pre>',
  },
  'a hundred categories': { categories: Array.from({ length: 100 }, (_, n) => toTerm(`Category & ${n} <${n}>`)) },
  'unclosed figures': { dateline: 'TYRE', contentHtml: '<figure>'.repeat(5000) },
};

const stories = Object.values(torture).map((parts, index) => article(index + 1, parts));
const broken = {
  'no date': article(100, { publishedAt: Number.NaN }),
  'a date after the year 9999': article(101, { updatedAt: 8.64e15 }),
  'nothing to say': article(102, { title: '', summary: '', contentHtml: '' }),
  'no byline, in a damaged row': { ...article(103), byline: undefined as unknown as Article['byline'] },
  'no summary, in a damaged row': withoutSummary as Article,
};

describe.each(SYNDICATION_FORMATS)('extreme articles, as %s', (format) => {
  const everything = [...stories.slice(0, 10), ...Object.values(broken), ...stories.slice(10)];
  const { text, skipped } = renderFeed(format, documentOf(everything));

  test('is valid', () => {
    expect(validators[format](text)).toEqual([]);
  });

  test('skips only what cannot be rendered, with id and reason', () => {
    expect(skipped.map((item) => item.id)).toEqual(Object.values(broken).map((story) => story.id));
    expect(skipped.map((item) => item.reason)).toEqual([
      'publishedAt is no date between the years 0 and 9999: NaN',
      'updatedAt is no date between the years 0 and 9999: 8640000000000000',
      'it has neither a title nor any text',
      expect.stringContaining('undefined'),
      expect.stringContaining('undefined'),
    ]);
  });

  test.each(Object.entries(readers[format]))('is completely parsed by %s', async (_name, read) => {
    const items = await read(text);
    expect(items.map((item) => item.guid)).toEqual(stories.map((story) => `urn:uuid:${story.id}`));
    expect(items.every((item) => item.title !== undefined && item.title !== '')).toBe(true);
  });

  test.each(Object.entries(readers[format]))('loses nothing in %s', async (_name, read) => {
    const items = await read(text);
    const document = documentOf(everything);
    expect(items.map((item) => item.title)).toEqual(document.items.map((item) => item.title));
    const contents = items.map((item, index) => {
      // An RSS item without summary has its content as its description.
      const unwritten = format === 'rss' && document.items[index]?.summary === '';
      return unwritten ? document.items[index]?.contentHtml : item.content;
    });
    expect(contents).toEqual(document.items.map((item) => item.contentHtml));
  });

  test('has all twelve authors', async () => {
    const index = Object.keys(torture).indexOf('twelve authors');
    const items = (await readers[format].feedsmith?.(text)) ?? [];
    const names = Array.from({ length: 12 }, (_, n) => `Author ${n}`);
    expect(items[index]?.authors).toEqual(
      format === 'rss' ? [`${names.slice(0, 11).join(', ')}, and Author 11`] : names,
    );
  });

  test('has only http(s) addresses', () => {
    expect(text).not.toMatch(/javascript:|data:text|evil\.example|relative\.jpg/);
  });

  test('is valid as an archive page and as a podcast', () => {
    const page = documentOf(everything, {}, { archive: { pages: 3, page: 2 } });
    expect(validators[format](renderFeed(format, page).text)).toEqual([]);
    const audio = { url: 'https://e.org/a.mp3', type: 'audio/mpeg', bytes: 10 };
    const show = documentOf(
      everything.map((story) => ({ ...story, audio })),
      { podcast },
    );
    expect(show.items).toHaveLength(stories.length);
    expect(validators[format](renderFeed(format, show).text)).toEqual([]);
  });

  test('an item whose rendering throws does not affect the others', () => {
    const document = documentOf([article(1), article(2)]);
    const [first, second] = document.items;
    if (first === undefined || second === undefined) throw new Error('two items expected');
    const rendered = renderFeed(format, { ...document, items: [{ ...first, updatedAt: Number.NaN }, second] });
    expect(rendered.skipped).toEqual([{ id: first.id, reason: 'Invalid time value' }]);
    expect(rendered.text).toContain(second.guid);
    expect(validators[format](rendered.text)).toEqual([]);
  });
});
