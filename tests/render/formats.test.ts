import { describe, expect, test } from '@jest/globals';
import { parseRssFeed } from 'feedsmith';
import type { Article } from '../../src/model/article.ts';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { toTerm } from '../../src/model/term.ts';
import { renderAtom } from '../../src/render/atom.ts';
import { renderJsonFeed } from '../../src/render/json-feed.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { renderRss } from '../../src/render/rss.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { findWarnings } from '../conformance/validator-warnings.ts';
import { article, articles, audioArticle, documentOf, imageArticle, podcast, spanishArticle } from './newsroom.ts';

const validators = { rss: validateRss, atom: validateAtom, json: validateJsonFeed };
const whole = documentOf(articles, {
  image: { url: 'https://news.example.org/media/olive.png', alt: 'An olive branch' },
  copyright: '© Olive Branch News',
  licence: 'https://creativecommons.org/licenses/by/4.0/',
});

describe.each(SYNDICATION_FORMATS)('%s', (format) => {
  test.each([
    ['a full feed', whole],
    ['a feed of summaries', documentOf(articles, { content: 'summary' })],
    ['an empty feed', documentOf([])],
    ['a feed with a hub', { ...whole, hub: 'https://news.example.org/hub' }],
    ['a feed that begins an archive', documentOf(articles, {}, { archive: { pages: 7 } })],
    ['a page of an archive', documentOf(articles, {}, { archive: { pages: 7, page: 3 } })],
    ['an item that is nothing but a title', documentOf([article(1, { summary: '', contentHtml: '' })])],
    ['a feed with a WebP image', documentOf([], { image: { url: 'https://e.org/a.webp', alt: '' } })],
    ['a feed whose licence is a sentence', documentOf(articles, { licence: 'Ask & use', copyright: 'Ours' })],
  ])('%s is valid without warnings', (_what, document) => {
    const { text } = renderFeed(format, document);
    expect(validators[format](text)).toEqual([]);
    if (format !== 'json') expect(findWarnings(text)).toEqual([]);
  });

  test('links to the hub of the feed', () => {
    const hub = 'https://hub.example.org/?a&b';
    expect(renderFeed(format, whole).text).not.toContain('hub');
    const { text } = renderFeed(format, { ...whole, hub });
    expect(text).toContain(
      {
        rss: '<atom:link rel="hub" href="https://hub',
        atom: '<link rel="hub" href="https://hub',
        json: '[{"type":"WebSub","url":"https:',
      }[format],
    );
  });
});

