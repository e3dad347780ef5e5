import { describe, expect, test } from '@jest/globals';
import { composeArticleHtml } from '../../src/render/article-html.ts';
import { article, hebrewArticle, imageArticle, site } from './newsroom.ts';

const image = { url: 'tidings-media:abc.jpg', alt: 'A "lamp" & oil', width: 800, height: 600 };
const compose = (parts: Parameters<typeof article>[1]) =>
  composeArticleHtml(site, article(1, { contentHtml: '<p>Text.</p>', ...parts }));

describe('the lead image', () => {
  test('comes before the body, with its caption', () => {
    expect(compose({ image: { ...image, caption: 'Oil & wick', credit: 'D. Whitfield' } })).toBe(
      '<figure><img src="https://news.example.org/media/abc.jpg" alt="A &quot;lamp&quot; &amp; oil" width="800" height="600"/>' +
        '<figcaption>Oil &amp; wick <small>(D. Whitfield)</small></figcaption></figure>\n<p>Text.</p>',
    );
  });

  test('has no figcaption without caption and credit', () => {
    expect(compose({ image })).not.toContain('figcaption');
  });

  test('is not added if the body contains it', () => {
    const body = '<p><img src="tidings-media:abc.jpg" alt=""></p>';
    expect(compose({ image, contentHtml: body })).toBe(
      '<p><img src="https://news.example.org/media/abc.jpg" alt=""></p>',
    );
    const remote = { ...image, url: 'https://e.org/?a&b' };
    expect(compose({ image: remote, contentHtml: '<img src="https://e.org/?a&amp;b">' })).toBe(
      '<img src="https://e.org/?a&amp;b">',
    );
  });

  test('is left out if its address is invalid', () => {
    expect(compose({ image: { ...image, url: 'javascript:alert(1)' } })).toBe('<p>Text.</p>');
  });
});

describe('the byline', () => {
  test.each([
    ['a role', [{ name: 'Anna Lee', role: 'Harbour Wire' }], 'Anna Lee (Harbour Wire)'],
    [
      'roles and names without',
      [
        { name: 'Anna Lee', role: 'Harbour <Wire>' },
        { name: 'Ben Ross' },
        { name: 'The Post', kind: 'organization' as const },
      ],
      'Anna Lee (Harbour &lt;Wire&gt;), Ben Ross, and The Post',
    ],
    [
      'an invisible name',
      [
        { name: ' ', role: 'x' },
        { name: 'Ben Ross', role: 'editor' },
      ],
      'Ben Ross (editor)',
    ],
  ])('with %s follows the body', (_name, byline, expected) => {
    expect(compose({ byline })).toBe(`<p>Text.</p>\n<p><small>${expected}</small></p>`);
  });

  test('is written in the language of the article', () => {
    const byline = [{ name: 'José Núñez', role: 'redactor' }, { name: 'Isabel Ibáñez' }];
    expect(compose({ byline, language: 'es-MX' })).toContain('José Núñez (redactor) e Isabel Ibáñez');
  });

  test('is left out without roles, and without a body', () => {
    expect(compose({ byline: [{ name: 'Anna Lee', role: ' ' }, { name: 'Ben Ross' }] })).toBe('<p>Text.</p>');
    expect(compose({ byline: [{ name: 'Anna Lee', role: 'editor' }], contentHtml: ' ' })).toBe('');
  });
});

