import { expect } from '@jest/globals';
import type { Case } from '../case.ts';

const CLOSED_TABS = ['display:none', 'width:0;overflow:hidden', 'content-visibility:hidden'];

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
];
