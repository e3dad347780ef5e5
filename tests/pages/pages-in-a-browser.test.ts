import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { toXmlText } from '../../src/model/xml-text.ts';
import { openPages } from '../../src/pages/open-pages.ts';
import { snippet } from '../../src/pages/snippet.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { findViolations } from '../browser/find-violations.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { makeLogo } from '../media/images.ts';
import { PAGE_NAMES, servePages } from './serve-pages.ts';

const DESKTOP = { width: 1280, height: 900 };
/** Wider than a screen of 320 pixels. */
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="80"><rect width="1500" height="80"/></svg>';
const PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>';

let browser: Browser;
let server: Awaited<ReturnType<typeof servePages>>;
let page: Page;
/** Messages of the console, violations of the policy, and errors of scripts. */
let complaints: string[];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), servePages(openPages({ logo: await makeLogo(LOGO) }))]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** One page for all tests of a group, because none of them changes anything. */
function useOnePage(options: BrowserContextOptions = {}): void {
  beforeAll(async () => {
    page = await openPage(options);
  });
  afterAll(() => page.context().close());
}

/** A new page for each test of a group. */
function useFreshPages(): void {
  beforeEach(async () => {
    page = await openPage();
  });
  afterEach(() => page.context().close());
}

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  await context.route('https://pictures.example.org/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: PIXEL }),
  );
  const opened = await context.newPage();
  complaints = [];
  opened.on('console', (message) => complaints.push(message.text()));
  opened.on('pageerror', (error) => complaints.push(String(error)));
  opened.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  return opened;
}

/** Opens a page and waits until its headlines are shown, if it has any. */
async function visit(name: string): Promise<void> {
  await page.goto(`${server.origin}/${name}`);
  if ((await page.locator('.live').count()) > 0) await page.locator('.live section').waitFor();
}

const sideways = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('in one window', () => {
  useOnePage();

  describe.each(PAGE_NAMES)('the page %s', (name) => {
    beforeAll(async () => {
      complaints = [];
      await page.emulateMedia({ colorScheme: 'light' });
      await visit(name);
    });

    test('has one main heading, landmarks, and metadata for search engines', async () => {
      const found = await page.evaluate(`({
        lang: document.documentElement.lang,
        headings: document.querySelectorAll('h1').length,
        landmarks: ['body > header', 'nav', 'main', 'body > footer'].map((one) => document.querySelectorAll(one).length),
        skip: document.querySelector('body > a').hash,
        described: document.title !== '' && document.querySelector('meta[name=description]') !== null,
        mode: document.compatMode,
      })`);
      expect(found).toEqual({
        lang: 'en',
        headings: 1,
        landmarks: [1, 1, 1, 1],
        skip: '#main',
        described: true,
        mode: 'CSS1Compat',
      });
    });

    test('violates no policy and fits a screen of 320 pixels', async () => {
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await sideways()).toBe(0);
      await page.setViewportSize(DESKTOP);
      expect(complaints).toEqual([]);
    });

    test('is accessible in light and dark', async () => {
      expect(await findViolations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      // The widget reads the colours of the page when it renders.
      if ((await page.locator('.live').count()) > 0) await visit(name);
      expect(await findViolations(page, { colours: true })).toEqual([]);
    });
  });
});

describe('without JavaScript', () => {
  useOnePage({ javaScriptEnabled: false });

  test.each(PAGE_NAMES)('%s has the same content', async (name) => {
    const html = server.documents[name];
    await page.goto(`${server.origin}/${name}`);
    const headings = [...html.matchAll(/<(?:h1|h2|h3)[^>]* id="([^"]*)"/g)].map(([, target]) => `#${target}`);
    const links = html.includes('class="tidings live"') ? 1 : 0;
    expect(await page.locator('.live > a').count()).toBe(links);
    for (const target of ['h1', ...headings, ...(links > 0 ? ['.live > a'] : [])]) {
      expect(await page.locator(target).isVisible()).toBe(true);
    }
  });
});