describe('the dateline', () => {
  test.each([
    ['runs into the first paragraph', '<p dir="auto">Text.</p>', '<p dir="auto"><b>TYRE (OBN)</b> – Text.</p>'],
    [
      'runs into the first paragraph below a picture',
      '<figure><img src="https://e.org/a.jpg"></figure>\n<p>Text.</p>',
      '<figure><img src="https://e.org/a.jpg"></figure>\n<p><b>TYRE (OBN)</b> – Text.</p>',
    ],
    [
      'runs into the first paragraph below a subheading',
      '<h2>Deck</h2>\n<p>Text.</p>',
      '<h2>Deck</h2>\n<p><b>TYRE (OBN)</b> – Text.</p>',
    ],
    [
      'runs into the first paragraph below a quotation',
      '<blockquote><p>Sing.</p></blockquote>\n<p>Text.</p>',
      '<blockquote><p>Sing.</p></blockquote>\n<p><b>TYRE (OBN)</b> – Text.</p>',
    ],
    [
      'runs into the first paragraph below an image in a paragraph',
      '<p><img src="https://e.org/a.jpg" alt="A quay"></p>\n<p>Text.</p>',
      '<p><img src="https://e.org/a.jpg" alt="A quay"></p>\n<p><b>TYRE (OBN)</b> – Text.</p>',
    ],
    ['stands alone above a body that begins otherwise', '<h2>Text</h2>', '<p><b>TYRE (OBN)</b></p>\n<h2>Text</h2>'],
    ['stands alone above a preformatted text', '<pre>Text</pre>', '<p><b>TYRE (OBN)</b></p>\n<pre>Text</pre>'],
    ['is not said twice', '<p><strong>TYRE (OBN)</strong> – Text.</p>', '<p><strong>TYRE (OBN)</strong> – Text.</p>'],
    ['is nothing without a body', '', ''],
  ])('%s', (_what, contentHtml, expected) => {
    expect(compose({ dateline: 'TYRE (OBN)', contentHtml })).toBe(expected);
  });

  test('is escaped', () => {
    expect(compose({ dateline: '<TYRE> & SIDON' })).toBe('<p><b>&lt;TYRE&gt; &amp; SIDON</b> – Text.</p>');
  });
});

describe('a correction', () => {
  const at = Date.UTC(2026, 10, 23, 23, 59);
  test.each([
    ['en-US', '<p><strong>Correction (23 November 2026):</strong> It is 5 &lt; 6.</p>'],
    ['es-MX', '<p><strong>Corrección (23 de noviembre de 2026):</strong> It is 5 &lt; 6.</p>'],
    ['fr', '<p><strong>Correction (23 novembre 2026):</strong> It is 5 &lt; 6.</p>'],
    ['tlh', '<p><strong>Correction (23 November 2026):</strong> It is 5 &lt; 6.</p>'],
    ['', '<p><strong>Correction (23 November 2026):</strong> It is 5 &lt; 6.</p>'],
  ])('in %j comes after the body, with its date in UTC', (language, note) => {
    expect(compose({ language, correction: { text: 'It is 5 < 6.', at } })).toBe(`<p>Text.</p>\n${note}`);
  });

  test.each([
    ['he', 'תיקון (23 בנובמבר 2026):'],
    ['ar', 'تصحيح (23 نوفمبر 2026):'],
  ])('in %s has a label in that language', (language, label) => {
    expect(compose({ language, correction: { text: '…', at } })).toContain(`<strong>${label}</strong>`);
  });
});

describe('text direction', () => {
  test.each(['he', 'ar-EG', 'fa', 'ur-Arab-PK', 'pa-Arab', 'pa-PK', 'ks'])('is set for %s', (language) => {
    expect(compose({ language })).toBe(`<div lang="${language}" dir="rtl">\n<p>Text.</p>\n</div>`);
  });

  test.each(['en', 'es', 'ru', 'ks-Deva', 'ar-Latn', 'no language'])('is not set for %s', (language) => {
    expect(compose({ language })).toBe('<p>Text.</p>');
  });
});

test('each part can be left out', () => {
  const options = { image: false, dateline: false, byline: false, correction: false };
  expect(composeArticleHtml(site, imageArticle, options)).toBe(imageArticle.contentHtml);
  expect(composeArticleHtml(site, hebrewArticle, options)).toBe(
    `<div lang="he" dir="rtl">\n${hebrewArticle.contentHtml}\n</div>`,
  );
});
