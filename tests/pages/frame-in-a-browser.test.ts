import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Frame } from 'playwright-core';
import sharp from 'sharp';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { toTerm } from '../../src/model/term.ts';
import { iframeSnippet } from '../../src/pages/iframe-snippet.ts';
import { OPTIONS, parseOptions } from '../../widget/contract/options.ts';
import { findViolations } from '../browser/find-violations.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { draftOf, feedOf, T0 } from '../http/newsroom.ts';
import { type Church, openChurch, type Visit } from '../widget/church.ts';
import { until } from '../widget/stage.ts';
import { serveFrames } from './frame-server.ts';
import { decodeLikePhp, wordpressEmbed } from './wordpress-parent.ts';

/** Feeds and options with different colours and directions. */
const LOOKS = [
  ['top', ''],
  ['top', '&background=123456&accent=fc6&target=new'],
  ['hebrew', '&theme=dark&border=on'],
  ['empty', ''],
] as const;
const HOUR = 3_600_000;
const LONG =
  'Unforeseeable circumstances notwithstanding, the choirs of three cities rehearse together for the first time since 1968';
const HOSTILE = '<img src=x onerror=alert(1)></a></ul></section><script>alert(1)</script>';

let browser: Browser;
let church: Church;
let server: Awaited<ReturnType<typeof serveFrames>>;

beforeAll(async () => {
  const israel = { categories: [toTerm('Israel')], publishedAt: T0 - 5 * HOUR };
  [browser, server] = await Promise.all([
    launchBrowser(),
    serveFrames(
      [
        feedOf('top'),
        feedOf('hebrew', { title: 'חדשות', language: 'he', select: { ...EMPTY_SELECTION, languages: ['he'] } }),
        feedOf('empty', { search: 'xyzzy' }),
      ],
      [
        draftOf('Ours', { publishedAt: T0 - HOUR }),
        draftOf('Theirs', { canonicalUrl: 'https://elsewhere.example/a', publishedAt: T0 - 2 * HOUR }),
        draftOf(LONG, { publishedAt: T0 - 3 * HOUR }),
        draftOf(HOSTILE, { publishedAt: T0 - 4 * HOUR }),
        draftOf('פסטיבל המקהלות חזר לירושלים', { ...israel, language: 'he', summary: 'אלפים באו לשמוע.' }),
      ],
    ),
  ]);
  church = await openChurch(browser);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([church.close(), server.close()]);
});

const address = (path: string) => server.origin + path;
const box = (path: string, width: number, height: number) =>
  `<iframe src="${address(path)}" width="${width}" height="${height}" style="border:0"></iframe>`;

/** The iframe of a page, once it shows headlines. */
async function frameOf({ page }: Visit): Promise<Frame> {
  await page.frameLocator('iframe[src]').locator('footer').waitFor();
  const frame = page.frames().find((one) => one.url().includes('/embed/'));
  if (frame === undefined) throw new Error('expected a frame, got none');
  return frame;
}

const measure = (frame: Frame) =>
  frame.evaluate<{ sideways: number; inside: number; box: number; section: number }>(`({
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    inside: document.documentElement.scrollHeight,
    box: innerHeight,
    section: document.querySelector('section').getBoundingClientRect().height,
  })`);

test('the border surrounds the iframe, also if the iframe is too low', async () => {
  const visit = await church.visit(box('/embed/top?layout=grid&border=on', 300, 200));
  const frame = await frameOf(visit);
  expect(await frame.evaluate('document.body.offsetHeight - document.querySelector("section").offsetHeight')).toBe(26);
  await visit.close();
});

describe.each(OPTIONS.layout.values)('the iframe with the layout %s', (layout) => {
  test('fits widths of 200 to 1200 pixels, without console messages', async () => {
    const visit = await church.visit(box(`/embed/top?layout=${layout}&excerpt=2&byline=on`, 200, 500));
    const frame = await frameOf(visit);
    for (const width of [200, 320, 768, 1200]) {
      await visit.page.evaluate(`document.querySelector('iframe').width = ${width}`);
      expect((await measure(frame)).sideways).toBe(0);
    }
    expect(await frame.locator('li a').count()).toBe(5);
    expect(visit.complaints).toEqual([]);
    // The page and the iframe.
    expect(visit.requests).toHaveLength(2);
    await visit.close();
  });

  test('is accessible', async () => {
    const visit = await church.visit('');
    for (const [feed, more] of LOOKS) {
      await visit.page.goto(address(`/embed/${feed}?layout=${layout}&excerpt=1${more}`));
      expect(await findViolations(visit.page, { practices: false })).toEqual([]);
    }
    await visit.close();
  });

  test('reports a height at which nothing is cut, and a new one when the page becomes narrower', async () => {
    const options = parseOptions((name) => (name === 'layout' ? layout : null));
    const site = { name: 'Example News', publicUrl: server.origin };
    const visit = await church.visit(iframeSnippet({ site, definition: feedOf('top'), options }));
    const frame = await frameOf(visit);
    for (const width of [1000, 340]) {
      await visit.page.setViewportSize({ width, height: 900 });
      const height = () => visit.page.evaluate<string>(`document.querySelector('iframe').style.height`);
      await until(async () => (await measure(frame)).inside <= Number.parseInt(await height(), 10));
      const { inside, box: outside, section } = await measure(frame);
      expect(inside).toBe(outside);
      // Not higher than necessary: padding, and rounding.
      expect(outside - section).toBeLessThan(25);
    }
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });
});

