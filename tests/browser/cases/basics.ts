import { expect } from '@jest/globals';
import type { Case } from '../case.ts';
import { COUNTS, FITS } from './expressions.ts';

const ARTICLE = 'Lamps are lit again along the old harbour wall';

const HOSTILE_STYLES = `<style>
  * { margin: 9px !important; letter-spacing: 2px; } div { all: unset; display: flex !important; font-size: 40px !important; }
  a { display: none; color: red !important; } li { list-style: square; float: left; width: 20px; } section { background: lime; }
  html { font-size: 62.5%; } img { width: 100% !important; height: auto !important; }
</style>`;

/** The first visit to each kind of page. */
export const basics: readonly Case[] = [
  {
    name: 'The snippet shows five headlines on a page with hostile styles',
    page: ({ snippet }) => ({ head: HOSTILE_STYLES, body: `<main>${snippet()}</main>` }),
    async check(page) {
      await page.expectValue(COUNTS, [5]);
      await page.expectValue(`all('section li a').every((link) => link.getBoundingClientRect().height > 10)`, true);
      expect(await page.evaluate(`getComputedStyle(find('section li a')).letterSpacing`)).toBe('normal');
    },
  },
  {
    name: 'Headlines take the height that the snippet reserves, so the page does not move',
    page: ({ snippet }) => `${snippet()}<p id="after">Our services are at nine.</p>`,
    async check(page) {
      await page.expectValue(COUNTS, [5]);
      const reserved = `parseFloat(getComputedStyle(find('div.tidings')).minHeight)`;
      const height = await page.evaluate<number>(`find('section').getBoundingClientRect().height`);
      expect(await page.evaluate<number>(reserved)).toBeCloseTo(height, 0);
      const top = await page.evaluate(`find('#after').getBoundingClientRect().top`);
      await page.evaluate(`find('div.tidings').replaceWith(document.createElement('div'))`);
      await page.evaluate(`find('body > div').setAttribute('style', 'min-height: 1px')`);
      expect(top).toBeGreaterThan(await page.evaluate<number>(`find('#after').getBoundingClientRect().top`));
    },
  },
  {
    name: 'A snippet that is pasted twice shows two lists, each drawn once',
    page: ({ snippet }) => snippet({ count: 3 }) + snippet(),
    async check(page) {
      await page.expectValue(COUNTS, [3, 5]);
      const sections = `all('div.tidings').map((div) => div.shadowRoot.querySelectorAll('section').length)`;
      expect(await page.evaluate(sections)).toEqual([1, 1]);
    },
  },
  {
    name: 'Headlines and a ticker appear under a policy that allows only the newsroom',
    page: ({ snippet, origin }) => ({
      body: snippet() + snippet({ layout: 'ticker' }),
      headers: { 'Content-Security-Policy': `default-src 'none'; script-src ${origin}; img-src ${origin}` },
    }),
    async check(page) {
      await page.expectValue(COUNTS, [5, 5]);
      await page.expectValue(`find('section input').getBoundingClientRect().width >= 24`, true);
      expect(await page.evaluate(`find('section img').getBoundingClientRect().width`)).toBeLessThan(200);
    },
  },
  {
    name: 'A click on a headline opens the article, and Back returns',
    page: ({ snippet }) => snippet(),
    async check(page) {
      await page.expectValue(COUNTS, [5]);
      const partner = await page.evaluate<string>('location.href');
      const article = await page.evaluate<string>(`all('section li a')[2].href`);
      await page.click('section li:nth-child(3) a');
      await page.expectValue('location.href', article);
      await page.back();
      await page.expectValue('location.href', partner);
      await page.expectValue(COUNTS, [5]);
    },
  },
  {
    name: 'Headlines are reached with the Tab key and opened with Enter',
    page: ({ snippet }) => snippet({ target: 'new' }),
    async check(page, { origin, idOf }) {
      await page.expectValue(COUNTS, [5]);
      await page.press('Tab');
      await page.expectValue(`document.activeElement?.className`, 'tidings');
      await page.evaluate(`find('section li a').focus()`);
      await page.press('Tab');
      await page.expectValue(`document.activeElement.shadowRoot.activeElement === all('section li a')[1]`, true);
      await page.press('Enter');
      await page.expectOpenedTab(`${origin}/articles/${await idOf('נרות נדלקו שוב לאורך חומת הנמל הישנה')}`);
    },
  },
  {
    name: 'Headlines are light on a dark page',
    page: ({ snippet }) => ({
      head: '<style>body { background: #101418; color: #e8e8e8; }</style>',
      body: snippet(),
    }),
    async check(page) {
      await page.expectValue(COUNTS, [5]);
      await page.expectValue(`getComputedStyle(find('section h2')).colorScheme`, 'dark');
      expect(await page.evaluate(`getComputedStyle(find('section li a')).color`)).toMatch(/^rgba?\(255, 255, 255/);
    },
  },
  {
    name: 'A right-to-left feed is set from the right',
    page: ({ snippet }) => snippet({}, 'hebrew'),
    async check(page) {
      await page.expectValue(COUNTS, [2]);
      expect(await page.evaluate(`getComputedStyle(find('section')).direction`)).toBe('rtl');
    },
  },
  {
    name: 'The ticker moves until its button is pressed',
    page: ({ snippet }) => snippet({ layout: 'ticker' }),
    async check(page) {
      await page.expectValue(COUNTS, [5]);
      await page.expectValue(`all('section').map((section) => getComputedStyle(section).display)`, ['flex']);
      const left = `find('section li a').getBoundingClientRect().left`;
      const start = await page.evaluate<number>(left);
      await page.expectValue(`${left} < ${start - 5}`, true);
      await page.click('section input');
      await page.expectValue(
        `new Promise((resolve) => { const before = ${left}; setTimeout(() => resolve(${left} - before), 200); })`,
        0,
      );
    },
  },
  {
    name: 'A ticker is its link, in the space that the snippet reserves, where the page forbids its script',
    page: ({ snippet, origin }) => ({
      head: `<script>addEventListener('securitypolicyviolation', () => { window.isForbidden = true; });</script>`,
      body: snippet({ layout: 'ticker' }),
      headers: { 'Content-Security-Policy': `script-src 'unsafe-inline' ${origin}/v1/top.js` },
    }),
    async check(page) {
      await page.expectValue('window.isForbidden', true);
      expect(await page.evaluate(COUNTS)).toEqual([5]);
      const heights = `['div.tidings > a', 'section'].map((selector) => find(selector).getBoundingClientRect().height)`;
      expect(await page.evaluate(heights)).toEqual([52, 0]);
      expect(await page.evaluate(`find('div.tidings').getBoundingClientRect().height`)).toBe(52);
    },
  },
  {
    name: 'The archive pages through articles, opens one in the page, and Back returns to the list',
    page: ({ snippet }) => snippet({ layout: 'archive' }),
    async check(page) {
      await page.expectValue(`all('section nav button').length`, 2);
      const first = await page.evaluate<string>(`find('section li a').textContent`);
      await page.click('section nav button:last-child');
      await page.expectValue(`find('section li a').textContent === ${JSON.stringify(first)}`, false);
      await page.click('section nav button');
      await page.expectValue(`find('section li a').textContent`, first);
      await page.click('section li a');
      await page.expectValue(`find('[tabindex]').textContent`, ARTICLE);
      await page.expectValue(`new URL(location).searchParams.has('tidings')`, true);
      await page.back();
      await page.expectValue(`all('section article').length === 0 && find('section li a').textContent`, first);
    },
  },
  {
    name: 'The iframe reports its height and shows five headlines',
    page: ({ iframe }) => iframe({}, 'world'),
    async check(page) {
      const frame = page.frame('iframe');
      await frame.expectValue(`all('section li a').length`, 5);
      await page.expectValue(`find('iframe').style.height !== ''`, true);
      const content = await frame.evaluate<number>('document.documentElement.scrollHeight');
      await page.expectValue(`find('iframe').clientHeight`, content);
      expect(content).toBeGreaterThan(200);
    },
  },
  {
    name: 'The article’s page shows its image, byline and text',
    page: async ({ origin, idOf }) => `${origin}/articles/${await idOf(ARTICLE)}`,
    async check(page) {
      await page.expectValue(`find('h1').textContent.trim()`, ARTICLE);
      await page.expectValue(`all('img').every((image) => image.complete && image.naturalWidth > 0)`, true);
      expect(await page.evaluate(`document.body.innerText`)).toContain('Miriam Okafor');
      expect(await page.evaluate(FITS)).toBe(true);
    },
  },
  {
    name: 'The feed’s page lists its articles and fits a phone',
    page: ({ origin }) => `${origin}/feeds/top`,
    async check(page) {
      await page.resize(390, 800);
      await page.expectValue(`document.body.innerText.includes(${JSON.stringify(ARTICLE)})`, true);
      expect(await page.evaluate(FITS)).toBe(true);
    },
  },
  {
    name: 'The builder’s snippet and preview follow the chosen layout',
    page: ({ origin }) => `${origin}/embed`,
    async check(page) {
      await page.click('label:has(#layout-compact)');
      await page.expectValue(`find('#result').textContent.includes('data-layout="compact"')`, true);
      await page.expectValue(`new URL(location).searchParams.get('layout')`, 'compact');
    },
  },
];
