import { expect } from '@jest/globals';
import type { Case } from '../case.ts';
import { COUNTS, JSON_REQUESTS } from './expressions.ts';

/** What mail programs, offices and editors make of the snippet's link. */
const REWRITTEN_LINKS = [
  'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2FHOST%2Ffeeds%2Ftop&amp;data=05%7C02',
  'https://www.google.com/url?q=https://HOST/feeds/top&amp;sa=D&amp;source=editors',
  'https://urldefense.com/v3/__https://HOST/feeds/top__;!!Abc!xyz$',
  'https://urldefense.proofpoint.com/v2/url?u=https-3A__HOST_feeds_top&amp;d=DwMFaQ',
  'https://link.example/r?u=aHR0cHM6Ly9uZXdzLmV4YW1wbGUub3JnL2ZlZWRzL3RvcA==',
  'https://link.example/5f2c',
  '#',
  '',
];

/** Divs of a page that has the class for another purpose: what is before the snippet and after it. */
const OTHER_DIVS = [
  ['<div class="tidings"><h1>Glad Tidings Church</h1>', '</div>'],
  ['<div class="tidings">', '</div>'],
  ['<div class="tidings"><a href="/"><img src="data:," alt="Glad Tidings"></a></div>', ''],
  ['<div class="tidings"><svg width="90" height="90"><circle r="40" cx="45" cy="45"></circle></svg></div>', ''],
  ['<div class="tidings"><iframe src="data:,"></iframe></div>', ''],
  ['<div class="tidings"><video></video></div>', ''],
  ['<div class="tidings"><form><input name="q"></form></div>', ''],
  ['<div class="tidings"><a href="/">Glad Tidings</a></div>', ''],
  ['<div class="tidings">Glad Tidings. <a href="ORIGIN/feeds/top">News</a></div>', ''],
  ['<div class="tidings"><a href="ORIGIN/feeds/top">News</a> <a href="/">Home</a></div>', ''],
] as const;

/** Counts the answers that the widget has received. */
const NOTE_FETCHES = `<script>{
  const usual = window.fetch;
  window.answers = 0;
  window.fetch = (...request) => usual(...request).finally(() => setTimeout(() => (window.answers += 1)));
}</script>`;

/** A copy of the script on another server, made long ago. */
async function oldCopy(origin: string, feed = 'top'): Promise<string> {
  const code = await (await fetch(`${origin}/v1/${feed}.js`)).text();
  const old = code.replace(/"at":\d+/, '"at":1');
  expect(old).not.toBe(code);
  return `<script>${old}</script>`;
}

