import { describe, expect, test } from '@jest/globals';
import { Feed, type Item } from 'feed';
import { toTerm } from '../../src/model/term.ts';
import { renderAtom } from '../../src/render/atom.ts';
import { renderJsonFeed } from '../../src/render/json-feed.ts';
import { renderRss } from '../../src/render/rss.ts';
import { findWarnings } from '../conformance/validator-warnings.ts';
import { childrenOf, parseXml, type XmlElement } from '../conformance/xml-tree.ts';
import { article, audioArticle, documentOf, imageArticle } from './newsroom.ts';

/*
 * Why we have our own renderers (docs/decisions/0006-rss.md). Each test shows a defect of the package `feed`, so that we notice an upgrade that
 * fixes it, and that our documents do not have it.
 */

/** A feed of the package with one item. */
function packageFeed(item: Partial<Item> = {}, options: Partial<ConstructorParameters<typeof Feed>[0]> = {}): Feed {
  const feed = new Feed({ title: 'Feed', link: 'https://news.example.org/', updated: new Date(0), ...options });
  feed.addItem({ title: 'Item', link: 'https://news.example.org/1', date: new Date(0), ...item });
  return feed;
}

function itemOf(rss: string): XmlElement {
  const channel = parseXml(rss).children[0];
  const item = channel && childrenOf(channel, '', 'item')[0];
  if (item === undefined) throw new Error('no item');
  return item;
}

const textsOf = (element: XmlElement, local: string) =>
  element.children.filter((child) => child.local === local).map((child) => child.text);

describe('ill-formed XML', () => {
  test('two `]]>` in one text', () => {
    const awkward = 'one ]]> two ]]> three';
    expect(() => parseXml(packageFeed({ title: awkward }).rss2())).toThrow();
    const item = itemOf(
      renderRss(documentOf([article(1, { title: awkward, summary: awkward, contentHtml: awkward })])).text,
    );
    expect(textsOf(item, 'title')).toEqual([awkward]);
    expect(textsOf(item, 'description')).toEqual(['one ]]&gt; two ]]&gt; three']);
    expect(textsOf(item, 'encoded')).toEqual([awkward]);
  });

  test.each(['\u0000', '\u000b', '\u001f', '\ufffe', '\uffff'])('the character %j', (character) => {
    const awkward = `a${character}b`;
    expect(() => parseXml(packageFeed({ title: awkward, content: awkward }).rss2())).toThrow();
    const story = article(1, { title: awkward, summary: awkward, contentHtml: awkward, byline: [{ name: awkward }] });
    const item = itemOf(renderRss(documentOf([story])).text);
    expect(['title', 'description', 'encoded', 'creator'].map((name) => textsOf(item, name)[0])).toEqual(
      Array(4).fill('ab'),
    );
  });

  test('`<` in the category of an Atom entry', () => {
    expect(() => parseXml(packageFeed({ category: [{ term: 'a<b' }] }).atom1())).toThrow();
    const { text } = renderAtom(documentOf([article(1, { categories: [{ slug: 'a<b', label: 'A<"B"' }] })]));
    expect(
      parseXml(text)
        .children.at(-1)
        ?.children.find(({ local }) => local === 'category')?.attributes,
    ).toEqual(
      new Map([
        ['term', 'a<b'],
        ['scheme', 'https://news.example.org/feeds/category/'],
        ['label', 'A<"B"'],
      ]),
    );
  });

  test('`&` in the domain of a category; ours have none', () => {
    expect(() => parseXml(packageFeed({ category: [{ name: 'A', domain: 'https://e.org/?a&b' }] }).rss2())).toThrow();
    const item = itemOf(renderRss(documentOf([article(1, { categories: [toTerm('A & B')] })])).text);
    expect(childrenOf(item, '', 'category').map(({ text, attributes }) => [text, attributes.size])).toEqual([
      ['A & B', 0],
    ]);
  });

  test('`&` in the title of an enclosure; ours have none', () => {
    const enclosure = { url: 'https://e.org/a.jpg', type: 'image/jpeg', length: 1, title: 'A & B' };
    expect(() => parseXml(packageFeed({ enclosure }).rss2())).toThrow();
    const image = { url: 'https://e.org/a.jpg?a&b', alt: 'A & B', type: 'image/jpeg', bytes: 1 };
    const item = itemOf(renderRss(documentOf([article(1, { image })])).text);
    expect(childrenOf(item, '', 'enclosure')[0]?.attributes).toEqual(
      new Map([
        ['length', '1'],
        ['type', 'image/jpeg'],
        ['url', 'https://e.org/a.jpg?a&b'],
      ]),
    );
  });

  test('an extension with an undeclared prefix', () => {
    const extensions = [{ name: 'media:content', objects: { _attributes: { url: 'https://e.org/a.jpg' } } }];
    expect(() => parseXml(packageFeed({ extensions }).rss2())).toThrow();
    const item = itemOf(renderRss(documentOf([imageArticle])).text);
    expect(childrenOf(item, 'http://search.yahoo.com/mrss/', 'content')).toHaveLength(1);
  });

  test('`&` and `<` in the attribute of an extension', () => {
    const namespace = { 'xmlns:x': 'urn:x' };
    const extensions = [{ name: 'x:y', objects: { _attributes: { ...namespace, url: 'https://e.org/?a&b<c' } } }];
    expect(() => parseXml(packageFeed({ extensions }).rss2())).toThrow();
    const image = { url: 'https://e.org/?a&b', alt: '' };
    const item = itemOf(renderRss(documentOf([article(1, { image })])).text);
    expect(item.children.at(-1)?.attributes.get('url')).toBe('https://e.org/?a&b');
  });
});

