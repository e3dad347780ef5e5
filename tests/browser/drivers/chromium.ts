import { launchBrowser } from '../launch-browser.ts';
import type { TestBrowser } from './test-browser.ts';

export async function openChromium(): Promise<TestBrowser> {
  const browser = await launchBrowser();
  const context = await browser.newContext();
  let page = await context.newPage();
  return {
    name: 'Chromium',
    version: browser.version(),
    async openTab(width, height) {
      const old = context.pages();
      page = await context.newPage();
      await page.setViewportSize({ width, height });
      await Promise.all(old.map((other) => other.close()));
    },
    async open(url) {
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    async evaluate(expression, frames) {
      let frame = page.mainFrame();
      for (const selector of frames) {
        const inner = await (await frame.waitForSelector(selector, { state: 'attached' })).contentFrame();
        if (!inner) throw new Error(`${selector} is not an iframe`);
        frame = inner;
      }
      return frame.evaluate(expression);
    },
    clickAt: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    listOpenedTabs: async () =>
      context
        .pages()
        .filter((other) => other !== page)
        .map((other) => other.url()),
    close: () => browser.close(),
  };
}
