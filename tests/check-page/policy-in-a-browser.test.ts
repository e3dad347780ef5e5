import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../browser/launch-browser.ts';
import { SCRIPT_CASES } from './policy-cases.ts';

const SCRIPT = 'https://news.example.org/v1/top.js?count=10';

let browser: Browser;
let context: BrowserContext;
let policies = '';

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext();
  await context.route('https://www.church.example/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: policies === '' ? {} : { 'Content-Security-Policy': policies },
      body: `<!doctype html><title>Church</title><script src="${SCRIPT}"></script>`,
    }),
  );
  await context.route('https://news.example.org/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: "console.log('it runs')" }),
  );
});

afterAll(() => browser.close());

test.each(SCRIPT_CASES)('a browser agrees on %p: %s', async (given, verdict) => {
  policies = given;
  const page = await context.newPage();
  let runs = false;
  page.on('console', (message) => {
    runs ||= message.text() === 'it runs';
  });
  await page.goto('https://www.church.example/news', { waitUntil: 'load' });
  await page.close();
  expect(runs).toBe(verdict === 'allowed');
});
