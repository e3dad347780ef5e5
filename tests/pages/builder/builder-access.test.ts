import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findViolations } from '../../browser/find-violations.ts';
import { type BuilderVisit, openBuilderStage } from './builder-stage.ts';

let stage: Awaited<ReturnType<typeof openBuilderStage>>;

beforeAll(async () => {
  stage = await openBuilderStage();
});
afterAll(() => stage.close());

const STATES = [
  '/embed',
  '/embed?platform=wix&find=har',
  '/embed?way=plugin&feed=nothing&count=99&accent=f5c518&excerpt=2&text=777&background=ffe873&page=dark',
  `/embed?paste=${encodeURIComponent('<div class="tidings" data-layot="a" data-date="long"><a href="/feeds/israel?count=3">')}`,
  '/embed/preview',
  '/embed/preview?page=dark&layout=grid',
  '/privacy',
  '/accessibility',
];
/** Text spacing at which no content may be lost (WCAG 2.2, success criterion 1.4.12). */
const SPACED = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [sheet];
})()`;
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/** Elements that hide a part of their content. */
const CLIPPED = `[...document.querySelectorAll('main *')]
  .filter((element) => {
    const { overflow, clipPath } = getComputedStyle(element);
    if (overflow === 'visible' || clipPath !== 'none' || element.matches('input, select, textarea, iframe, .stage')) return false;
    return element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
  })
  .map((element) => element.outerHTML.slice(0, 80))`;

async function unfold(page: Page): Promise<void> {
  await page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true");
}

describe('in one window', () => {
  let visit: BuilderVisit;
  beforeAll(async () => {
    visit = await stage.visit();
  });
  afterAll(() => visit.close());

  describe.each(STATES)('%s', (path) => {
    test('has no violation of WCAG 2.2 A and AA, light or dark, and fits a screen of 320 pixels', async () => {
      const { page, complaints, hosts } = visit;
      complaints.length = 0;
      hosts.clear();
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(stage.origin + path);
      await unfold(page);
      // The page in the iframe has a state of its own.
      expect(await findViolations(page, { frames: false })).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await findViolations(page, { frames: false })).toEqual([]);
      expect(await page.evaluate(SIDEWAYS)).toBe(0);
      expect(complaints).toEqual([]);
      expect([...hosts]).toEqual([stage.origin]);
    });

    test('loses no content with wide text spacing or double text size', async () => {
      const { page } = visit;
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 390, height: 800 });
      await page.goto(stage.origin + path);
      await unfold(page);
      await page.evaluate(SPACED);
      expect([await page.evaluate(SIDEWAYS), await page.evaluate(CLIPPED)]).toEqual([0, []]);
      await page.setViewportSize({ width: 640, height: 800 });
      await page.evaluate("document.adoptedStyleSheets = []; document.documentElement.style.fontSize = '200%'");
      expect([await page.evaluate(SIDEWAYS), await page.evaluate(CLIPPED)]).toEqual([0, []]);
    });
  });
});

test('choices are visible in forced colours', async () => {
  const { page, close } = await stage.visit({ forcedColors: 'active' });
  await page.goto(`${stage.origin}/embed`);
  const styleOf = (label: string) => page.evaluate(`getComputedStyle(document.querySelector('${label}')).outlineStyle`);
  expect(await styleOf('label:has(#layout-list)')).toBe('solid');
  expect(await styleOf('label:has(#layout-grid)')).toBe('none');
  await close();
});

describe('without JavaScript', () => {
  test('it is a form that finds a feed, warns about a colour and shows the snippet', async () => {
    const { page, code, address, close } = await stage.visit({ javaScriptEnabled: false });
    await page.goto(`${stage.origin}/embed`);
    await page.getByLabel('My own HTML').check();
    await page.getByLabel('Or search for a topic').fill('harv');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    expect(address()).toBe('/embed?platform=html&feed=top&find=harv');
    await page.getByRole('button', { name: 'Harvest Topic, 12 stories' }).click();
    expect(address()).toBe('/embed?platform=html&feed=tag/harvest');

    await page.getByLabel('Number of headlines').fill('3');
    await page.getByRole('textbox', { name: 'Accent colour' }).fill('#f5c518');
    await page.getByRole('textbox', { name: 'Accent colour' }).press('Enter');
    await page.waitForURL(/feed=tag\/harvest&count=3&accent=f5c518/);
    expect(await code()).toContain('data-count="3"');
    expect(await page.getByRole('button', { name: 'Copy' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Use the nearest' }).click();
    expect(address()).toBe('/embed?platform=html&feed=tag/harvest&count=3&accent=8e720e');
    expect(await page.locator('.stage iframe').getAttribute('src')).toContain('count=3');

    await page.getByLabel('Wix').check();
    await page.getByRole('button', { name: 'Show the methods' }).click();
    expect(await code()).toContain('<iframe src=');
    await close();
  });
});
