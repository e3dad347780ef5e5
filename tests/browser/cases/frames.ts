import { expect } from '@jest/globals';
import type { Case, CaseStage } from '../case.ts';
import { COUNTS } from './expressions.ts';

/** The iframe into which a site builder writes the snippet. It may not navigate the page around it. */
const builderFrame = (content: string, sandbox = '') =>
  `<iframe sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox ${sandbox}" width="600" height="700" srcdoc="${content.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;
const THIRD = `all('section li a')[2].href`;
const CLOSED_TABS = ['display:none', 'width:0;overflow:hidden', 'content-visibility:hidden'];

/** As site builders embed a page or lines of HTML: links cannot replace the page around the iframe. */
const SANDBOX =
  'sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox" width="500" height="700"';
const HEBREW = 'נרות נדלקו שוב לאורך חומת הנמל הישנה';
const addressOf = async ({ origin, idOf }: CaseStage) => `${origin}/articles/${await idOf(HEBREW)}`;

/** The widget in an iframe, and the iframe that we give. */
export const frames: readonly Case[] = [
  ...CLOSED_TABS.map(
    (style): Case => ({
      name: `The iframe reports its height when a tab with ${style} opens, not before`,
      page: ({
        origin,
      }) => `<script>heights = []; addEventListener('message', ({ data }) => heights.push(data.value ?? data.height))</script>
        <div style="${style}"><iframe src="${origin}/embed/top" width="100%" height="90"></iframe></div>`,
      async check(page) {
        await page.frame('iframe').expectValue(`all('section li a').length`, 5);
        await page.evaluate(`find('div').style = 'width:640px'`);
        await page.expectValue('heights.length > 1', true);
        const section = await page.frame('iframe').evaluate<number>(`find('section').getBoundingClientRect().height`);
        const reported = await page.evaluate<readonly number[]>('heights');
        expect([Math.min(...reported), Math.max(...reported)]).toEqual([
          Math.ceil(section) + 24,
          Math.ceil(section) + 24,
        ]);
      },
    }),
  ),
  {
    name: 'The widget in the sandbox of a site builder opens articles in a new tab, and says so',
    page: ({ snippet }) => builderFrame(snippet()),
    async check(page) {
      const frame = page.frame('iframe');
      await frame.expectValue(COUNTS, [5]);
      const names = `all('section a').map((link) => link.getAttribute('aria-label').endsWith('(opens in a new tab)'))`;
      expect(await frame.evaluate(names)).toEqual(Array(6).fill(true));
      const article = await frame.evaluate<string>(THIRD);
      await frame.click('section li:nth-child(3) a');
      await page.expectOpenedTab(article);
    },
  },
  {
    name: 'Links in an article of the archive open a new tab in the sandbox of a site builder',
    page: ({ snippet }) => builderFrame(snippet({ layout: 'archive' })),
    async check(page) {
      const frame = page.frame('iframe');
      await frame.expectValue(`all('section nav').length`, 1);
      await frame.click('section li a');
      // In the text, of the licence, and of the source.
      const links = `all('a', find('section article').shadowRoot).filter((link) => !link.matches('.back'))`;
      await frame.expectValue(`${links}.map((link) => link.target)`, ['_blank', '_blank', '_blank']);
    },
  },
  {
    name: 'The widget in a frame within a frame opens articles in a new tab',
    page: ({ snippet }) => builderFrame(builderFrame(snippet()), 'allow-same-origin'),
    async check(page) {
      const frame = page.frame('iframe').frame('iframe');
      await frame.expectValue(COUNTS, [5]);
      const article = await frame.evaluate<string>(THIRD);
      await frame.click('section li:nth-child(3) a');
      await page.expectOpenedTab(article);
    },
  },
  {
    name: 'The iframe in the sandbox of a site builder opens articles in a new tab',
    page: ({ iframe }) => builderFrame(iframe()),
    async check(page, stage) {
      const frame = page.frame('iframe').frame('iframe');
      await frame.expectValue(`all('section li a').length`, 5);
      await frame.click('li:nth-child(2) a');
      await page.expectOpenedTab(await addressOf(stage));
    },
  },
  {
    name: 'The iframe stays in the column of the text in themes that centre every block but iframes',
    page: ({ iframe }) => ({
      head: '<style>body { margin: 0 } main > *:not(iframe) { max-width: 610px; margin-inline: auto }</style>',
      body: `<main><p>Welcome</p>${iframe()}</main>`,
    }),
    async check(page) {
      await page.frame('iframe').expectValue(`all('section li a').length`, 5);
      await page.expectValue(`['p', 'iframe'].map((name) => find(name).getBoundingClientRect().left)`, [335, 335]);
      expect(await page.evaluate(`find('iframe').getBoundingClientRect().width`)).toBe(610);
    },
  },
  {
    name: 'The iframe asks an amp-iframe for its height',
    page: ({ origin }) =>
      `<script>addEventListener('message', ({ data }) => { if (data.sentinel === 'amp') window.asked = data })</script>
      <iframe src="${origin}/embed/top" width="400" height="90"></iframe>`,
    async check(page) {
      await page.expectValue('window.asked?.type', 'embed-size');
      expect(await page.evaluate('asked.height')).toBeGreaterThan(200);
    },
  },
  {
    name: 'The iframe appears on a page that requires every resource to opt in',
    page: ({ origin }) => ({
      headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' },
      body: `<iframe src="${origin}/embed/top" width="400" height="600"></iframe>`,
    }),
    async check(page) {
      await page.frame('iframe').expectValue(`all('section li a').length`, 5);
    },
  },
  {
    name: 'A headline of the iframe opens a new tab where a sandbox keeps links inside',
    page: ({ origin }) => `<iframe ${SANDBOX} src="${origin}/embed/top"></iframe>`,
    async check(page, stage) {
      await page.frame('iframe').expectValue(`all('section li a').length`, 5);
      await page.frame('iframe').click('li:nth-child(2) a');
      await page.expectOpenedTab(await addressOf(stage));
    },
  },
  {
    name: 'A headline of an iframe within a site builder’s iframe says that it opens a new tab',
    page: ({ origin, add }) =>
      `<iframe ${SANDBOX} src="${add({ body: `<iframe width="480" height="600" src="${origin}/embed/top"></iframe>` })}"></iframe>`,
    async check(page, stage) {
      const label = `find('li:nth-child(2) a').getAttribute('aria-label')`;
      const frame = page.frame('iframe').frame('iframe');
      await frame.expectValue(label, `${HEBREW} (opens in a new tab)`);
      await frame.click('li:nth-child(2) a');
      await page.expectOpenedTab(await addressOf(stage));
    },
  },
  {
    name: 'An article in an iframe is a card with a link that opens a new tab',
    page: async (stage) => `<iframe ${SANDBOX} src="${await addressOf(stage)}"></iframe>`,
    async check(page, stage) {
      await page.frame('iframe').expectValue(`find('p a').textContent`, 'להמשך קריאה (נפתח בכרטיסייה חדשה)');
      await page.frame('iframe').click('p a');
      await page.expectOpenedTab(await addressOf(stage));
    },
  },
];
