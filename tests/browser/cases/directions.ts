import { expect } from '@jest/globals';
import { OPTIONS } from '../../../widget/contract/options.ts';
import type { Case } from '../case.ts';

/** A Hebrew headline whose first word is written from left to right. */
export const LATIN_FIRST = 'BBC בעברית: המקהלה חזרה לכיכר';

const LAYOUTS = OPTIONS.layout.values.filter((layout) => layout !== 'ticker');

/** Whether the first line of each Hebrew headline ends at the right edge of its block. */
const AT_THE_RIGHT = `all('li a').filter((link) => /[א-ת]/.test(link.textContent)).map((link) => {
  const range = document.createRange();
  range.selectNodeContents(link);
  const block = getComputedStyle(link).display === 'inline' ? link.parentElement : link;
  const { right } = block.getBoundingClientRect();
  return Math.abs(right - range.getClientRects()[0].right) < 3;
})`;

/** Text has the direction of its language, whatever its first word. */
export const directions: readonly Case[] = [
  {
    name: 'A Hebrew headline that begins with a Latin word is set from the right in the widget',
    page: ({ snippet }) => snippet({}, 'hebrew'),
    async check(page) {
      await page.expectValue(
        `all('section li a').some((link) => link.textContent === ${JSON.stringify(LATIN_FIRST)})`,
        true,
      );
      const directions = `[...new Set(all('section li a').map((link) => getComputedStyle(link).direction))]`;
      expect(await page.evaluate(directions)).toEqual(['rtl']);
    },
  },
  {
    name: 'A Hebrew headline that begins with a Latin word is set from the right in the iframe and in the fragment',
    page: async ({ origin }) => {
      const fragment = await (await fetch(`${origin}/embed/hebrew.html?fragment`)).text();
      return `${fragment}<iframe src="${origin}/embed/hebrew" width="400" height="400"></iframe>`;
    },
    async check(page) {
      const directions = `[...new Set(all('section li a').map((link) => getComputedStyle(link).direction))]`;
      await page.expectValue(directions, ['rtl']);
      await page.frame('iframe').expectValue(directions, ['rtl']);
    },
  },
  {
    name: 'A Hebrew headline that begins with a Latin word is set from the right on the article’s page and in the archive',
    page: async ({ origin, idOf }) => `${origin}/articles/${await idOf(LATIN_FIRST)}`,
    async check(page, { add, snippet }) {
      await page.expectValue(`getComputedStyle(find('h1')).direction`, 'rtl');
      await page.open(add({ body: snippet({ layout: 'archive' }, 'hebrew') }));
      await page.expectValue(`all('section nav').length`, 1);
      await page.click('section li:nth-child(2) a');
      await page.expectValue(`getComputedStyle(find('[tabindex]')).direction`, 'rtl');
    },
  },
  {
    name: 'A Hebrew headline among English ones ends at the right in the widget, the iframe and the feed’s page',
    page: ({ div, script, iframe }) => iframe() + LAYOUTS.map((layout) => div({ layout })).join('') + script(),
    async check(page, { origin }) {
      await page.expectValue(
        AT_THE_RIGHT,
        LAYOUTS.map(() => true),
      );
      await page.frame('iframe').expectValue(AT_THE_RIGHT, [true]);
      await page.open(`${origin}/feeds/top`);
      await page.expectValue(AT_THE_RIGHT, [true, true]);
    },
  },
];
