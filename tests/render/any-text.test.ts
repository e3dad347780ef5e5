import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Article } from '../../src/model/article.ts';
import { SYNDICATION_FORMATS, type SyndicationFormat } from '../../src/model/feed-formats.ts';
import { toXmlText } from '../../src/model/xml-text.ts';
import { buildHeadlines } from '../../src/render/headlines.ts';
import { renderOpml } from '../../src/render/opml.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { renderWidgetScript } from '../../src/render/widget-script.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { childrenOf, parseXml, type XmlElement } from '../conformance/xml-tree.ts';
import { article, definition, documentOf, idOf, podcast, site } from './newsroom.ts';

const validators: Readonly<Record<SyndicationFormat, (text: string) => readonly string[]>> = {
  rss: validateRss,
  atom: validateAtom,
  json: validateJsonFeed,
};

/** Text with markup, characters that XML or scripts do not allow, and lone surrogates. */
const nasty = fc.constantFrom(
  ...[']]>', '<![CDATA[', '&amp;', '&', '<', '>', '"', "'", '</script>', '<!--', '-->', '\u0000', '\u000b', '\u001b'],
  ...[
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udfff',
    '\u2028',
    '\u2029',
    '\r\n',
    '\r',
    '\t',
    '\u0085',
    '\u00a0',
    '\u202e',
    '🕊️',
  ],
);
const anyText = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), { maxLength: 6 })
  .map((parts) => parts.join(''));
/** With a letter, so that the item has a text. */
const someText = anyText.map((text) => `a${text}z`);

/** Any text in all fields of archives, tombstones and podcasts. */
const anyShow = fc
  .record({ author: someText, owner: someText, category: someText, reason: anyText })
  .map(({ author, owner, category, reason }) => ({
    podcast: {
      ...podcast,
      author,
      owner: { name: owner, email: podcast.owner.email },
      categories: [{ name: 'News', subcategory: category }],
    },
    window: { archive: { pages: 2, page: 1 }, tombstones: [{ id: idOf(9), at: 0, reason }] },
  }));

const anyArticle: fc.Arbitrary<Article> = fc
  .record({
    title: anyText,
    summary: someText,
    contentHtml: anyText,
    dateline: anyText,
    name: anyText,
    label: anyText,
    slug: anyText,
    alt: anyText,
    caption: anyText,
    credit: anyText,
    licence: anyText,
    language: anyText,
    canonicalUrl: anyText,
    correction: anyText,
    type: anyText,
    pictureUrl: fc.oneof(anyText, fc.webUrl({ withQueryParameters: true, withFragments: true })),
  })
  .map(({ title, summary, contentHtml, dateline, licence, language, canonicalUrl, ...rest }) =>
    article(1, {
      ...{ title, summary, contentHtml, dateline, licence, language, canonicalUrl },
      byline: [{ name: rest.name, url: rest.pictureUrl }],
      categories: [{ label: rest.label, slug: rest.slug }],
      image: {
        url: rest.pictureUrl,
        alt: rest.alt,
        caption: rest.caption,
        credit: rest.credit,
        type: rest.type,
        bytes: 7,
      },
      correction: { text: rest.correction, at: 0 },
    }),
  );

describe.each(SYNDICATION_FORMATS)('any text in any field, as %s', (format) => {
  test('gives a valid document with the item, always the same bytes', () => {
    fc.assert(
      fc.property(anyArticle, someText, someText, anyText, (story, title, description, copyright) => {
        const parts = { title, description, copyright, image: { url: 'https://news.example.org/a.png', alt: title } };
        const { text, skipped } = renderFeed(format, documentOf([story, article(2)], parts));
        expect(skipped).toEqual([]);
        expect(validators[format](text)).toEqual([]);
        expect(text.isWellFormed()).toBe(true);
        expect(renderFeed(format, documentOf([story, article(2)], parts)).text).toBe(text);
      }),
    );
  });
});

describe.each(SYNDICATION_FORMATS)('any text in a podcast and in its archive, as %s', (format) => {
  const audio = { url: 'https://e.org/a.mp3', type: 'audio/mpeg', bytes: 10 };

  test('gives a valid document, except for the name of a category', () => {
    fc.assert(
      fc.property(anyArticle, anyShow, (story, show) => {
        const document = documentOf([{ ...story, audio }], { podcast: show.podcast }, show.window);
        const { text, skipped } = renderFeed(format, document);
        expect(skipped).toEqual([]);
        expect(validators[format](text).filter((problem) => !problem.includes('nothing under News'))).toEqual([]);
      }),
    );
  });
});

/** What is kept of a text: XML characters, with LF for line ends, or a space in a text of one line. */
const asText = (text: string) => toXmlText(text).replace(/\r\n?/g, '\n').trim();
const asLine = (text: string) => asText(text).replace(/[\t\n]+/g, ' ');

function texts(element: XmlElement | undefined, ...locals: readonly string[]): readonly (string | undefined)[] {
  return locals.map((local) => element?.children.find((child) => child.local === local)?.text);
}

test('text is the same after rendering and parsing in every format', () => {
  fc.assert(
    fc.property(someText, someText, someText, someText, (title, summary, contentHtml, name) => {
      const document = documentOf([article(1, { title, summary, contentHtml, byline: [{ name }] })]);
      const body = toXmlText(contentHtml).replace(/\r\n?/g, '\n');

      const rss = parseXml(renderFeed('rss', document).text).children[0];
      const item = rss && childrenOf(rss, '', 'item')[0];
      expect(texts(item, 'title', 'encoded', 'creator')).toEqual([asLine(title), body, asLine(name)]);

      const entry = parseXml(renderFeed('atom', document).text).children.at(-1);
      const author = entry?.children.find((child) => child.local === 'author');
      expect(texts(entry, 'title', 'summary', 'content')).toEqual([asLine(title), asText(summary), body]);
      expect(texts(author, 'name')).toEqual([asLine(name)]);

      expect(JSON.parse(renderFeed('json', document).text).items[0]).toMatchObject({
        title: asLine(title),
        summary: asText(summary),
        content_html: body,
        authors: [{ name: asLine(name) }],
      });
    }),
  );
});

test('any text in OPML is well-formed and the same after parsing', () => {
  fc.assert(
    fc.property(someText, anyText, (title, description) => {
      const outline = parseXml(renderOpml(site, [definition({ title, description })])).children[1]?.children[0];
      expect(outline?.attributes.get('text')).toBe(asLine(title));
      expect(outline?.attributes.get('description') ?? '').toBe(asLine(description));
    }),
  );
});

test('any headlines are bound to `tidings` as they are, and cannot leave a script element', () => {
  fc.assert(
    fc.property(anyArticle, (story) => {
      const headlines = buildHeadlines(documentOf([story]), 5);
      const script = renderWidgetScript(
        'return tidings // code',
        'https://news.example.org/v1/tidings-archive.abc.js',
        headlines,
      );
      expect(script).not.toMatch(/<|\u2028|\u2029/);
      expect(new Function(`return ${script}`)()).toEqual(headlines);
    }),
  );
});
