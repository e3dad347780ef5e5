import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/model/page-report.ts';
import { renderWidgetScript } from '../../src/render/widget-script.ts';
import { type Church, mountPoint, openChurch, script, summary, WHOLE, write } from './church-page.ts';
import { DIV, PARTNER_PAGES, PRESENT } from './partner-pages.ts';

let church: Church;

beforeAll(async () => {
  church = await openChurch();
});

afterAll(() => church.close());

for (const [group, cases] of Object.entries(PARTNER_PAGES)) {
  test.each(cases)(`${group}: %s`, async (_what, body, expected) => {
    const report = await church.check(write(body));
    expect(summary(report)).toBe(expected);
    expect(report.findings.filter(({ severity, todo }) => severity !== 'ok' && todo === undefined)).toEqual([]);
  });
}

describe('a page of XML', () => {
  const headers = { 'Content-Type': 'application/xhtml+xml; charset=utf-8' };
  const xml = (body: string) =>
    `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${body}</body></html>`;

  test('takes the present snippet, and an empty script element', async () => {
    expect(summary(await church.check(xml(PRESENT), headers))).toBe('working widget-works');
    const empty = `${DIV}<script async="" src="https://news.example.org/v1/top.js"/><p>More</p>`;
    expect(summary(await church.check(xml(empty), headers))).toBe('working widget-works');
  });

  test('does not take an attribute without a value', async () => {
    expect(summary(await church.check(xml(WHOLE), headers))).toBe('broken wrong-markup');
  });
});

test('options are read from a link that was escaped twice', async () => {
  const body = `<div class="tidings"><a href="https://news.example.org/feeds/top?count=3&amp;amp;excerpt=2">x</a></div>${script()}`;
  const { findings } = await church.check(write(body));
  expect(findings[0]?.message).toContain('with these options: count 3, excerpt 2.');
});

