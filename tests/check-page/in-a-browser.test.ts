import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { renderWidgetScript } from '../../src/render/widget-script.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { builtWidgetCode } from '../widget/built-widget.ts';
import { headlines } from '../widget/fixture-headlines.ts';
import { PINNED, write } from './church-page.ts';
import { PARTNER_PAGES } from './partner-pages.ts';
import { SCRIPT_CASES } from './policy-cases.ts';

const SCRIPT = 'https://news.example.org/v1/top.js?count=10';
/** Whether the script of a policy or of a released version ran. */
const RAN = "document.documentElement.hasAttribute('data-ran')";
const SHOWS =
  "[...document.querySelectorAll('div.tidings')].some(({ shadowRoot }) => shadowRoot?.querySelector('li a'))";
/** Longer than the widget waits after a change of the page. */
const SETTLED_MS = 1000;

let browser: Browser;
let page: Page;
let body = '';
let policies = '';

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.clock.install();
  await page.route('https://www.church.example/news', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: policies === '' ? {} : { 'Content-Security-Policy': policies },
      body,
    }),
  );
  const code = await builtWidgetCode();
  await page.route(/^https:\/\/(?:news|old)\.example\.(?:org|net)\//, (route) => {
    const { origin, pathname, href } = new URL(route.request().url());
    const [, feed] = /^\/v1\/(\w+)\.js$/.exec(pathname) ?? [];
    const found = feed === 'tidings' ? undefined : headlines(origin, { feed });
    return route.fulfill({
      status: feed === undefined && !pathname.includes('/v1.4.0/') ? 404 : 200,
      contentType: 'text/javascript',
      headers: { 'Access-Control-Allow-Origin': '*' },
      body: feed === undefined || href === SCRIPT ? PINNED : renderWidgetScript(code, `${origin}/v1/archive.js`, found),
    });
  });
});

afterAll(() => browser.close());

async function open(): Promise<void> {
  await page.goto('https://www.church.example/news', { waitUntil: 'load' });
}

test.each(SCRIPT_CASES)('a browser agrees on %p: %s', async (given, verdict) => {
  policies = given;
  body = `<!doctype html><title>Church</title><script src="${SCRIPT}"></script>`;
  await open();
  expect(await page.evaluate(RAN)).toBe(verdict === 'allowed');
});

test.each(Object.entries(PARTNER_PAGES))('a browser agrees on which pages show headlines: %s', async (group, cases) => {
  policies = '';
  const shown: string[] = [];
  // Other tests look at frames, and what a plugin delays may appear at any time.
  const seen = cases.filter(([, html, report]) => !/ delayed/.test(report) && !/<iframe/.test(html));
  for (const [what, html] of seen) {
    body = write(html);
    await open();
    await page.clock.runFor(SETTLED_MS);
    if (await page.evaluate(group === 'integrity' ? RAN : SHOWS)) shown.push(what);
  }
  const expected = seen.filter(([, , report]) => /widget-works|hidden|old-address$/.test(report));
  expect(shown).toEqual(expected.map(([what]) => what));
});