describe('RSS', () => {
  test('has audio or, without it, the image as its enclosure', () => {
    expect(renderRss(documentOf([imageArticle])).text).toContain('.jpg" length="245118" type="image/jpeg"/>');
    const both = { ...imageArticle, ...(audioArticle.audio ? { audio: audioArticle.audio } : {}) };
    const { text } = renderRss(documentOf([both]));
    expect(text).toContain('.mp3" length="5812004" type="audio/mpeg"/>');
    expect(text).toContain('fileSize="245118" medium="image"');
  });

  test('has no enclosure without length or type', () => {
    const audio = { url: 'https://e.org/a.mp3', type: 'audio/mpeg' };
    const image = { url: 'https://e.org/a', alt: '', bytes: 10 };
    const { text } = renderRss(documentOf([article(1, { audio, image })]));
    expect(text).not.toContain('<enclosure');
    expect(text).toContain('<media:content url="https://e.org/a.mp3" type="audio/mpeg" medium="audio"/>');
    expect(text).toContain('<media:content url="https://e.org/a" fileSize="10" medium="image"/>');
  });

  test.each([
    ['https://e.org/a.jpg', 'image/jpeg'],
    ['https://e.org/a.JPEG?width=600', 'image/jpeg'],
    ['https://e.org/a.png', 'image/png'],
    ['https://e.org/a.webp#top', 'image/webp'],
    ['https://e.org/a.avif', 'image/avif'],
    ['https://e.org/a.gif', 'image/gif'],
    ['https://e.org/a.php', undefined],
    ['https://e.org/a.constructor', undefined],
    ['https://e.org/', undefined],
  ])('gives the image %s elsewhere the type %s', (url, type) => {
    const { items } = parseRssFeed(renderRss(documentOf([article(1, { image: { url, alt: '' } })])).text);
    expect(items?.[0]?.media?.contents?.[0]).toEqual({ url, medium: 'image', ...(type && { type }) });
  });

  test('escapes quotes in a description once', () => {
    const { text } = renderRss(documentOf([article(1, { summary: '"R&D" <3' })]));
    expect(text).toContain('<description>&quot;R&amp;amp;D&quot; &amp;lt;3</description>');
  });

  test('has the date of its newest item, which no change of an older one moves', () => {
    const dateOf = (articles: readonly Article[]) =>
      /<channel>.*?<pubDate>(.*?)</s.exec(renderRss(documentOf(articles)).text)?.[1];
    const edited = article(5, { updatedAt: Date.UTC(2026, 11, 24) });
    expect(dateOf([article(2), article(1), edited])).toBe('Mon, 23 Nov 2026 07:00:00 GMT');
    expect(renderRss(documentOf([])).text).not.toContain('pubDate');
  });

  test('has the content as its description without a summary', () => {
    const { text } = renderRss(documentOf([article(1, { summary: '' })]));
    expect(text).toContain('<description><![CDATA[<p>The text of story 1.</p>]]></description>');
    expect(text).not.toContain('<content:encoded>');
    const [, item] = renderRss(documentOf([article(1, { summary: '', contentHtml: '' })])).text.split('<item>');
    expect(item).toContain('<title>Story 1</title>');
    expect(item).not.toContain('<description>');
  });

  test('declares all namespaces on the root element', () => {
    const { text } = renderRss(documentOf([audioArticle], { podcast }, { archive: { pages: 1, page: 1 } }));
    const [root = ''] = text.match(/<rss [^>]*>/) ?? [];
    const prefixes = (markup: string) =>
      new Set([...markup.matchAll(/[< ]\/?(\w+):\w+[ >/]/g)].map((match) => match[1]));
    expect([...prefixes(text)].filter((prefix) => !root.includes(` xmlns:${prefix}="`))).toEqual([]);
    expect(text.replace(root, '')).not.toContain('xmlns');
  });

  test('has a channel image only in a format that RSS allows', () => {
    const shown = (url: string) => renderRss(documentOf([], { image: { url, alt: '' } })).text.includes('<image>');
    expect(['a.png', 'a.JPG', 'a.jpeg', 'a.gif', 'a'].map((file) => shown(`https://e.org/${file}`))).toEqual(
      Array(5).fill(true),
    );
    expect(['a.webp', 'a.svg', 'a.avif'].map((file) => shown(`https://e.org/${file}`))).toEqual(Array(3).fill(false));
  });

  test('has an element of the right module for each kind of licence', () => {
    const story = (licence: string) => renderRss(documentOf([article(1, { licence })])).text;
    expect(story('CC-BY-4.0')).toContain('<creativeCommons:license>https://creativecommons.org/licenses/by/4.0/<');
    expect(story('https://e.org/terms')).toContain('<dcterms:license>https://e.org/terms<');
    expect(story('Ask & use')).toContain('<dc:rights>Ask &amp; use<');
  });
});

describe.each(['rss', 'atom'] as const)('plain text in %s', (format) => {
  const titleOf = (title: string) =>
    /<title>(Story.*)<\/title>/.exec(renderFeed(format, documentOf([article(1, { title })])).text)?.[1];

  test('that looks like HTML has hexadecimal references', () => {
    expect(titleOf('Story &amp; <b>')).toBe('Story &#x26;amp; &#x3C;b&gt;');
    expect(titleOf('Story &#38; &#38;')).toBe('Story &#x26;#38; &#x26;#38;');
    expect(titleOf('Story </p>')).toBe('Story &#x3C;/p&gt;');
  });

  test('that does not look like HTML has named references', () => {
    expect(titleOf('Story & "R&D" <3 a<1')).toBe('Story &amp; &quot;R&amp;D&quot; &lt;3 a&lt;1');
  });

  test('never causes a warning', () => {
    const titles = ['a &amp; b', 'AT&T', 'a<b', '&copy 2026', '&x1', '<!-- -->', 'a &lt;b', '<br>', '&#38;'];
    const stories = titles.map((text, index) =>
      article(index, {
        title: text,
        summary: text,
        byline: [{ name: text }],
        categories: [{ slug: 'a', label: text }],
      }),
    );
    expect(
      findWarnings(renderFeed(format, documentOf(stories, { title: '<b> &amp;', copyright: '&copy;' })).text),
    ).toEqual([]);
  });
});