describe('validator warnings', () => {
  test('a title that looks like HTML: the package writes it as CDATA', () => {
    const title = 'How to write &amp; in a title';
    expect(findWarnings(packageFeed({ title }).rss2())).toContainEqual(
      expect.stringContaining('seems to contain HTML'),
    );
    expect(findWarnings(renderRss(documentOf([article(1, { title })])).text)).toEqual([]);
  });

  test('a channel image in a format that RSS does not allow', () => {
    const image = { url: 'https://news.example.org/a.webp', alt: '' };
    expect(findWarnings(packageFeed({}, { image: image.url }).rss2())).toContain('channel/image is a webp');
    expect(findWarnings(renderRss(documentOf([], { image })).text)).toEqual([]);
  });
});

describe('an item that breaks the whole feed', () => {
  test('a relative link', () => {
    expect(() => packageFeed({ link: '/articles/1' }).rss2()).toThrow();
    const item = itemOf(renderRss(documentOf([article(1, { canonicalUrl: '/articles/1' })])).text);
    expect(textsOf(item, 'link')).toEqual([`https://news.example.org/articles/${article(1).id}`]);
  });

  test('an Atom id that is not a URL', () => {
    expect(() => packageFeed({ id: 'not a url' }).atom1()).toThrow();
    expect(renderAtom(documentOf([article(1)])).text).toContain(`<id>urn:uuid:${article(1).id}</id>`);
  });

  test('an invalid date: thrown in Atom, printed in RSS', () => {
    expect(() => packageFeed({ date: new Date(Number.NaN) }).atom1()).toThrow();
    expect(packageFeed({ date: new Date(Number.NaN) }).rss2()).toContain('<pubDate>Invalid Date</pubDate>');
    const document = documentOf([article(1, { publishedAt: Number.NaN }), article(2)]);
    expect(renderRss(document).text).not.toContain('Invalid Date');
    expect(renderRss(document).skipped).toEqual([
      { id: article(1).id, reason: 'publishedAt is no date between the years 0 and 9999: NaN' },
    ]);
  });
});

