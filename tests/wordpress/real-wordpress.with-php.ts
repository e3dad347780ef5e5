import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { embedMethodCode } from '../../src/pages/builder/embed-method-code.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, SITE } from '../http/newsroom.ts';
import { builtFrameCode, builtWidgetCode } from '../widget/built-widget.ts';
import { openRealSite, type RealSite } from './real-site.ts';

const THEMES = ['twentytwentyone', 'twentytwentytwo', 'twentytwentythree'];
const WIDTHS = [390, 1280];
const BEFORE =
  '<!-- wp:paragraph -->\n<p id="before">Our services are at nine and at eleven.</p>\n<!-- /wp:paragraph -->';
const definition = feedOf('top');

let browser: Browser;
let server: Server;
let newsroom: Newsroom;
let church: RealSite;
let publicUrl: string;

beforeAll(async () => {
  browser = await launchBrowser();
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const drafts = Array.from({ length: 6 }, (_, nth) => draftOf(`Story ${nth} [safe_number]`));
  newsroom = await openNewsroom([definition], drafts, {
    publicUrl,
    widgetCode: builtWidgetCode,
    frameCode: builtFrameCode,
  });
  server.on('request', newsroom.app);
  church = await openRealSite(new URL(publicUrl));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await church?.close();
  server.closeAllConnections();
  await Promise.all([newsroom?.close(), new Promise((resolve) => server.close(resolve))]);
});

const code = (method: 'script' | 'frame' | 'link', given: Readonly<Record<string, string>> = {}) =>
  embedMethodCode(method, {
    site: { ...SITE, publicUrl },
    definition,
    options: parseOptions((name) => given[name]),
  });
const html = (lines: string) => `<!-- wp:html -->\n${lines}\n<!-- /wp:html -->`;
const embed = (url: string) =>
  `<!-- wp:embed {"url":"${url}","type":"rich"} -->\n<figure class="wp-block-embed is-type-rich"><div class="wp-block-embed__wrapper">\n${url}\n</div></figure>\n<!-- /wp:embed -->`;

/** What is put on a page by whom, and where its headlines are. */
const PLACES: readonly (readonly [name: string, user: string, content: () => string, selector: string])[] = [
  ['the snippet', 'administrator', () => html(code('script')), '.tidings'],
  ['the iframe', 'administrator', () => html(code('frame')), 'iframe'],
  ['the address in an embed block', 'author', () => embed(code('link')), 'iframe'],
  ['the address alone on a line', 'author', () => `\n\n${code('link')}\n\n`, 'iframe'],
  ['the plugin’s block', 'author', () => '<!-- wp:tidings/headlines {"count":"5"} /-->', '.tidings'],
  ['the plugin’s shortcode', 'author', () => '[tidings count="5"]', '.tidings'],
];

describe.each(THEMES)('in the theme %s', (theme) => {
  beforeAll(() => church.useTheme(theme));

  test.each(PLACES)('%s shows five headlines in the column of the text', async (_, user, content, selector) => {
    // Without blocks WordPress makes paragraphs itself.
    const before = content().startsWith('<!--') ? BEFORE : '<p id="before">Our services are at nine and at eleven.</p>';
    const address = await church.publish(user, `${before}\n\n${content()}`);
    for (const width of WIDTHS) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(address);
      const found = page.locator(selector).first();
      const inside = selector === 'iframe' ? page.frameLocator('iframe') : found;
      await inside.locator('li a').nth(4).waitFor();
      // WordPress hides the iframe of an address, out of the column, until it has reported its height.
      await found.and(page.locator(':not([style*="absolute"])')).waitFor();
      const [text, headlines] = await Promise.all([page.locator('#before').boundingBox(), found.boundingBox()]);
      expect([headlines?.x, headlines?.width]).toEqual([text?.x, text?.width]);
      expect(await inside.locator('li a').first().textContent()).toMatch(/^Story \d \[safe_number\]/);
      await page.close();
    }
  });

  test.each(['list', 'grid', 'ticker'])(
    'the snippet of an author, without its script, is a link without empty space: %s',
    async (layout) => {
      const address = await church.publish('author', `${BEFORE}\n\n${html(code('script', { layout }))}`);
      const page = await browser.newPage();
      await page.goto(address);
      expect(await page.locator('script[src*="/v1/"]').count()).toBe(0);
      expect((await page.locator('.tidings').boundingBox())?.height).toBeLessThan(80);
      expect(await page.locator('.tidings a').getAttribute('href')).toBe(`${publicUrl}/feeds/top`);
      await page.close();
    },
  );
});