describe('Atom', () => {
  test('has the newsroom as author of the feed', () => {
    const { text } = renderAtom(documentOf([article(1, { byline: [] })]));
    expect(text.match(/<author>.*<\/author>/g)).toEqual([
      '<author><name>Olive Branch News</name><uri>https://news.example.org/</uri></author>',
    ]);
  });

  test('has no summary for an item that has a content but no summary', () => {
    expect(renderAtom(documentOf([article(1, { summary: '' })])).text).not.toContain('<summary>');
  });

  test('has xml:lang for an item in another language', () => {
    expect(renderAtom(documentOf([article(1), spanishArticle])).text.match(/<(?:feed|entry)[^>]*>/g)).toEqual([
      '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en">',
      '<entry>',
      '<entry xml:lang="es-MX">',
    ]);
  });
});

describe('JSON Feed', () => {
  const read = (...parameters: Parameters<typeof documentOf>) =>
    JSON.parse(renderJsonFeed(documentOf(...parameters)).text);

  test('has the summary as text in a feed of summaries, or the title without one', () => {
    const feed = read([article(1), article(2, { summary: '' })], { content: 'summary' });
    expect(feed.items).toMatchObject([
      { content_text: 'What story 1 is about.', summary: 'What story 1 is about.' },
      { content_text: 'Story 2' },
    ]);
  });

  test('attaches image and audio with type, size and duration', () => {
    expect(read([imageArticle, audioArticle]).items.map((item: { attachments: unknown }) => item.attachments)).toEqual([
      [
        {
          url: 'https://news.example.org/media/0a1b2c3d4e5f60718293a4b5c6d7e8f9.jpg',
          mime_type: 'image/jpeg',
          title: 'Two bakers at an oven',
          size_in_bytes: 245_118,
        },
      ],
      [
        {
          url: 'https://news.example.org/media/11112222333344445555666677778888.mp3',
          mime_type: 'audio/mpeg',
          size_in_bytes: 5_812_004,
          duration_in_seconds: 363,
        },
      ],
    ]);
  });

  test('has the credit of an image', () => {
    expect(read([imageArticle]).items[0]).toMatchObject({
      _tidings: {
        image: { credit: 'Dana Whitfield/Olive Branch', caption: 'The first loaves, at four in the morning.' },
        licence: 'https://creativecommons.org/licenses/by/4.0/',
      },
    });
  });

  test('has no empty lists and texts', () => {
    const image = { url: 'https://e.org/a.png', alt: '' };
    const [item] = read([article(1, { byline: [], categories: [], image })]).items;
    expect(item).not.toHaveProperty('authors');
    expect(item).not.toHaveProperty('tags');
    expect(item.attachments).toEqual([{ url: 'https://e.org/a.png', mime_type: 'image/png' }]);
  });

  test('has a tag once if it is a category too', () => {
    const world = { slug: 'world', label: 'World' };
    expect(read([article(1, { categories: [world], tags: [world] })]).items[0].tags).toEqual(['World']);
  });
});

test('JSON Feed has roles and kinds of authors, and tells categories from tags', () => {
  const byline = [
    { name: 'Anna Lee', role: 'Harbour Wire', url: 'https://e.org/lee' },
    { name: 'The Post', kind: 'organization' as const },
    { name: 'Ben Ross' },
  ];
  const both = article(1, {
    byline,
    categories: [toTerm('World'), toTerm('Middle East')],
    tags: [toTerm('World'), toTerm('Flood')],
  });
  const [item] = JSON.parse(renderJsonFeed(documentOf([both])).text).items;
  expect(item.authors).toEqual([
    { name: 'Anna Lee', url: 'https://e.org/lee', _tidings: { role: 'Harbour Wire' } },
    { name: 'The Post', _tidings: { kind: 'organization' } },
    { name: 'Ben Ross' },
  ]);
  expect(item.tags).toEqual(['World', 'Middle East', 'Flood']);
  expect(item._tidings).toEqual({
    categories: [
      { slug: 'world', label: 'World' },
      { slug: 'middle-east', label: 'Middle East' },
    ],
    tags: [
      { slug: 'world', label: 'World' },
      { slug: 'flood', label: 'Flood' },
    ],
  });
});