describe('wrong content', () => {
  test('the current time as the date of a feed without one', () => {
    const { updated: _, ...options } = packageFeed().options;
    const year = new Date().getUTCFullYear();
    expect(new Feed(options).rss2()).toMatch(new RegExp(`<lastBuildDate>.* ${year} .*</lastBuildDate>`));
    expect(renderRss(documentOf([])).text).not.toContain('lastBuildDate');
    expect(renderAtom(documentOf([])).text).toContain('<updated>2005-12-01T00:00:00Z</updated>');
  });

  test('`undefined` as the link of a feed without one', () => {
    const { link: _, ...options } = packageFeed().options;
    expect(new Feed(options).rss2()).toContain('<link>undefined</link>');
    expect(renderRss(documentOf([])).text).toContain('<link>https://news.example.org/feeds/top</link>');
  });

  test('text with `&amp;` loses it', () => {
    expect(parseXml(packageFeed({}, { title: '&amp;' }).rss2()).children[0]?.children[0]?.text).toBe('&');
    const { text } = renderRss(documentOf([], { title: '&amp;' }));
    expect(parseXml(text).children[0]?.children[0]?.text).toBe('&amp;');
  });

  test('a document that differs when rendered again', () => {
    const feed = packageFeed(
      { audio: { url: 'https://e.org/a.mp3', type: 'audio/mpeg', length: 1, duration: 60 } },
      { podcast: true },
    );
    expect(feed.rss2()).not.toBe(feed.rss2());
    const document = documentOf([audioArticle, imageArticle]);
    expect(renderRss(document).text).toBe(renderRss(document).text);
  });
});

describe('what RSS readers need', () => {
  test('authors: the package writes names where e-mail addresses belong, and never dc:creator', () => {
    const rss = packageFeed({ author: [{ name: 'One' }, { name: 'Two' }] }).rss2();
    expect(textsOf(itemOf(rss), 'author')).toEqual(['One', 'Two']);
    const item = itemOf(renderRss(documentOf([imageArticle])).text);
    expect(textsOf(item, 'author')).toEqual([]);
    expect(textsOf(item, 'creator')).toEqual(["Miriam Calloway and Tomás O'Rourke"]);
  });

  test('enclosures: the package keeps the last one, and gives an image the length 0 and an invented type', () => {
    const rss = packageFeed({ image: 'https://e.org/a.jpg' }).rss2();
    expect(childrenOf(itemOf(rss), '', 'enclosure')[0]?.attributes.get('type')).toBe('image/jpg');
    expect(childrenOf(itemOf(rss), '', 'enclosure')[0]?.attributes.get('length')).toBe('0');
    const both = article(1, { image: imageArticle.image, audio: audioArticle.audio } as object);
    const item = itemOf(renderRss(documentOf([both])).text);
    expect(childrenOf(item, '', 'enclosure').map(({ attributes }) => attributes.get('type'))).toEqual(['audio/mpeg']);
    expect(textsOf(item, 'content')).toHaveLength(2);
  });
});

describe('Atom and JSON Feed', () => {
  test('Atom: titles labelled HTML, types guessed, no xml:lang, extensions ignored', () => {
    const extensions = [{ name: 'media:content', objects: {} }];
    const atom = packageFeed({ audio: 'https://e.org/a.mp3', extensions }, { language: 'en' }).atom1();
    expect(atom).toContain('<title type="html">');
    expect(atom).toContain('audio/mp3');
    expect(atom).not.toContain('xml:lang');
    expect(atom).not.toContain('media:content');
    const { text } = renderAtom(documentOf([imageArticle, audioArticle]));
    expect(text).not.toContain('<title type="html">');
    expect(text).toContain('type="audio/mpeg" length="5812004"');
    expect(text).toContain('xml:lang="en"');
    expect(text).toContain('<media:credit>Dana Whitfield/Olive Branch</media:credit>');
  });

  test('JSON Feed: version 1, one author, no attachments, no language', () => {
    const json = JSON.parse(packageFeed({ author: [{ name: 'One' }, { name: 'Two' }] }, { language: 'en' }).json1());
    expect(json).toMatchObject({ version: 'https://jsonfeed.org/version/1', items: [{ author: { name: 'One' } }] });
    expect(json).not.toHaveProperty('language');
    expect(JSON.parse(renderJsonFeed(documentOf([imageArticle])).text)).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      language: 'en',
      items: [
        {
          authors: [{ name: 'Miriam Calloway' }, { name: "Tomás O'Rourke" }],
          attachments: [{ mime_type: 'image/jpeg' }],
        },
      ],
    });
  });
});
