import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../browser/launch-browser.ts';
import { type Church, openChurch } from '../../widget/church.ts';
import { serveBuilder } from './serve-builder.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let browser: Browser;
let server: Awaited<ReturnType<typeof serveBuilder>>;
let church: Church;
let page: Page;
/** What the console, the policy or a script complained of, on the page or in its frame. */
let complaints: string[];
/** Every host that was asked for anything. */
let hosts: Set<string>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveBuilder()]);
  church = await openChurch(browser);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([church.close(), server.close()]);
});

beforeEach(() => openPage());
afterEach(() => page.context().close());

async function openPage(options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  complaints = [];
  hosts = new Set();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (request.url().startsWith('http')) hosts.add(new URL(request.url()).origin);
  });
}

async function visit(path: string): Promise<void> {
  await page.goto(server.origin + path);
  await shown().locator('.tidings section').waitFor();
}

const shown = () => page.frameLocator('#shown');
const code = () => page.locator('#code').textContent();
const address = () => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};

/** Waits until the address says so: what differs is put in place in the same breath. */
const arrived = (path: string) => page.waitForURL(server.origin + path);

/** The page in the frame is looked at by itself. */
async function findViolations(): Promise<string[]> {
  await page.evaluate(AXE);
  const results: AxeResults = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)}, iframes: false })`);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('  ')}`);
}

const STATES = [
  '/embed',
  '/embed?platform=wix',
  '/embed?way=plugin&feed=nothing&count=99&accent=f5c518&excerpt=2&text=777&background=ffe873&page=dark',
  `/embed?paste=${encodeURIComponent('<div class="tidings" data-layot="a" data-date="long"><a href="/feeds/israel?count=3">')}`,
  '/embed/preview',
  '/embed/preview?page=dark&layout=grid',
  '/privacy',
  '/accessibility',
  '/performance',
];

