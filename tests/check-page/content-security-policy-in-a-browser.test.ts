import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../browser/launch-browser.ts';
import { SCRIPT_CASES } from './policy-cases.ts';

const SCRIPT = 'https://news.example.org/v1/top.js?count=10';

let browser: Browser;
let page: Page;
let policies = '';
let runs = false;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('console', (message) => {
    runs ||= message.text() === 'it runs';
  });
  await page.route('https://www.church.example/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: policies === '' ? {} : { 'Content-Security-Policy': policies },
      body: `<!doctype html><title>Church</title><script src="${SCRIPT}"></script>`,
    }),
  );
  await page.route('https://news.example.org/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: "console.log('it runs')" }),
  );
});

afterAll(() => browser.close());

test.each(SCRIPT_CASES)('a browser agrees on %p: %s', async (given, verdict) => {
  policies = given;
  runs = false;
  await page.goto('https://www.church.example/news', { waitUntil: 'load' });
  expect(runs).toBe(verdict === 'allowed');
});