describe('the iframe', () => {
  test('scrolls if it is too low', async () => {
    const visit = await church.visit(box('/embed/top', 400, 150));
    const frame = await frameOf(visit);
    await frame.locator('footer a').focus();
    expect(await frame.evaluate('scrollY > 0')).toBe(true);
    await visit.close();
  });

  test('works without JavaScript, with dates instead of ages', async () => {
    const visit = await church.visit(box('/embed/top', 400, 600), { javaScriptEnabled: false });
    const frame = visit.page.frameLocator('iframe');
    await frame.locator('footer').waitFor();
    expect(await frame.locator('li').first().textContent()).toMatch(/^\s*OursNov 20, 2026\s*$/);
    await visit.close();
  });

  test('shows ages by the visitor’s clock, in the requested language', async () => {
    const visit = await church.visit(box('/embed/top?lang=es', 400, 600), { now: T0 });
    await frameOf(visit);
    expect(await visit.page.frameLocator('iframe').locator('time').first().textContent()).toBe('hace 1 hora');
    await visit.close();
  });

  test('reloads every 15 minutes, but only with the option refresh', async () => {
    for (const [query, loads] of [
      ['?refresh=on', 2],
      ['', 1],
    ] as const) {
      const visit = await church.visit('');
      await visit.page.clock.install();
      await visit.page.setContent(box(`/embed/top${query}`, 400, 600));
      const frame = await frameOf(visit);
      const seen = () => visit.requests.filter((request) => request.includes('/embed/')).length;
      await visit.page.clock.fastForward('16:00');
      // All due timers have run when the iframe answers this.
      await until(
        async () => (await frame.evaluate('document.readyState').catch(() => '')) === 'complete' && seen() >= loads,
      );
      expect(seen()).toBe(loads);
      await visit.close();
    }
  });

  test.each(['/embed/top', '/embed/none', '/embed/articles/none', '/embed/top/', '/embed/category/ISRAEL'])(
    '%s is shown on a page that requires every resource to opt in',
    async (path) => {
      const headers = { 'Cross-Origin-Embedder-Policy': 'require-corp' };
      const visit = await church.visit(box(path, 400, 600), { headers });
      await frameOf(visit);
      await visit.close();
    },
  );

  test.each(['display:none', 'width:0;overflow:hidden', 'content-visibility:hidden'])(
    'reports its height when a tab with %s opens, not before',
    async (style) => {
      const visit = await church.visit(
        `<script>heights = []; addEventListener('message', ({ data }) => heights.push(data.value ?? data.height))</script>
        <div style="${style}"><iframe src="${address('/embed/top')}" width="100%" height="90"></iframe></div>`,
      );
      const frame = visit.page.frameLocator('iframe');
      await frame.locator('footer').waitFor({ state: 'attached' });
      await visit.page.evaluate(`document.querySelector('div').style = 'width:640px'`);
      await until(() => visit.page.evaluate('heights.length > 1'));
      const { section } = await measure(await frameOf(visit));
      // For our script, and for an `amp-iframe`.
      expect(new Set(await visit.page.evaluate<number[]>('heights'))).toEqual(new Set([Math.ceil(section) + 24]));
      await visit.close();
    },
  );

  test('asks an amp-iframe for its height', async () => {
    const visit = await church.visit(
      `<script>addEventListener('message', ({ data }) => { if (data.sentinel === 'amp') window.asked = data })</script>${box('/embed/top', 400, 90)}`,
    );
    await until(() => visit.page.evaluate('!!window.asked'));
    const { type, height } = await visit.page.evaluate<{ type: string; height: number }>('asked');
    expect([type, height > 200]).toEqual(['embed-size', true]);
    await visit.close();
  });

  test('runs no script from a title', async () => {
    const visit = await church.visit(box('/embed/top', 400, 600));
    const frame = await frameOf(visit);
    expect(await frame.locator('li').nth(3).locator('a').textContent()).toBe(HOSTILE);
    expect(await frame.locator('script').count()).toBe(1);
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });

  test('is right to left in a right-to-left language', async () => {
    const visit = await church.visit(box('/embed/hebrew', 400, 400));
    const frame = await frameOf(visit);
    expect(await frame.evaluate(`getComputedStyle(document.querySelector('section')).direction`)).toBe('rtl');
    await visit.close();
  });

  test.each([
    ['auto', '', '#000', 255],
    ['dark', 'theme=dark', '#fff', 18],
    ['light', 'theme=light', '#fff;color-scheme:dark', 255],
  ])('is readable with theme %s on a page with another colour scheme', async (_, query, background, expected) => {
    const visit = await church.visit(
      `<style>body{background:${background}}</style>${box(`/embed/top?${query}`, 400, 500)}`,
    );
    await frameOf(visit);
    const screenshot = await visit.page.locator('iframe').screenshot();
    const [red] = await sharp(screenshot).extract({ left: 4, top: 4, width: 1, height: 1 }).raw().toBuffer();
    expect(red).toBe(expected);
    await visit.close();
  });

  test('cannot be resized by another iframe of the page', async () => {
    const options = parseOptions(() => null);
    const site = { name: 'Example News', publicUrl: server.origin };
    const other = `<iframe srcdoc="<script>parent.postMessage({message:'height',value:5000},'*')</script>"></iframe>`;
    const visit = await church.visit(iframeSnippet({ site, definition: feedOf('top'), options }) + other);
    await frameOf(visit);
    const heights = () =>
      visit.page.evaluate<string[]>(`[...document.querySelectorAll('iframe')].map((f) => f.style.height)`);
    await until(async () => (await heights())[0] !== '');
    // The other iframe's message came before this answer, because messages keep their order.
    await visit.page.evaluate(
      `new Promise((resolve) => { addEventListener('message', resolve); postMessage('last', '*'); })`,
    );
    expect((await heights())[1]).toBe('');
    expect(Number.parseInt((await heights())[0] ?? '', 10)).toBeLessThan(2000);
    await visit.close();
  });
});

