import puppeteer from 'puppeteer-core';
import { findCommand } from './find-command.ts';
import { NEUTRAL_ENVIRONMENT, type TestBrowser } from './test-browser.ts';

const FONT_FOLDERS = new URL('../../../node_modules/', import.meta.url).pathname;

/** Without it the test file fails at once. */
const FIREFOX = findCommand('firefox-esr');

/** Firefox of Debian's package `firefox-esr`, driven by WebDriver BiDi. Each launch has a new profile. */
export async function openFirefox(): Promise<TestBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    env: { ...NEUTRAL_ENVIRONMENT, HOME: process.env.HOME },
    defaultViewport: null,
    extraPrefsFirefox: {
      // Its sandbox would show a box for each letter of a font in another folder.
      'security.sandbox.content.read_path_whitelist': FONT_FOLDERS,
      'intl.locale.requested': 'en-US',
      'layout.css.prefers-color-scheme.content-override': 1,
    },
  });
  let page = await browser.newPage();
  return {
    name: 'Firefox',
    version: (await browser.version()).replace('firefox/', ''),
    async openTab(width, height) {
      const old = await browser.pages();
      page = await browser.newPage();
      await page.setViewport({ width, height });
      await Promise.all(old.map((other) => other.close()));
    },
    async open(url) {
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    async evaluate(expression, frames) {
      let frame = page.mainFrame();
      for (const selector of frames) {
        const inner = await (await frame.waitForSelector(selector))?.contentFrame();
        if (!inner) throw new Error(`${selector} is not an iframe`);
        frame = inner;
      }
      return frame.evaluate(expression);
    },
    clickAt: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key === 'Space' ? ' ' : key),
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: async () => Buffer.from(await page.screenshot()),
    async listOpenedTabs() {
      const pages = await browser.pages();
      return pages.filter((other) => other !== page).map((other) => other.url());
    },
    close: () => browser.close(),
  };
}
