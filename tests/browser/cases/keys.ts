import { expect } from '@jest/globals';
import type { Case } from '../case.ts';
import { COUNTS } from './expressions.ts';

/** A script of a page that takes keys and clicks, unless their target is a control of the page. */
const GREEDY = `<script>
  window.got = [];
  for (const type of ['keydown', 'keypress', 'keyup', 'click']) for (const on of [document, window]) on.addEventListener(type, (event) => {
    got.push(event.key ?? type);
    if (!/^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(event.target.tagName) && !/Tab|Escape/.test(event.key)) event.preventDefault();
  }, { passive: false });
</script>`;
const FOCUSED = 'document.activeElement.shadowRoot?.activeElement';

/** Keys and clicks reach our controls on a page whose scripts take them. */
export const keys: readonly Case[] = [
  {
    name: 'The ticker’s button works on a page whose scripts take keys and clicks',
    page: ({ snippet }) => GREEDY + snippet({ layout: 'ticker' }),
    async check(page) {
      await page.expectValue(`find('section input').getBoundingClientRect().width > 0`, true);
      await page.evaluate(`find('section input').focus()`);
      await page.press('Space');
      await page.expectValue(`find('section input').checked`, true);
      await page.click('section input');
      await page.expectValue(`find('section input').checked`, false);
      expect(await page.evaluate('got')).toEqual([]);
    },
  },
  {
    name: 'The ticker’s button is at least 24 pixels wide and high',
    page: ({ snippet }) => snippet({ layout: 'ticker' }),
    async check(page) {
      const sizes = `((box) => [box.width, box.height])(find('section input').getBoundingClientRect())`;
      await page.expectValue(`Math.min(...${sizes}) >= 24`, true);
    },
  },
  {
    name: 'The archive’s search field takes keys on a page whose scripts take them, and the page gets Escape and Tab',
    page: ({ snippet }) => GREEDY + snippet({ layout: 'archive' }),
    async check(page) {
      await page.expectValue(`all('section input[type=search]').length`, 1);
      await page.evaluate(`find('section input[type=search]').focus()`);
      await page.press('Space', 'ArrowLeft', 'End', 'Home', 'Space');
      await page.expectValue(`find('section input[type=search]').value`, '  ');
      expect(await page.evaluate('got')).toEqual([]);
      await page.press('Escape', 'Tab');
      await page.expectValue(`[...new Set(got)]`, ['Escape', 'Tab']);
    },
  },
  {
    name: 'A click into the archive’s search field gives it the focus on a page whose sliders prevent presses',
    page: ({ snippet }) => `<script>
      for (const type of ['pointerdown', 'mousedown', 'touchstart']) document.addEventListener(type, (event) => {
        if (!/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) event.preventDefault();
      }, { passive: false });
      </script>${snippet({ layout: 'archive' })}`,
    async check(page) {
      await page.expectValue(`all('section input[type=search]').length`, 1);
      await page.click('section input[type=search]');
      await page.expectValue(`${FOCUSED}?.type`, 'search');
    },
  },
  {
    name: 'The Tab key goes through headlines in their order and leaves the widget',
    page: ({ snippet }) => `${snippet({ count: 2 })}<button id="after">After</button>`,
    async check(page) {
      await page.expectValue(COUNTS, [2]);
      await page.evaluate(`find('section li a').focus()`);
      await page.press('Tab');
      await page.expectValue(`${FOCUSED} === all('section li a')[1]`, true);
      await page.press('Tab');
      await page.expectValue(`${FOCUSED} === find('section footer a')`, true);
      await page.press('Tab');
      await page.expectValue('document.activeElement.id', 'after');
    },
  },
];
