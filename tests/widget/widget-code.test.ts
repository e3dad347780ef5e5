import { runInNewContext } from 'node:vm';
import { brotliCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { buildFrameCode, buildWidgetCode } from '../../src/publish/widget-code.ts';
import { trimHeadlines } from '../../src/render/headlines.ts';
import { renderWidgetScript } from '../../src/render/widget-script.ts';
import type { Headlines } from '../../widget/contract/headlines.ts';
import { headlines } from './fixture-headlines.ts';
import { drawWithoutBrowser } from './small-dom.ts';

/** Bytes after brotli at its highest quality, as served. */
const size = (text: string) => brotliCompressSync(text).length;

const SECOND_SCRIPT = 'https://news.example.org/v1/tidings-archive.abcd1234.js';

let code: string;

beforeAll(async () => {
  code = await buildWidgetCode();
});

test('the same source gives the same bytes', async () => {
  expect(await buildWidgetCode()).toBe(code);
});

test.each([{}, { 'data-layout': 'grid', 'data-count': '3' }])(
  'the bundled script draws a headline with %j',
  (options) => {
    const given: Headlines = { ...trimHeadlines(headlines('https://news.example.org', { count: 1 }), {}), end: 1 };
    const root = drawWithoutBrowser(renderWidgetScript(code, SECOND_SCRIPT, given), given.home, options);
    expect(root?.find('h2')?.textContent).toBe(given.title);
    const link = root?.find('li')?.find('a');
    expect([link?.href, link?.textContent]).toEqual([given.items[0]?.u, given.items[0]?.t]);
  },
);

test('the code has at most 4,000 bytes, and with five headlines 4,750', () => {
  expect(size(renderWidgetScript(code, SECOND_SCRIPT))).toBeLessThanOrEqual(4000);
  expect(
    size(renderWidgetScript(code, SECOND_SCRIPT, trimHeadlines(headlines('https://news.example.org'), {}))),
  ).toBeLessThanOrEqual(4750);
});

test('a second script, of any version, only gives its headlines to the registry of the first', () => {
  const added: unknown[] = [];
  const page = { [Symbol.for('tidings.v1')]: { add: (given: unknown) => added.push(given) } };
  const feed = headlines('https://news.example.org');
  for (const script of [renderWidgetScript(code, SECOND_SCRIPT, feed), renderWidgetScript(code, SECOND_SCRIPT)]) {
    runInNewContext(script, { window: page, Symbol });
  }
  expect(added).toEqual([feed, undefined]);
});

test('the code parses no markup, evaluates no code, and stores and sends nothing', () => {
  expect(code).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|cookie|localStorage|sessionStorage|indexedDB|sendBeacon|currentScript/,
  );
});

test('an embed frame has the style sheets of the widget for each layout', async () => {
  const { css } = await buildFrameCode();
  expect(css.grid).toMatch(/^:host\{.*grid-template-columns/s);
  expect(code).toContain(css.list?.slice(0, 300));
});
