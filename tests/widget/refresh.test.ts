import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Visit } from './church.ts';
import { openStage, type Stage, until } from './stage.ts';

const JSON_ADDRESS = '/v1/top.json?count=20';
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

let stage: Stage;
let visit: Visit;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage.close());

afterEach(async () => {
  await visit.close();
  stage.tidings.reset();
});

/** Opens a page with a clock that the test can move forward. */
async function open(options: Readonly<Record<string, string>>): Promise<Page> {
  visit = await stage.church.visit(stage.div(options));
  const { page } = visit;
  await page.waitForLoadState('load');
  await page.clock.install();
  await page.addScriptTag({ url: `${stage.tidings.origin}/v1/top.js` });
  await page.locator('.tidings section').waitFor();
  return page;
}

const countRequests = () => stage.tidings.requests.filter((path) => path === JSON_ADDRESS).length;
const titles = (page: Page) => page.locator('.tidings li a').allTextContents();

/** Makes the page visible or hidden, as a browser does when the visitor changes tabs. */
const look = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${state === 'hidden'}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'))`);

test('headlines are not fetched again without the option', async () => {
  const page = await open({});
  await page.clock.runFor(3 * QUARTER);
  expect(countRequests()).toBe(0);
});

test('every 15 minutes new headlines appear, a retracted one disappears, and nothing moves', async () => {
  const page = await open({ refresh: 'on' });
  const [first, retracted, ...rest] = await titles(page);
  stage.tidings.publish('top', (usual) => ({
    ...usual,
    items: [{ ...usual.items[0], t: 'News of this minute' }, usual.items[0], ...usual.items.slice(2, 4)] as never,
    end: 1,
  }));
  // The page's clock also runs by itself. A minute is far more than the test has needed so far.
  await page.clock.runFor(QUARTER - MINUTE);
  expect(countRequests()).toBe(0);
  await page.clock.runFor(MINUTE);
  await until(async () => (await titles(page))[0] === 'News of this minute');
  expect(await titles(page)).toEqual(['News of this minute', first, ...rest.slice(0, 2)]);
  expect(await titles(page)).not.toContain(retracted);
  expect(await visit.layoutShift()).toBe(0);
  expect(countRequests()).toBe(1);
});

test.each([
  ['the reader’s focus is in the widget', {}, 'li a'],
  ['the reader has stopped the ticker', { layout: 'ticker' }, 'input'],
])('while %s, new headlines wait for the next refresh', async (_, options, selector) => {
  const page = await open({ refresh: 'on', ...options });
  const before = await titles(page);
  stage.tidings.publish('top', (usual) => ({
    ...usual,
    items: [{ ...usual.items[0], t: 'News of this minute' }, ...usual.items.slice(1)] as never,
  }));
  const touched = page.locator(`.tidings ${selector}`).first();
  await touched.focus();
  await page.keyboard.press('Space');
  await page.clock.runFor(QUARTER + 1000);
  await until(() => countRequests() === 1);
  await page.waitForLoadState('networkidle');
  expect(await titles(page)).toEqual(before);
  await page.keyboard.press('Space');
  await touched.blur();
  await page.clock.runFor(QUARTER);
  await until(async () => (await titles(page))[0] === 'News of this minute');
});

test('new headlines take the place of a ticker at once, without the link in between', async () => {
  const page = await open({ refresh: 'on', layout: 'ticker' });
  await page.evaluate(`{ const { shadowRoot } = document.querySelector('.tidings'); window.seen = [];
    new MutationObserver(() => seen.push([...shadowRoot.children].map((child) => getComputedStyle(child).display))).observe(shadowRoot, { childList: true }); }`);
  stage.tidings.publish('top', (usual) => ({
    ...usual,
    items: [{ ...usual.items[0], t: 'News of this minute' }, ...usual.items.slice(1)] as never,
  }));
  await page.clock.runFor(QUARTER);
  await until(async () => (await titles(page))[0] === 'News of this minute');
  expect(await page.evaluate('seen')).toEqual([['flex', 'none']]);
  expect(await visit.layoutShift()).toBe(0);
});

test('a hidden page fetches nothing, and fetches what is due once it is visible', async () => {
  const page = await open({ refresh: 'on' });
  await look(page, 'hidden');
  await page.clock.runFor(4 * QUARTER);
  expect(countRequests()).toBe(0);
  await look(page, 'visible');
  await until(() => countRequests() === 1);
});

test('a failed answer changes nothing', async () => {
  const page = await open({ refresh: 'on' });
  const before = await titles(page);
  stage.tidings.answer(JSON_ADDRESS, { status: 503, text: '' });
  await page.clock.runFor(QUARTER + 1000);
  await until(() => countRequests() === 1);
  await page.waitForLoadState('networkidle');
  expect(await titles(page)).toEqual(before);
});
