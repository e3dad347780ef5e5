import { describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { embedMethodCode } from '../../src/pages/builder/embed-method-code.ts';
import { snippet } from '../../src/pages/snippet.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { reservedHeightEm } from '../../widget/contract/reserved-height.ts';

const parse = (given: Readonly<Record<string, string>>) => parseOptions((name) => given[name]);

const site = { name: 'Example News', publicUrl: 'https://news.example.org' };
/** Properties that `safecss_filter_attr` of WordPress keeps in a `style`, of those that can give an element height. */
const WORDPRESS_KEEPS =
  /^(?:height|min-height|max-height|margin(?:-(?:top|bottom|block-start|block-end))?|padding(?:-(?:top|bottom|block-start|block-end))?|border|font-size|line-height|flex-basis|grid-template-rows|gap|row-gap):/;

const top = { id: 'top', title: 'Example News', language: 'en' };

describe('the snippet', () => {
  test('has an element with reserved height, a link inside, and one script', () => {
    expect(snippet({ site, definition: top, options: parse({}) })).toBe(
      [
        '<div class="tidings" data-feed="top" data-count="5" style="min-block-size:37.375em">',
        '  <a href="https://news.example.org/feeds/top">Latest news from Example News</a></div>',
        '<script async="" data-cfasync="false" data-no-optimize="1" data-no-minify="1" src="https://news.example.org/v1/top.js"></script>',
      ].join('\n'),
    );
  });

  test('names newsroom and feed, and the newsroom once if the title begins with its name', () => {
    const israel = { ...top, id: 'israel', title: 'Israel' };
    expect(snippet({ site, definition: israel, options: parse({ count: '3' }) })).toContain(
      '<a href="https://news.example.org/feeds/israel">Latest news from Example News: Israel</a>',
    );
  });

  test.each([
    ['es-MX', '>Últimas noticias de Example News: Noticias $& </a>'],
    ['zh', '>Example News: Noticias $& </a>'],
  ])('has no English words for a feed in %s', (language, link) => {
    const definition = { ...top, id: 'es', title: 'Noticias $& ', language };
    expect(snippet({ site, definition, options: parse({}) })).toContain(link.replace('&', '&amp;'));
  });

  test('is well-formed for any name of newsroom and feed', () => {
    const html = snippet({
      site: { name: '"A" & <B> \'C\'', publicUrl: 'https://x.example.org/base' },
      definition: { ...top, id: 'tag/"><script>' },
      options: parse({}),
    });
    expect(html).toContain(">Latest news from &quot;A&quot; &amp; &lt;B&gt; 'C'");
    expect(html).toContain('href="https://x.example.org/base/feeds/tag/%22%3E%3Cscript%3E"');
    expect(html).toContain('src="https://x.example.org/base/v1/tag/%22%3E%3Cscript%3E.js"');
  });

  test('has the options that differ from the default, and the height for them', () => {
    const options = parse({ count: '8', images: 'off', title: '"News"' });
    const html = snippet({ site, definition: top, options });
    expect(html).toContain(
      `<div class="tidings" data-feed="top" data-count="8" data-images="off" data-title="&quot;News&quot;" style="min-block-size:${reservedHeightEm(options)}em">`,
    );
    expect(html).toContain('/v1/top.js?count=8"');
  });

  test.each(['list', 'grid', 'ticker', 'archive'])(
    'of the layout %s reserves no height where WordPress removes the script',
    (layout) => {
      const html = snippet({ site, definition: top, options: parse({ layout }) });
      const styles = [...html.matchAll(/style="([^"]*)"/g)].flatMap(([, style = '']) => style.split(';'));
      const kept = styles.filter((style) => WORDPRESS_KEEPS.test(style));
      expect(kept.filter((style) => /[1-9]/.test(style))).toEqual(
        layout === 'ticker' || layout === 'grid' ? ['font-size:1em!important'] : [],
      );
    },
  );

  test.each(['script', 'pinned', 'frame'] as const)('is XML too, for Blogger and XHTML: %s', (method) => {
    const options = parse({ count: '8', title: 'A & B', excerpt: '2' });
    const pinned = { path: '/v1.1.0/tidings.js', integrity: 'sha384-x' };
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(`<body>${embedMethodCode(method, { site, definition: top, options }, pinned)}</body>`).close();
  });
});