describe('a copy of our script on the site’s own server', () => {
  const CODE = 'const KEY = Symbol.for("tidings.v1"); fetch({ home: k, at: 1/0 });';
  const headlines = (at?: number, feed = 'top') =>
    renderWidgetScript(CODE, 'https://news.example.org/v1/tidings-archive.x.js', {
      v: 1,
      feed,
      title: 'Top stories',
      home: `https://news.example.org/feeds/${feed}`,
      name: 'Example News',
      ...(at === undefined ? {} : { at }),
      items: [],
    });
  const AT = 1_794_960_000;
  const minified = (text: string) =>
    text
      .replaceAll('"', "'")
      .replace(/'(\w+)':/g, '$1:')
      .replace('1794960000', '179496e4');

  /** Checks a page with this script of its own server. */
  async function checkCopy(path: string, text: string, body = DIV): Promise<readonly Finding[]> {
    church.page(path, text, { 'Content-Type': 'text/javascript' });
    return (await church.check(write(`${body}<script src="${path}"></script>`))).findings;
  }

  test.each([
    ['/wp-content/cache/min/1/v1/top.js?ver=1', 'WP Rocket'],
    ['/wp-content/litespeed/js/0a1b.js?ver=2', 'LiteSpeed Cache'],
    ['/wp-content/cache/autoptimize/js/autoptimize_0a1b.js', 'Autoptimize'],
    [
      '/wp-content/uploads/siteground-optimizer-assets/siteground-optimizer-combined-js-0a.js',
      'SiteGround’s Speed Optimizer',
    ],
    ['/wp-content/cache/minify/0a1b.js', 'W3 Total Cache'],
    ['/wp-content/cache/wpfc-minified/0a1b/index.js', 'WP Fastest Cache'],
    ['/wp-content/cache/wpo-minify/1/assets/wpo-minify-footer-0a.min.js', 'WP-Optimize'],
    ['/media/com_jchoptimize/cache/js/0a1b.js', 'JCH Optimize'],
    ['/js/news.js', 'A plugin that makes the site faster'],
  ])('%s: %s', async (path, name) => {
    const [works, copied] = await checkCopy(path, `jQuery(1);${headlines(AT)};more(2)`);
    expect(works).toMatchObject({ kind: 'widget-works' });
    expect(copied).toMatchObject({ kind: 'script-copied', severity: 'note', snippet: 'news.example.org/v1/' });
    expect(copied?.message).toContain(`${name} has copied our script`);
    expect(copied?.message).toContain('The copy is of 18 November 2026.');
    expect(copied?.todo).toContain('Then clear the plugin’s cache');
  });

  test('is recognised after a minifier, and by its bytes in the page itself', async () => {
    expect(await checkCopy('/a.js', minified(headlines(AT)))).toMatchObject([
      { kind: 'widget-works' },
      { message: expect.stringContaining('18 November 2026') },
    ]);
    const inPage = await church.check(write(`${DIV}<script>${headlines(AT)}</script>`));
    expect(summary(inPage)).toBe('working widget-works script-copied');
  });

  test('of an older version never gets new headlines', async () => {
    expect(await checkCopy('/a.js', headlines())).toMatchObject([
      { kind: 'script-copied', severity: 'problem' },
      { kind: 'widget-works' },
    ]);
  });

  test('may hold the code alone, or several feeds', async () => {
    const alone = renderWidgetScript(CODE, 'https://news.example.org/v1/tidings-archive.x.js');
    expect(await checkCopy('/a.js', alone)).toMatchObject([{ kind: 'widget-works' }, { kind: 'script-copied' }]);
    const two = await checkCopy('/a.js', headlines(AT) + headlines(AT, 'israel'), DIV + mountPoint('israel'));
    expect(two.filter(({ kind }) => kind === 'widget-works').map(({ message }) => /“(.*)”/.exec(message)?.[1])).toEqual(
      ['Top stories', 'Israel'],
    );
  });

  test('of the headlines of another feed or server is no help', async () => {
    expect(await checkCopy('/a.js', headlines(AT, 'israel'))).toMatchObject([{ kind: 'feed-mismatch' }]);
    expect(await checkCopy('/a.js', headlines(AT).replaceAll('news.example.org', 'old.example.net'))).toMatchObject([
      { kind: 'old-address' },
    ]);
  });

  test('needs the policy for requests, because it has to ask for new headlines', async () => {
    church.page('/a.js', headlines(AT));
    const policy = { 'Content-Security-Policy': "script-src 'self'; connect-src 'self'" };
    expect(summary(await church.check(write(`${DIV}<script src="/a.js"></script>`), policy))).toBe(
      'broken policy-blocks-headlines script-copied',
    );
  });

  test('is looked for in six files of the site at most, those of optimisers first, and in none of another site', async () => {
    church.page('/wp-content/cache/min/1/z.js', headlines(AT));
    const own = Array.from({ length: 40 }, (_, index) => `<script src="/own-${index}.js"></script>`).join('');
    const strange = `<script src="http://127.0.0.1:${church.port}/strange.js"></script>`;
    const before = church.requests.length;
    const report = await church.check(
      write(`${DIV}${strange}${own}<script src="/wp-content/cache/min/1/z.js"></script>`),
    );
    expect(summary(report)).toBe('working widget-works script-copied');
    const asked = church.requests.slice(before).map(({ url }) => url);
    expect(asked).toHaveLength(7);
    expect(asked).not.toContain('/strange.js');
  });

  test('is not found in files that never end, unpack without end, move away or change the protocol', async () => {
    church.on('/endless.js', (_request, response) => {
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
        response.once('drain', write);
      };
      write();
    });
    const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024));
    church.page('/bomb.js', bomb, { 'Content-Encoding': 'gzip' });
    church.on('/moved.js', (_request, response) => void response.writeHead(302, { Location: '/copy.js' }).end());
    church.on('/switch.js', ({ socket }) => void socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    church.page('/copy.js', headlines(AT));
    const files = ['endless', 'bomb', 'moved', 'switch', 'gone'].map((name) => `<script src="/${name}.js"></script>`);
    expect(summary(await church.check(write(DIV + files.join(''))))).toBe('broken script-missing');
  });

  test('may be in a file of an optimiser that cannot be read', async () => {
    church.on('/cache/min/1/all.js', ({ socket }) => void socket.destroy());
    const { findings } = await church.check(write(`${DIV}<script src="/cache/min/1/all.js"></script>`));
    expect(findings).toMatchObject([{ kind: 'script-missing', severity: 'unknown' }]);
  });

  test('is not looked for where our own script is on the page', async () => {
    const before = church.requests.length;
    await church.check(write(`${WHOLE}<script src="/own.js"></script>`));
    expect(church.requests).toHaveLength(before + 1);
  });
});
