import { describe, expect, test } from '@jest/globals';
import { reservedHeightEm, snippet } from '../../src/pages/snippet.ts';
import { parseOptions } from '../../widget/options.ts';
import { reservedHeightEm as widgetHeightEm } from '../../widget/reserved-height.ts';

const site = { name: 'Example News', publicUrl: 'https://news.example.org' };
const top = { id: 'top', title: 'Example News', language: 'en' };

describe('the snippet', () => {
  test('is a place with its height, a link inside, and one script', () => {
    expect(snippet({ site, definition: top, count: 5, minHeightEm: 30 })).toBe(
      [
        '<div class="tidings" data-count="5" style="min-height:30em">',
        '  <a href="https://news.example.org/feeds/top">Latest news from Example News</a></div>',
        '<script async src="https://news.example.org/v1/top.js"></script>',
      ].join('\n'),
    );
  });

  test('names newsroom and feed, and the newsroom once where its name begins the title', () => {
    const israel = { ...top, id: 'israel', title: 'Israel' };
    expect(snippet({ site, definition: israel, count: 3, minHeightEm: 20 })).toContain(
      '<a href="https://news.example.org/feeds/israel">Latest news from Example News: Israel</a>',
    );
  });

  test('has no English words in a feed of another language', () => {
    const spanish = { ...top, id: 'es', title: 'Noticias', language: 'es-MX' };
    expect(snippet({ site, definition: spanish, count: 5, minHeightEm: 30 })).toContain('>Example News: Noticias</a>');
  });

  test('stays well-formed whatever newsroom and feed are called', () => {
    const html = snippet({
      site: { name: '"A" & <B> \'C\'', publicUrl: 'https://x.example.org/base' },
      definition: { ...top, id: 'tag/"><script>' },
      count: 5,
      minHeightEm: 30,
    });
    expect(html).toContain(">Latest news from &quot;A&quot; &amp; &lt;B&gt; 'C'");
    expect(html).toContain('href="https://x.example.org/base/feeds/tag/%22%3E%3Cscript%3E"');
    expect(html).toContain('src="https://x.example.org/base/v1/tag/%22%3E%3Cscript%3E.js"');
  });

  test('reserves the height that the widget takes, for every count', () => {
    const counts = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(counts.map(reservedHeightEm)).toEqual(
      counts.map((count) => widgetHeightEm(parseOptions((name) => (name === 'count' ? String(count) : null)))),
    );
  });
});
