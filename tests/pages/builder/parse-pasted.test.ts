import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { embedMethodCode } from '../../../src/pages/builder/embed-method-code.ts';
import { parsePasted } from '../../../src/pages/builder/parse-pasted.ts';
import { parseOptions } from '../../../widget/contract/options.ts';
import { anyOptions } from './any-choice.ts';

const site = { name: 'Harbour & Hill News', publicUrl: 'https://news.example.org' };
const definition = { id: 'category/israel', title: 'Israel', language: 'en' };

function read(text: string) {
  const { feed, options, method, unknown } = parsePasted(text);
  return { feed, options: Object.fromEntries(options), method, unknown };
}

describe('the builder reads what it has written:', () => {
  test.each(['script', 'frame', 'link', 'page'] as const)('%s, with any options', (method) => {
    fc.assert(
      fc.property(anyOptions, (given) => {
        const options = parseOptions((name) => given[name]);
        const pasted = parsePasted(embedMethodCode(method, { site, definition, options }));
        expect(pasted.feed).toBe(definition.id);
        expect(pasted.unknown).toEqual([]);
        expect(parseOptions((name) => pasted.options.get(name))).toEqual(options);
      }),
    );
  });

  test('the plugin’s shortcode, the feed’s address, the fragment', () => {
    const options = parseOptions((name) => ({ count: '7', layout: 'grid', title: 'From afar' })[name as 'count']);
    expect(read(embedMethodCode('plugin', { site, definition, options }))).toEqual({
      feed: 'category/israel',
      options: { layout: 'grid', count: '7', title: 'From afar' },
      method: 'plugin',
      unknown: [],
    });
    expect(read(embedMethodCode('feed', { site, definition, options })).feed).toBe('category/israel');
    expect(read('https://news.example.org/embed/top.html?fragment&count=7')).toMatchObject({
      feed: 'top',
      options: { count: '7' },
    });
  });
});

describe('published snippets', () => {
  test('the first one, changed by hand or without the attributes that an editor removed', () => {
    const first = `<div class="tidings" data-count="5" style="min-height:37.375em">
      <a href="https://news.example.org/feeds/top">Latest news from Example News</a></div>
      <script async src="https://news.example.org/v1/top.js"></script>`;
    expect(read(first)).toEqual({ feed: 'top', options: { count: '5' }, method: 'script', unknown: [] });
    expect(
      read('<div class="tidings"><a href="https://news.example.org/feeds/top?count=3&amp;images=off">News</a></div>'),
    ).toEqual({ feed: 'top', options: { count: '3', images: 'off' }, method: 'script', unknown: [] });
  });

  test('a snippet that names its feed, whatever a mail program made of the link', () => {
    const link =
      'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.example.org%2Ffeeds%2Fisrael&data=05';
    const snippet = `<div class="tidings" data-feed="israel" data-count="3" style="min-block-size:24.225em">
      <a href="${link}">Latest news</a></div>
      <script async="" data-cfasync="false" data-no-optimize="1" data-no-minify="1" src="https://news.example.org/v1/israel.js"></script>`;
    expect(read(snippet)).toEqual({ feed: 'israel', options: { count: '3' }, method: 'script', unknown: [] });
    expect(read('<iframe src="https://news.example.org/embed/top?count=3" style="border:0"></iframe>')).toEqual(
      read('<div><iframe src="https://news.example.org/embed/top?count=3" style="border:0"></iframe></div>'),
    );
  });

  test('the script alone, evergreen or pinned, and a div that names its feed', () => {
    expect(read('<script async src="https://news.example.org/v1/c/k3x9q2mb.js?count=9"></script>').feed).toBe(
      'c/k3x9q2mb',
    );
    const pinned =
      '<div class="tidings" data-feed="israel"></div><script src="https://news.example.org/v1.4.0/tidings.js"></script>';
    expect(read(pinned)).toMatchObject({ feed: 'israel', method: 'pinned' });
    expect(read('<script async src="https://news.example.org/v1/tidings.js"></script>').feed).toBeUndefined();
  });

  test('the options of the script, which the options of the element override', () => {
    const script = '<script async src="https://news.example.org/v1/israel.js?count=9&amp;lang=es"></script>';
    expect(read(script)).toMatchObject({ feed: 'israel', options: { count: '9', lang: 'es' }, unknown: [] });
    expect(read(`<div class="tidings" data-count="4"></div>${script}`)).toMatchObject({
      feed: 'israel',
      options: { count: '4', lang: 'es' },
    });
  });

  test('an oEmbed address, and the HTML that a site made from it', () => {
    const page = encodeURIComponent('https://news.example.org/feeds/israel?count=3&layout=grid');
    const expected = { feed: 'israel', options: { count: '3', layout: 'grid' }, unknown: [] };
    expect(read(`https://news.example.org/oembed?url=${page}&maxwidth=600&format=json`)).toMatchObject(expected);
    expect(
      read(
        '<blockquote><a href="https://news.example.org/feeds/israel">x</a></blockquote><iframe sandbox src="https://news.example.org/embed/israel?count=3&amp;layout=grid"></iframe>',
      ),
    ).toMatchObject({ ...expected, method: 'frame' });
  });

  test('a command line, and the builder’s own address', () => {
    const line = 'curl --fail --output headlines.html "https://news.example.org/embed/israel.html?fragment&count=7"';
    expect(read(line)).toEqual({ feed: 'israel', options: { count: '7' }, method: 'fragment', unknown: [] });
    expect(parsePasted('https://news.example.org/embed?platform=wix&way=page&feed=israel&count=9&width=400')).toEqual({
      feed: 'israel',
      platform: 'wix',
      method: 'page',
      options: new Map([['count', '9']]),
      unknown: [],
    });
  });

  test('a shortcode with curly quotes', () => {
    expect(read('[tidings feed=“israel” count=”5″ layout="grid"]')).toEqual({
      feed: 'israel',
      options: { count: '5', layout: 'grid' },
      method: 'plugin',
      unknown: [],
    });
  });

  test('code that an editor shows as text', () => {
    expect(
      read(
        '&lt;div class=&quot;tidings&quot; data-count=&quot;4&quot;&gt;&lt;a href=&quot;https://x.example/feeds/top&quot;&gt;',
      ),
    ).toMatchObject({
      feed: 'top',
      options: { count: '4' },
    });
  });
});

describe('other texts', () => {
  test('unknown options are named, and the rest is read', () => {
    expect(read('<div class="a tidings" data-cuont="4" data-count="many"><a href="/feeds/top?utm_source=x">')).toEqual({
      feed: 'top',
      options: { count: 'many' },
      method: 'script',
      unknown: ['utm_source', 'data-cuont'],
    });
  });

  test('a text without anything of ours gives nothing', () => {
    for (const text of ['', 'hello', '<p>hello</p>', 'https://example.org/', '[gallery ids="1"]', '<'.repeat(50_000)]) {
      expect(read(text)).toMatchObject({ feed: undefined, options: {} });
    }
  });

  test('any text is accepted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(Array.isArray(parsePasted(text).unknown)).toBe(true);
      }),
    );
  });
});