/** Snippets as pages, editors, optimisers and mail programs change them. */
export const snippets: readonly Case[] = [
  {
    name: 'An old copy of the script asks the newsroom once and shows its answer',
    page: async ({ div, origin }) => div() + div({ count: 3 }) + (await oldCopy(origin)),
    async check(page) {
      await page.expectValue(COUNTS, [5, 3]);
      expect(await page.evaluate(JSON_REQUESTS)).toBe(1);
    },
  },
  {
    name: 'An old copy of the script shows only the link while the newsroom is down',
    page: async ({ div, origin, intercept }) => {
      const copy = await oldCopy(origin, 'world');
      intercept('/v1/world.json', (_request, response) => response.writeHead(503).end());
      return NOTE_FETCHES + div({}, 'world') + copy;
    },
    async check(page) {
      await page.expectValue('window.answers', 1);
      expect(await page.evaluate(COUNTS)).toEqual([0]);
      expect(await page.evaluate(`find('div.tidings a').getBoundingClientRect().height > 10`)).toBe(true);
    },
  },
  {
    name: `A snippet shows its feed although its link was rewritten: ${REWRITTEN_LINKS.length} kinds`,
    page: ({ origin, script }) =>
      REWRITTEN_LINKS.map(
        (link) =>
          `<div class="tidings" data-feed="top" data-count="3"><a href="${link.replace('HOST', new URL(origin).host)}">News</a></div>`,
      ).join('') + script(),
    async check(page) {
      await page.expectValue(
        COUNTS,
        REWRITTEN_LINKS.map(() => 3),
      );
      expect(await page.evaluate(JSON_REQUESTS)).toBe(0);
    },
  },
  {
    name: `A div of the page that has the class tidings stays as it is: ${OTHER_DIVS.length} kinds`,
    page: ({ origin, div, script }) =>
      `${OTHER_DIVS.map(([before, after]) => before.replace('ORIGIN', origin) + div({ count: 3 }) + after).join('')}
      <div class="tidings"></div>${script()}`,
    async check(page) {
      // The empty one, which an editor has left of a snippet, is drawn last.
      await page.expectValue(COUNTS, [...OTHER_DIVS.flatMap(() => [0, 3]), 5]);
    },
  },
  {
    name: 'An image that does not load leaves an empty space without the browser’s icon',
    page: ({ div, script, intercept }) => {
      intercept('/media/', (_request, response) => response.writeHead(503).end());
      return ['list', 'cards'].map((layout) => div({ layout, count: 3 })).join('') + script();
    },
    async check(page) {
      await page.expectValue(
        `all('section img').map((image) => [getComputedStyle(image).visibility, image.offsetHeight])`,
        [80, 80, 80, 136, 136, 136].map((height) => ['hidden', height]),
      );
    },
  },
  {
    name: 'The snippet works in XHTML',
    page: ({ snippet }) => ({
      headers: { 'Content-Type': 'application/xhtml+xml' },
      body: `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Church</title></head><body>${snippet()}</body></html>`,
    }),
    async check(page) {
      await page.expectValue(COUNTS, [5]);
      expect(await page.evaluate(`getComputedStyle(find('section')).display`)).toBe('flex');
    },
  },
  {
    name: 'Options in the link count although an editor escaped it twice',
    page: ({ origin, script }) =>
      `<div class="tidings"><a href="${origin}/feeds/top?count=4&amp;amp;heading=3">News</a></div>${script()}`,
    async check(page) {
      await page.expectValue(COUNTS, [4]);
      expect(await page.evaluate(`all('section h3').length`)).toBe(1);
    },
  },
  {
    name: 'Scripts of the page that change built-in objects, as Prototype did, change no headline',
    page: ({ snippet }) => ({
      head: `<script>
        Date.prototype.toJSON = () => '"2008-11-24T00:00:00Z"';
        Array.from = (list) => (list ? [].slice.call(list) : []);
        Array.prototype.entries = function () { return [].slice.call(this); };
        for (const name of ['ariaLabel', 'role']) delete Element.prototype[name];
        window.self = window.parent = window.name = 'page';
      </script>`,
      body: snippet({ target: 'new' }),
    }),
    async check(page) {
      await page.expectValue(COUNTS, [5]);
      expect(await page.evaluate(`find('section time').getAttribute('datetime')`)).toMatch(/^2026-11-20T/);
      expect(await page.evaluate(`find('section').getAttribute('aria-label')`)).toBe('Latest news');
      expect(await page.evaluate(`find('section li a').getAttribute('aria-label')`)).toMatch(/\(opens in a new tab\)$/);
    },
  },
  {
    name: 'Headlines appear after a soft navigation, with the script that the page already has',
    page: ({ snippet }) => `<main>${snippet()}</main>`,
    async check(page, { div }) {
      await page.expectValue(COUNTS, [5]);
      await page.evaluate(`void (find('main').innerHTML = ${JSON.stringify(div({ count: 3 }))})`);
      await page.expectValue(COUNTS, [3]);
      const body = `Object.assign(document.createElement('body'), { innerHTML: ${JSON.stringify(div({ count: 2 }))} })`;
      await page.evaluate(`void (document.body = ${body})`);
      await page.expectValue(COUNTS, [2]);
    },
  },
  {
    name: 'A page that is inserted without its scripts shows headlines if the site has the widget’s script',
    page: ({ script }) => ({ head: script('tidings'), body: '<main>Welcome</main>' }),
    async check(page, { snippet }) {
      await page.expectValue(`document.readyState`, 'complete');
      for (const [feed, count] of [
        ['top', 5],
        ['world', 5],
        ['top', 3],
      ] as const) {
        await page.evaluate(`void (find('main').innerHTML = ${JSON.stringify(snippet({ count }, feed))})`);
        await page.expectValue(COUNTS, [count]);
      }
    },
  },
  {
    name: 'The script works late, from the head, and within the snippet’s element',
    page: ({ div, script }) => ({
      head: script(),
      body: div({ count: 2 }) + div({ count: 3 }).replace('</div>', `${script()}</div>`),
    }),
    async check(page, { div, script }) {
      await page.expectValue(COUNTS, [2, 3]);
      await page.evaluate(
        `document.body.append(document.createRange().createContextualFragment(${JSON.stringify(div({ count: 4 }) + script())}))`,
      );
      await page.expectValue(COUNTS, [2, 3, 4]);
    },
  },
];
