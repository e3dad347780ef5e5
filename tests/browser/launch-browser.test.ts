import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, CDPSession } from 'playwright-core';
import { FONTS, launchBrowser } from './launch-browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

/** The fonts that the browser paints the page's text with. */
async function listFonts(devTools: CDPSession): Promise<readonly string[]> {
  await devTools.send('DOM.enable');
  await devTools.send('CSS.enable');
  const { root } = await devTools.send('DOM.getDocument');
  const { nodeId } = await devTools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'p' });
  const { fonts } = await devTools.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts.map(({ familyName }) => familyName);
}

test.each([
  ...FONTS.map((family) => [`"${family}"`, family]),
  ['sans-serif', 'DejaVu Sans'],
  ['serif', 'DejaVu Serif'],
  ['monospace', 'DejaVu Sans Mono'],
  // Many machines have these.
  ['Arial, "Liberation Sans", Georgia, "Noto Sans"', 'DejaVu Sans'],
])('text in %s is painted in %s, whatever fonts the machine has', async (family, expected) => {
  const page = await browser.newPage();
  await page.setContent(`<p style='font-family: ${family}'>Latest news</p>`);
  expect(await listFonts(await page.context().newCDPSession(page))).toEqual([expected]);
  await page.close();
});

test('a visitor is in UTC and reads English, whatever the machine is set to', async () => {
  const page = await browser.newPage();
  const found = '[Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language.slice(0, 2)]';
  expect(await page.evaluate(found)).toEqual(['UTC', 'en']);
  await page.close();
});