describe.each(STATES)('%s', (path) => {
  test('has no violation of WCAG 2.2 A and AA, light or dark, and fits a screen of 320 pixels', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: colorScheme === 'light' ? 1280 : 320, height: 900 });
      await page.goto(server.origin + path);
      for (const summary of await page.locator('main summary').all()) await summary.click();
      expect(await findViolations()).toEqual([]);
      const root = 'document.documentElement';
      expect(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`)).toBe(0);
    }
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([server.origin]);
  });
});

const RECORD_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) window.shifts.push([value, ...sources.map(({ node }) => node?.nodeName)]);
  }).observe({ type: 'layout-shift', buffered: true });`;

describe('with JavaScript', () => {
  test('every change is in the address, the code and the preview at once, and there again on reload', async () => {
    await visit('/embed');
    await page.getByLabel('Squarespace').check();
    await page.getByLabel('Feed', { exact: true }).selectOption('category/israel');
    await page.getByLabel('Compact').check();
    await page.getByLabel('How many headlines').fill('3');
    await page.getByLabel('Dark').check();
    const chosen = '/embed?platform=squarespace&feed=category/israel&layout=compact&count=3&page=dark';
    await arrived(chosen);
    const before = await code();
    expect(before).toContain('<div class="tidings" data-count="3" data-layout="compact"');
    expect(before).toContain(`${server.origin}/v1/category/israel.js?count=3`);
    await shown().locator('html.dark .tidings li').nth(2).waitFor();
    expect(await shown().locator('.tidings li').count()).toBe(3);
    expect(await page.locator('#result').textContent()).toContain('Add Block');

    await page.reload();
    expect(address()).toBe(chosen);
    expect(await code()).toBe(before);
    expect(await page.getByLabel('Compact').isChecked()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('adds no step to the browser’s history', async () => {
    await page.goto(`${server.origin}/feeds`);
    await visit('/embed');
    for (const name of ['Grid', 'Cards', 'List']) await page.getByLabel(name, { exact: true }).check();
    await page.getByLabel('How many headlines').fill('4');
    await arrived('/embed?feed=top&count=4');
    await page.goBack();
    expect(address()).toBe('/feeds');
  });

  test('shows a frame where a frame is what is pasted, and what it reports is heard', async () => {
    await page.goto(`${server.origin}/embed?platform=wix&count=3`);
    await shown().frameLocator('iframe').locator('li').nth(2).waitFor();
    expect(complaints).toEqual([]);
  });

  test('says that a frame does not see how dark the page is, and helps', async () => {
    await page.goto(`${server.origin}/embed?platform=wix`);
    await page.getByLabel('Dark', { exact: true }).check();
    await page.getByRole('button', { name: 'Take ink for a dark page' }).click();
    await arrived('/embed?platform=wix&feed=top&theme=dark&page=dark');
    expect(await page.locator('#theme').inputValue()).toBe('dark');
    expect(await page.locator('#frame-note').textContent()).toBe('');
  });

  test('says when a colour cannot be read, and takes the nearest that can', async () => {
    await visit('/embed');
    await page.locator('#accent').fill('#f5c518');
    const note = page.locator('#accent-note');
    await note.getByText('can hardly be read on a light page').waitFor();
    await note.getByRole('button').click();
    await arrived('/embed?feed=top&accent=8e720e');
    await note.getByRole('button').waitFor({ state: 'detached' });
    expect(await page.locator('#accent').inputValue()).toBe('#8e720e');
    expect(await page.locator('#accent-swatch').inputValue()).toBe('#8e720e');
  });

  test('names a number that is out of range beside its field', async () => {
    await visit('/embed');
    await page.getByLabel('How many headlines').fill('99');
    await page.getByText('expected a whole number from 1 to 20, got “99”').waitFor();
    expect(await code()).toContain('data-count="5"');
  });

  test('copies the code and says so', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    await visit('/embed?count=7');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await code());
  });

  test('selects the code where the clipboard is refused', async () => {
    await page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await visit('/embed');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('It is selected').waitFor();
    expect(await page.evaluate('String(getSelection())')).toBe(await code());
  });

  test('the width of the page is seen at once and stays', async () => {
    await visit('/embed');
    await page.locator('#width').fill('320');
    await arrived('/embed?feed=top&width=320');
    expect(await page.locator('#width-shown').textContent()).toBe('320');
    await shown().locator('.tidings section').waitFor();
    expect(await page.frames()[1]?.evaluate('innerWidth')).toBe(320);
  });

  test('opens an old snippet', async () => {
    await visit('/embed');
    await page
      .getByLabel('Paste your old lines')
      .fill(`<div class="tidings" data-count="4"><a href="${server.origin}/feeds/israel">x</a></div>`);
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByText('How many headlines: 4').waitFor();
    expect(await page.getByLabel('How many headlines').inputValue()).toBe('4');
    expect(await code()).toContain('/v1/israel.js?count=4');
  });

  test('keeps several terms as one feed', async () => {
    await visit('/embed?count=3');
    await page.getByText('Several at once').click();
    const categories = page.getByRole('group', { name: 'Categories', exact: true });
    await categories.getByLabel('Israel').check();
    await categories.getByLabel('Missions').check();
    await page.getByRole('button', { name: 'Take this choice' }).click();
    await page.waitForURL(/\/embed\?feed=c\/\w+&count=3#which$/);
    expect(await code()).toMatch(/\/v1\/c\/\w+\.js\?count=3/);
  });

  test('leaves no cookie and stores nothing, and neither its page nor the previewed one moves', async () => {
    await page.addInitScript(RECORD_SHIFTS);
    await visit('/embed');
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    expect(await page.evaluate('window.shifts')).toEqual([]);
    expect(await page.frames()[1]?.evaluate('window.shifts')).toEqual([]);
  });
});

describe('by keyboard', () => {
  test('everything is reached in the order in which it is read', async () => {
    await visit('/embed');
    const reached: string[] = [];
    for (let step = 0; step < 80 && reached.at(-1) !== 'paste-field'; step += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()'));
    }
    const order = [
      ...['platform-wordpress', 'way-script', 'feed', 'Several at once', 'layout-list', 'count', 'images', 'accent'],
      ...['More', 'page-light', 'width', 'code', 'Copy', 'Check my page', 'paste-field'],
    ];
    expect(reached.filter((id) => order.includes(id))).toEqual(order);
  });

  test('a way is chosen with the arrow keys, and the focus stays with it', async () => {
    await visit('/embed');
    await page.locator('#way-script').focus();
    await page.keyboard.press('ArrowRight');
    await arrived('/embed?way=link&feed=top');
    await page.locator('#way-link:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await arrived('/embed?way=plugin&feed=top');
    await page.getByRole('link', { name: 'Download the plugin' }).waitFor();
  });
});

describe('without JavaScript', () => {
  test('it is a form that gives the snippet', async () => {
    await page.context().close();
    await openPage({ javaScriptEnabled: false });
    await page.goto(`${server.origin}/embed`);
    await page.getByLabel('My own HTML').check();
    await page.getByLabel('How many headlines').fill('3');
    await page.getByRole('textbox', { name: 'Accent colour' }).fill('#f5c518');
    await page.getByRole('button', { name: 'Show it' }).click();
    expect(address()).toBe('/embed?platform=html&feed=top&count=3&accent=f5c518');
    expect(await code()).toContain('data-count="3"');
    expect(await page.getByRole('button', { name: 'Copy' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Take the nearest' }).click();
    expect(address()).toBe('/embed?platform=html&feed=top&count=3&accent=8e720e');
    expect(await page.locator('.stage iframe').getAttribute('src')).toContain('count=3');
  });
});

describe('the snippet on a page of another origin', () => {
  test.each(['count=3&accent=7d2a20', 'layout=cards&count=2&images=off', 'layout=compact&excerpt=1'])(
    'looks as the preview did: %s',
    async (query) => {
      await visit(`/embed?${query}`);
      const frame = page.frames()[1];
      const preview = await frame?.evaluate(MEASURE);
      const style = "width:560px;font:16px/1.55 'Helvetica Neue',Arial,sans-serif;color:#23272c";
      const pasted = await church.visit(`<main style="${style}">${await code()}</main>`);
      await pasted.page.locator('.tidings section').waitFor();
      expect(await pasted.page.evaluate(MEASURE)).toEqual(preview);
      expect(await pasted.layoutShift()).toBe(0);
      expect(pasted.complaints).toEqual([]);
      await pasted.close();
    },
  );
});

/** What the eye sees of a widget: its texts, where they stand, and in which colours. */
const MEASURE = `(() => {
  const div = document.querySelector('.tidings');
  const whole = div.getBoundingClientRect();
  const seen = [...div.shadowRoot.querySelectorAll('section, h2, li, a')].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const place = [left - whole.left, top - whole.top, width, height].map(Math.round);
    return [element.textContent, ...place, color, fontSize, fontWeight];
  });
  return { size: [whole.width, whole.height].map(Math.round), seen };
})()`;