test('a headline replaces the page around the iframe', async () => {
  const visit = await church.visit(box('/embed/top', 400, 600));
  await (await frameOf(visit)).getByRole('link', { name: 'Ours', exact: true }).click();
  await visit.page.waitForURL(address('/articles/*'));
  await visit.page.goto(address(`${new URL(visit.page.url()).pathname.replace('/', '/embed/')}?target=new`));
  // The card that an article is in an iframe.
  expect(await findViolations(visit.page, { practices: false })).toEqual([]);
  await visit.close();
});

describe('in WordPress', () => {
  /** A page into which somebody pasted an address, embedded by discovery as in WordPress. */
  async function paste(path: string): Promise<Visit> {
    const head = await (await fetch(address(path))).text();
    const href = /<link rel="alternate" type="application\/json\+oembed"[^>]* href="([^"]*)"/.exec(head)?.[1] ?? '';
    const provider = new URL(decodeLikePhp(href));
    provider.searchParams.set('url', address(path));
    provider.searchParams.set('maxwidth', '500');
    const { html } = (await (await fetch(provider)).json()) as { html: string };
    return church.visit(wordpressEmbed(html));
  }

  const article = async (title: string) => {
    const all = await server.newsroom.store.listVisible({
      select: EMPTY_SELECTION,
      exclude: EMPTY_SELECTION,
      limit: 9,
    });
    return `/articles/${all.find((one) => one.title === title)?.id}`;
  };

  test('the address of a feed becomes an iframe with the height that it reports', async () => {
    const visit = await paste('/feeds/top?count=3&images=off');
    const frame = await frameOf(visit);
    await until(() => visit.page.evaluate<boolean>(`document.querySelector('blockquote').style.display === 'none'`));
    expect(await frame.locator('li a').count()).toBe(3);
    await until(async () => (await measure(frame)).inside === (await measure(frame)).box);
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });

  test.each(['Ours', 'Theirs'])('a click on the article “%s” opens our page of it', async (title) => {
    const visit = await paste('/feeds/top');
    const frame = await frameOf(visit);
    await until(() => visit.page.evaluate<boolean>(`!document.querySelector('iframe').hasAttribute('style')`));
    await frame.getByText(title, { exact: true }).click();
    await visit.page.waitForURL(address(await article(title)));
    await visit.close();
  });

  test('the address of an article becomes a card that links to it', async () => {
    const visit = await paste(await article('Theirs'));
    const frame = await frameOf(visit);
    await until(() => visit.page.evaluate<boolean>(`!document.querySelector('iframe').hasAttribute('style')`));
    await frame.getByText('Theirs', { exact: true }).click();
    await visit.page.waitForURL(address(await article('Theirs')));
    await visit.close();
  });
});
