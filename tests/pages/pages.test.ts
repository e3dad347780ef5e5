import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Article } from '../../src/model/article.ts';
import type { FeedDefinition } from '../../src/model/feed-definition.ts';
import { toTerm } from '../../src/model/term.ts';
import { openPages } from '../../src/pages/open-pages.ts';
import { BACKGROUNDS, choosePageColours, findBetterColour } from '../../src/pages/page-colours.ts';
import { composeArticleHtml } from '../../src/render/article-html.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { reservedStyle } from '../../widget/contract/reserved-height.ts';
import { makeLogo } from '../media/images.ts';
import { buildNewsroom } from './newsroom.ts';
import { renderEach } from './serve-pages.ts';

const pages = openPages();
const LOGO = await makeLogo(
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>',
);
const newsroom = buildNewsroom('https://news.example.org');
const { site, feeds, articles } = newsroom;
const documents = renderEach(pages, newsroom);

function show(article: Article, options?: Parameters<typeof composeArticleHtml>[2]): string {
  return pages.article({ site, article, html: composeArticleHtml(site, article, options) });
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('every page', () => {
  test('renders the same data to the same bytes', () => {
    expect(renderEach(openPages(), newsroom)).toEqual(documents);
  });

  test.each(Object.entries(documents))('%s has no inline style, inline script or event handler', (_, html) => {
    expect(html).not.toMatch(/<style|<[^>]*\s(?:style|on\w+)=/i);
    const scripts = [...html.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(scripts.every((attributes) => /\ssrc=|type="application\/ld\+json"/.test(attributes ?? ''))).toBe(true);
  });

  test.each(Object.entries(documents))('%s links only to http(s) addresses, and to the contact address', (_, html) => {
    const targets = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, url]) => url);
    expect(targets.filter((url) => !/^(?:https?:\/\/|\/|#|mailto:desk@harbour\.example$)/.test(url ?? ''))).toEqual([]);
  });

  test.each(Object.entries(documents))('%s has only characters that are valid in a document', (_, html) => {
    expect(html).not.toContain('\u0000');
    expect(html.isWellFormed()).toBe(true);
  });

  test('offers the documents of its own feed, or of the main feed', () => {
    const own = [...documents['feed-hebrew'].matchAll(/<link rel="alternate" type="([^"]*)"[^>]* href="([^"]*)"/g)];
    expect(own.slice(0, 3).map(([, type, url]) => [type, url])).toEqual([
      ['application/rss+xml', 'https://news.example.org/feeds/hebrew.rss'],
      ['application/atom+xml', 'https://news.example.org/feeds/hebrew.atom'],
      ['application/feed+json', 'https://news.example.org/feeds/hebrew.json'],
    ]);
    for (const name of ['landing', 'feeds', 'article', 'retracted', 'not-found'] as const) {
      expect(documents[name]).toContain('href="https://news.example.org/feeds/top.atom"');
    }
  });

  test('names the contact address in its footer, and in its text where something is wrong', () => {
    const shown = '<a href="mailto:desk@harbour.example">desk@harbour.example</a>';
    for (const [name, html] of Object.entries(documents)) {
      expect(count(html, '<a href="mailto:desk@harbour.example">Contact</a>')).toBe(1);
      expect([name, html.includes(shown)]).toEqual([name, ['retracted', 'not-found', 'problem'].includes(name)]);
    }
    const page = { ...site, contact: 'https://www.example.org/about/contact/' };
    expect(pages.problem({ site: page, status: 503, title: 'Busy' })).toContain(
      '<a href="https://www.example.org/about/contact/">example.org/about/contact</a>',
    );
    const { contact: _, ...without } = site;
    expect(pages.problem({ site: without, status: 503, title: 'Busy' })).not.toMatch(/contact/i);
  });

  test('has links below the path under which the site is served', () => {
    const below = buildNewsroom('https://example.org/news');
    const html = openPages({ logo: LOGO }).landing({
      site: below.site,
      feeds: [feeds.top],
      headlinesFeed: feeds.top,
      latest: [articles.flood],
    });
    const paths = [...html.matchAll(/\s(?:href|src)="(\/[^"]*)"/g)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter((path) => !path?.startsWith('/news/'))).toEqual([]);
  });
});

describe('the appearance of a newsroom', () => {
  const colours = choosePageColours('#1d4e89', undefined);
  const dressed = openPages({ colours, logo: LOGO });

  test('has its colours in style sheet and icon, in light and dark', () => {
    expect(colours).toEqual({ light: '#1d4e89', dark: '#6e8eb3' });
    expect(pages.stylesheet.body).not.toContain(colours.light);
    for (const { body } of [dressed.stylesheet, openPages({ colours }).icons.page]) {
      expect([...String(body).matchAll(/(?:--accent: |\.p\{fill:)(#\w+)/g)].map(([, colour]) => colour)).toEqual([
        colours.light,
        colours.dark,
      ]);
    }
  });

  test('compares colours with the backgrounds of the style sheet that have the least contrast', () => {
    expect([...pages.stylesheet.body.matchAll(/--tint: (#\w+)/g)].map(([, colour]) => colour)).toEqual([
      BACKGROUNDS.light,
      BACKGROUNDS.dark,
    ]);
    const { light, dark } = choosePageColours(undefined, undefined);
    expect([findBetterColour(light, 'light'), findBetterColour(dark, 'dark')]).toEqual([undefined, undefined]);
  });

  test('has its logo instead of the name, and icons made from it', () => {
    const html = dressed.problem({ site, status: 503, title: 'Busy' });
    expect(html).toMatch(
      /<img src="\/assets\/logo\.[0-9a-f]{8}\.png" alt="Harbour &amp; Hill News" width="240" height="120"><\/a>/,
    );
    expect(html).toMatch(/<link rel="icon" type="image\/png" href="\/assets\/touch-icon\.[0-9a-f]{8}\.png">/);
    const remote = openPages({ logo: 'https://example.org/l.svg?a=1&b=2' }).problem({
      site,
      status: 503,
      title: 'Busy',
    });
    expect(remote).toContain('<img src="https://example.org/l.svg?a=1&amp;b=2" alt="Harbour &amp; Hill News"></a>');
    expect(remote).toContain('<link rel="icon" type="image/svg+xml" href="/assets/icon.');
  });

  test('has a favicon that is one PNG of 32 pixels, also without a logo', async () => {
    for (const { icons } of [pages, dressed]) {
      const { body } = icons.favicon;
      expect([...body.subarray(0, 8)]).toEqual([0, 0, 1, 0, 1, 0, 32, 32]);
      const png = body.subarray(body.readUInt32LE(18));
      expect(png.length).toBe(body.readUInt32LE(14));
      expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 32, height: 32 });
    }
  });
});

describe('the style sheet', () => {
  test('has an address that depends on its content, and loads nothing else', () => {
    expect(pages.stylesheet.path).toMatch(/^\/assets\/tidings\.[0-9a-f]{8}\.css$/);
    expect(pages.icons.page.path).toMatch(/^\/assets\/icon\.[0-9a-f]{8}\.svg$/);
    expect(pages.stylesheet.body).not.toMatch(/@import|url\(/);
  });

  test('reserves the height of the example', () => {
    expect(pages.stylesheet.body).toContain(`.live {\n  ${reservedStyle(parseOptions(() => null))};\n}`);
  });
});

describe('the page of an article', () => {
  test('names the newsroom’s own page as canonical', () => {
    const canonical = 'https://www.news.example.org/2026/calder-quay?ref&#x3D;a&amp;b&#x3D;c';
    expect(documents.article).toContain(`<link rel="canonical" href="${canonical}">`);
    expect(documents.article).toContain('<bdi>news.example.org</bdi>');
    const { id } = articles.audio;
    expect(documents['article-audio']).toContain(
      `<link rel="canonical" href="https://news.example.org/articles/${id}">`,
    );
  });

  test('has tables and code that can be scrolled by keyboard', () => {
    const html = pages.article({
      site,
      article: articles.audio,
      html: '<table><tr><td>1</td></tr></table><pre>x</pre>',
    });
    expect(html).toContain('<table tabindex="0"><tr><td>1</td></tr></table><pre tabindex="0">x</pre>');
  });

  test('has JSON-LD of a NewsArticle that can be parsed, for any text', () => {
    for (const article of Object.values(articles)) {
      const html = show(article);
      const [, json] = /<script type="application\/ld\+json">([^<>]*)<\/script>/.exec(html) ?? [];
      expect(JSON.parse(json ?? '')).toMatchObject({
        '@type': 'NewsArticle',
        '@id': `urn:uuid:${article.id}`,
        headline: article.title,
        author: article.byline.map(({ name }) => ({ name })),
      });
    }
  });

  test('has organisations of the byline in its JSON-LD, without a job title', () => {
    const html = show({
      ...articles.flood,
      byline: [
        { name: 'Miriam Vale', role: 'reporter' },
        { name: 'The Associated Press', kind: 'organization', role: 'agency' },
      ],
    });
    const [, json] = /<script type="application\/ld\+json">([^<>]*)<\/script>/.exec(html) ?? [];
    const { author } = JSON.parse(json ?? '') as { author: unknown };
    expect(author).toEqual([
      { '@type': 'Person', name: 'Miriam Vale', jobTitle: 'reporter' },
      { '@type': 'Organization', name: 'The Associated Press' },
    ]);
    expect(html).toContain('The Associated Press');
  });

  test('shows image, dateline and correction once, also if the text contains them', () => {
    const { flood } = articles;
    const bare = { image: false, dateline: false, correction: false };
    for (const html of [show(flood), show(flood, bare), show(flood, { ...bare, dateline: true })]) {
      const main = html.slice(html.indexOf('<main'));
      expect(count(main, '/media/quay.svg"')).toBe(1);
      expect(count(main, 'CALDER QUAY (Harbour &amp; Hill News)')).toBe(1);
      expect(count(main, 'An earlier version gave the highest level')).toBe(1);
    }
  });

  test('has dates in UTC, in the article’s language and as datetime', () => {
    expect(documents.article).toContain('<time datetime="2026-11-20T07:15:00Z">November 20, 2026 at 07:15 UTC</time>');
    expect(documents.article).toContain('<time datetime="2026-11-20T11:15:00Z">November 20, 2026 at 11:15 UTC</time>');
    expect(documents['article-hebrew']).toContain('20 בנובמבר 2026 בשעה 05:15 UTC');
    expect(documents['article-torture']).toContain('November 20, 2026 at 03:15 UTC');
  });

  test('has the article’s language and direction, and labels in that language', () => {
    expect(documents['article-hebrew']).toContain('<article class="article" lang="he" dir="rtl">');
    expect(documents['article-hebrew']).toContain('<span lang="he">תיקון</span>');
    expect(show({ ...articles.hebrew, title: 'BBC בעברית' })).toContain('<h1 dir="rtl">BBC בעברית</h1>');
    expect(documents.article).toContain('<article class="article" lang="en" dir="ltr">');
  });

  test('is right to left if the language is written so in its region', () => {
    expect(show({ ...articles.bare, language: 'pa-PK' })).toContain('<article class="article" lang="pa-PK" dir="rtl">');
  });

  test('links to a Creative Commons licence, and shows any other licence as text', () => {
    const page = show({ ...articles.bare, licence: 'CC0-1.0' });
    expect(page).toContain(
      '<a rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/"><bdi>CC0 1.0</bdi>',
    );
    expect(documents.article).toContain('<bdi>CC BY-ND 4.0</bdi></a>');
    expect(documents['article-audio']).toContain(': <bdi>Reprint with credit; tell us where.</bdi>');
  });

  test('names all authors with their roles', () => {
    expect(documents.article).toContain('>Tomas Lind</a>');
    expect(documents.article).toContain('>Miriam Adler</a>, Coast correspondent');
    expect(count(documents['article-torture'], 'Special &amp; &quot;senior&quot; correspondent')).toBe(12);
  });
});

describe('categories, tags and authors of an article', () => {
  test('link to their feeds; an author’s own page is a second link', () => {
    for (const link of [
      '<a href="/feeds/category/world">World</a>',
      '<a href="/feeds/category/missions">Missions</a>',
      '<a href="/feeds/tag/floods" dir="auto">Floods</a>',
      '<a class="author" href="/feeds/author/miriam-adler">Miriam Adler</a>',
      '<a rel="author" href="https://news.example.org/people/miriam" aria-label="Miriam Adler: news.example.org">',
    ]) {
      expect(documents.article).toContain(link);
    }
    expect(documents['article-hebrew']).toContain(`href="/feeds/tag/${encodeURIComponent('גשרים')}"`);
  });

  test('are text if they have no slug, and so no feed', () => {
    const html = show({
      ...articles.bare,
      byline: [{ name: '***' }],
      categories: [toTerm('!!!')],
      tags: [toTerm('…')],
    });
    expect(html).toContain('<b>***</b>');
    expect(html).toContain('<bdi>!!!</bdi>');
    expect(html).toContain('<span dir="auto">…</span>');
    expect(html).not.toMatch(/href="[^"]*\/feeds\/(?:category|tag|author)\//);
  });

  test('link to feeds below the path under which the site is served', () => {
    const below = { ...site, publicUrl: 'https://example.org/news' };
    const html = pages.article({ site: below, article: articles.flood, html: '' });
    expect(html).toContain('<a href="/news/feeds/category/world">World</a>');
  });
});

describe('the list of feeds', () => {
  test('links to the feed of each category, tag and author, with its number of stories', () => {
    const html = documents.feeds;
    const linked = [...html.matchAll(/href="\/feeds\/((?:category|tag|author)\/[^"]*)"/g)].map(([, id]) =>
      decodeURIComponent(id ?? ''),
    );
    const { categories, tags, authors } = newsroom.choices;
    const expected = { category: categories, tag: tags, author: authors };
    expect(linked).toEqual(
      Object.entries(expected).flatMap(([kind, terms]) =>
        terms.filter(({ slug }) => slug !== '').map(({ slug }) => `${kind}/${slug}`),
      ),
    );
    expect(html).toContain('<span class="number">1,235<span class="unseen"> stories</span></span>');
    expect(html).toContain('<span class="number">1<span class="unseen"> story</span></span>');
  });

  test('sends the custom feed form below the path under which the site is served', () => {
    const below = { ...site, publicUrl: 'https://example.org/news' };
    const html = pages.feeds({ site: below, feeds: [], choices: newsroom.choices });
    expect(html).toContain('<form class="own" method="get" action="/news/feeds/custom">');
  });

  test('offers languages by their English names, each once, if there are at least two', () => {
    const offered = [...documents.feeds.matchAll(/name="lang" value="([^"]*)"><span><bdi>([^<]*)</g)];
    expect(offered.map(([, tag, name]) => [tag, name])).toEqual([
      ['pt-BR', 'Brazilian Portuguese'],
      ['en', 'English'],
      ['he', 'Hebrew'],
      ['es', 'Spanish'],
    ]);
    const choices = { ...newsroom.choices, languages: ['en'] };
    expect(pages.feeds({ site, feeds: [], choices })).not.toContain('name="lang"');
  });

  test('has no form if there is nothing to choose', () => {
    expect(documents['feeds-empty']).not.toMatch(/<form|<input|#own/);
  });
});

describe('the page of a feed of a category, tag or code', () => {
  test.each([
    ['feed-category', 'category/israel'],
    ['feed-tag', `tag/${encodeURIComponent('גשרים')}`],
    ['feed-short', 'c/k3x9q2mb'],
  ] as const)('%s has documents, snippet and live widget at its own address', (name, id) => {
    const html = documents[name];
    expect(html).toContain(`<link rel="canonical" href="https://news.example.org/feeds/${id}">`);
    expect(html).toContain(`href="https://news.example.org/feeds/${id}.rss"`);
    expect(html).toContain(` src&#x3D;&quot;https://news.example.org/v1/${id}.js&quot;&gt;`);
    expect(html).toContain(`<script async="" src="/v1/${id}.js"></script>`);
  });
});

describe('the page of a feed', () => {
  const page = (more: Partial<FeedDefinition>) =>
    pages.feed({ site, definition: { ...feeds.top, ...more }, articles: [] });

  test('has the name of the newsroom once in its title', () => {
    expect(page({ title: site.name })).toContain('<title>Harbour &amp; Hill News</title>');
    expect(page({})).toContain('<title>Top stories – Harbour &amp; Hill News</title>');
  });

  test('tells listeners of a podcast where its address goes', () => {
    const podcast = { author: 'A', categories: [], explicit: false } as unknown as FeedDefinition['podcast'] & object;
    expect(page({ podcast })).toContain('In a podcast app');
    expect(page({})).not.toContain('podcast');
  });
});

describe('the page of a custom feed', () => {
  test('links to documents with the query, and is not for search engines', () => {
    const html = documents['feed-custom'];
    expect(html).toContain(
      '.example.org/feeds/custom.rss?category&#x3D;israel&amp;category&#x3D;missions&amp;tag&#x3D;',
    );
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html).not.toContain('rel="canonical"');
  });

  test('has no snippet, and asks for a short address first', () => {
    for (const html of [documents['feed-custom'], documents['feed-everything']]) {
      expect(html).not.toMatch(/\/v1\/|class="tidings/);
    }
    expect(documents['feed-custom']).toContain('first <a href="#shorten">make a short address</a>');
    expect(documents['feed-everything']).not.toContain('#shorten');
    expect(documents['feed-everything']).toContain('<a href="/feeds#own">Choose what you want</a>');
  });

  test('makes the short address below the path under which the site is served', () => {
    const below = { ...site, publicUrl: 'https://example.org/news' };
    const shorten = { action: '/feeds/c?tag=a&q=b+c' };
    const html = pages.feed({ site: below, definition: feeds.custom, articles: [], shorten });
    expect(html).toContain('<form method="post" action="/news/feeds/c?tag&#x3D;a&amp;q&#x3D;b+c">');
    expect(documents.feed).not.toContain('<form');
  });
});

describe('the page of a retracted article', () => {
  test('shows date and reason, and nothing of the article', () => {
    const { flood } = articles;
    const html = documents.retracted;
    expect(html).toContain('<time datetime="2026-11-21T10:00:00Z">November 21, 2026 at 10:00 UTC</time>');
    expect(html).toContain('were from another year.\nWe &lt;regret&gt; this.');
    expect(html).toContain('<meta name="robots" content="noindex">');
    for (const word of [flood.title, 'Calder', flood.summary, 'rain began', 'Miriam', 'quay', 'ld+json']) {
      expect(html).not.toContain(word);
    }
  });
});

describe('a page of an error', () => {
  test('shows at most 200 characters of the path, as text', () => {
    expect(documents['not-found']).toContain('/&lt;script&gt;alert(1)&lt;/script&gt;/deep');
    expect(count(documents['not-found'], '/deep')).toBeLessThan(40);
  });
});
