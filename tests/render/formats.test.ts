import { describe, expect, test } from '@jest/globals';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { renderAtom } from '../../src/render/atom.ts';
import { renderJsonFeed } from '../../src/render/json-feed.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { renderRss } from '../../src/render/rss.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { findWarnings } from '../conformance/validator-warnings.ts';
import { article, articles, documentOf, pictureStory, podcast, soundStory, spanishStory } from './newsroom.ts';

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
    ['a feed whose picture is a WebP', documentOf([], { image: { url: 'https://e.org/a.webp', alt: '' } })],
    ['a feed whose licence is a sentence', documentOf(articles, { licence: 'Ask & use', copyright: 'Ours' })],
  ])('%s is valid, and no validator warns of it', (_what, document) => {
    const { text } = renderFeed(format, document);
    expect(validators[format](text)).toEqual([]);
    if (format !== 'json') expect(findWarnings(text)).toEqual([]);
  });

  test('names the hub of a feed that has one', () => {
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
  test('gives the picture as an enclosure where there is no sound, and the sound where there is', () => {
    expect(renderRss(documentOf([pictureStory])).text).toContain('.jpg" length="245118" type="image/jpeg"/>');
    const both = { ...pictureStory, ...(soundStory.audio ? { audio: soundStory.audio } : {}) };
    const { text } = renderRss(documentOf([both]));
    expect(text).toContain('.mp3" length="5812004" type="audio/mpeg"/>');
    expect(text).toContain('fileSize="245118" medium="image"');
  });

  test('gives no enclosure where length or type is not known', () => {
    const audio = { url: 'https://e.org/a.mp3', type: 'audio/mpeg' };
    const image = { url: 'https://e.org/a.jpg', alt: '', bytes: 10 };
    const { text } = renderRss(documentOf([article(1, { audio, image })]));
    expect(text).not.toContain('<enclosure');
    expect(text).toContain('<media:content url="https://e.org/a.mp3" type="audio/mpeg" medium="audio"/>');
    expect(text).toContain('<media:content url="https://e.org/a.jpg" fileSize="10" medium="image"/>');
  });

  test('puts the content into the description where there is no summary', () => {
    const { text } = renderRss(documentOf([article(1, { summary: '' })]));
    expect(text).toContain('<description><![CDATA[<p>The text of story 1.</p>]]></description>');
    expect(text).not.toContain('<content:encoded>');
  });

  test('declares every namespace on the document element', () => {
    const { text } = renderRss(documentOf([soundStory], { podcast }, { archive: { pages: 1, page: 1 } }));
    const [root = ''] = text.match(/<rss [^>]*>/) ?? [];
    const prefixes = (markup: string) =>
      new Set([...markup.matchAll(/[< ]\/?(\w+):\w+[ >/]/g)].map((match) => match[1]));
    expect([...prefixes(text)].filter((prefix) => !root.includes(` xmlns:${prefix}="`))).toEqual([]);
    expect(text.replace(root, '')).not.toContain('xmlns');
  });

  test('shows as the channel’s picture only what RSS allows', () => {
    const shown = (url: string) => renderRss(documentOf([], { image: { url, alt: '' } })).text.includes('<image>');
    expect(['a.png', 'a.JPG', 'a.gif', 'a'].map((file) => shown(`https://e.org/${file}`))).toEqual(Array(4).fill(true));
    expect(['a.webp', 'a.svg', 'a.avif'].map((file) => shown(`https://e.org/${file}`))).toEqual(Array(3).fill(false));
  });

  test('names a licence by the module that fits it', () => {
    const story = (licence: string) => renderRss(documentOf([article(1, { licence })])).text;
    expect(story('CC-BY-4.0')).toContain('<creativeCommons:license>https://creativecommons.org/licenses/by/4.0/<');
    expect(story('https://e.org/terms')).toContain('<dcterms:license>https://e.org/terms<');
    expect(story('Ask & use')).toContain('<dc:rights>Ask &amp; use<');
  });
});

describe.each(['rss', 'atom'] as const)('plain text in %s', (format) => {
  const titleOf = (title: string) =>
    /<title>(Story.*)<\/title>/.exec(renderFeed(format, documentOf([article(1, { title })])).text)?.[1];

  test('that looks like HTML says that it is none, by hexadecimal references', () => {
    expect(titleOf('Story &amp; <b>')).toBe('Story &#x26;amp; &#x3C;b&gt;');
    expect(titleOf('Story &#38; &#38;')).toBe('Story &#x26;#38; &#x26;#38;');
    expect(titleOf('Story </p>')).toBe('Story &#x3C;/p&gt;');
  });

  test('that does not is written for readers that know the five names alone', () => {
    expect(titleOf('Story & "R&D" <3 a<1')).toBe('Story &amp; &quot;R&amp;D&quot; &lt;3 a&lt;1');
  });

  test('draws no warning, whatever looks like HTML in it', () => {
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
  test('has the newsroom as author for items that name none', () => {
    const { text } = renderAtom(documentOf([article(1, { byline: [] })]));
    expect(text.match(/<author>.*<\/author>/g)).toEqual([
      '<author><name>Olive Branch News</name><uri>https://news.example.org/</uri></author>',
    ]);
  });

  test('says the language of an item where it differs', () => {
    expect(renderAtom(documentOf([article(1), spanishStory])).text.match(/<(?:feed|entry)[^>]*>/g)).toEqual([
      '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en">',
      '<entry>',
      '<entry xml:lang="es-MX">',
    ]);
  });
});

describe('JSON Feed', () => {
  const read = (...parameters: Parameters<typeof documentOf>) =>
    JSON.parse(renderJsonFeed(documentOf(...parameters)).text);

  test('gives the summary as text where the feed has no more, and the title where there is not even that', () => {
    const feed = read([article(1), article(2, { summary: '' })], { content: 'summary' });
    expect(feed.items).toMatchObject([
      { content_text: 'What story 1 is about.', summary: 'What story 1 is about.' },
      { content_text: 'Story 2' },
    ]);
  });

  test('attaches picture and sound with type, size and duration', () => {
    expect(read([pictureStory, soundStory]).items.map((item: { attachments: unknown }) => item.attachments)).toEqual([
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

  test('keeps the credit of a picture with it', () => {
    expect(read([pictureStory]).items[0]).toMatchObject({
      _tidings: {
        image: { credit: 'Dana Whitfield/Olive Branch', caption: 'The first loaves, at four in the morning.' },
        licence: 'https://creativecommons.org/licenses/by/4.0/',
      },
    });
  });

  test('says a tag once that is a category too', () => {
    const world = { slug: 'world', label: 'World' };
    expect(read([article(1, { categories: [world], tags: [world] })]).items[0].tags).toEqual(['World']);
  });
});