describe('text', () => {
  useFreshPages();

  test('with special characters is shown as typed', async () => {
    const { torture } = server.newsroom.articles;
    await visit('article-torture');
    expect(await page.locator('h1').textContent()).toBe(toXmlText(torture.title));
    expect(await page.locator('.byline li').count()).toBe(12);
    expect(await page.locator('.lead-image img').getAttribute('alt')).toBe(torture.image?.alt);
    expect(complaints).toEqual([]);
  });

  test('in a right-to-left language has its own direction in a list', async () => {
    await visit('feed');
    const rows =
      await page.evaluate(`[...document.querySelectorAll('.headlines li:is([lang=he], [lang=es-MX])')].map((row) =>
      [row.lang, getComputedStyle(row).direction, row.querySelector('h3').textContent])`);
    const { hebrew, spanish } = server.newsroom.articles;
    expect(rows).toEqual([
      ['he', 'rtl', hebrew.title],
      ['es-MX', 'ltr', spanish.title],
    ]);
  });

  test('fits the page at double size', async () => {
    await page.setViewportSize({ width: 640, height: 900 });
    for (const name of ['landing', 'feeds', 'feed', 'feed-custom', 'article-torture']) {
      await visit(name);
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      expect(await sideways()).toBe(0);
    }
  });
});

describe('the custom feed form', () => {
  useFreshPages();

  /** Fills in the whole form; returns the address that the browser then requests. */
  async function choose(fill: () => Promise<void>): Promise<URL> {
    await page.goto(`${server.origin}/feeds`);
    for (const summary of await page.locator('form.own summary').all()) await summary.click();
    await fill();
    const asked = page.waitForRequest((request) => request.url().includes('/feeds/custom'));
    await page.getByRole('button', { name: 'Show this feed' }).click();
    return new URL((await asked).url());
  }

  test.each([true, false])('leads to the address of the feed (JavaScript %s)', async (javaScriptEnabled) => {
    await page.context().close();
    page = await openPage({ javaScriptEnabled });
    const asked = await choose(async () => {
      const group = (name: string) => page.locator('form.own').getByRole('group', { name, exact: true });
      await group('Categories').getByLabel('Israel').check();
      await group('Categories').getByLabel('R&D <i>').check();
      await group('Languages').getByLabel('Brazilian Portuguese').check();
      await group('Tags').getByLabel('גשרים').check();
      await group('Authors').getByLabel('Lucía Peña').check();
      await group('Exclude').getByLabel('US').check();
      await page.getByLabel('Words in the story').fill('two words');
      await page.getByLabel('Number of stories').fill('7');
      await group('Length of each story').getByLabel('Summary').check();
    });
    expect(asked.pathname).toBe('/feeds/custom');
    expect([...asked.searchParams]).toEqual([
      ['category', 'israel'],
      ['category', 'r-d-i'],
      ['lang', 'pt-BR'],
      ['tag', 'גשרים'],
      ['author', 'lucia-pena'],
      ['not-category', 'us'],
      ['q', 'two words'],
      ['count', '7'],
      ['content', 'summary'],
    ]);
  });

  test('leads to a feed of all articles if nothing is chosen', async () => {
    const asked = await choose(async () => {});
    expect([...asked.searchParams]).toEqual([
      ['q', ''],
      ['count', '50'],
      ['content', 'full'],
    ]);
  });

  test('is accessible and fits a screen of 320 pixels when open, in light and dark', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${server.origin}/feeds`);
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await findViolations(page)).toEqual([]);
      expect(await sideways()).toBe(0);
    }
    expect(complaints).toEqual([]);
  });

  test('is sent completely to make a short address', async () => {
    await page.goto(`${server.origin}/feed-custom`);
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Make a short address' }).click();
    const { definition, action } = { definition: server.newsroom.feeds.custom, action: new URL((await sent).url()) };
    expect(action.pathname).toBe('/feeds/c');
    expect(`custom${action.search}`).toBe(definition.id);
  });
});

describe('a snippet', () => {
  useFreshPages();

  test('is selected with one click, as is an address', async () => {
    const { site, feeds } = server.newsroom;
    await visit('landing');
    await page.locator('pre.copy').first().click();
    const expected = snippet({ site, definition: feeds.top, options: parseOptions(() => null) });
    expect(await page.evaluate('String(getSelection())')).toBe(expected);
    await page.locator('code.copy').nth(1).click();
    expect(await page.evaluate('String(getSelection())')).toBe(`${server.origin}/feeds/top.atom`);
  });

  test('shows its headlines beside it, and the page does not move when they appear', async () => {
    await page.addInitScript(
      "window.shifts = []; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts.push(entry.value); }).observe({ type: 'layout-shift', buffered: true });",
    );
    await page.setViewportSize({ width: 1280, height: 4000 });
    for (const name of ['landing', 'feed', 'feed-hebrew', 'feed-category', 'feed-tag', 'feed-short']) {
      await visit(name);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      expect(await page.evaluate('window.shifts')).toEqual([]);
      expect(await page.locator('.live li').count()).toBe(5);
    }
  });
});
