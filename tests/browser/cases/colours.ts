import { expect } from '@jest/globals';
import type { Case } from '../case.ts';
import { TEXTS } from './expressions.ts';

const COVERED = 'position:relative;z-index:0;';

/** Styles of what is around the widget, and the text that is readable there. */
const GROUNDS: readonly (readonly [name: string, style: string, inner: string, text: 'light' | 'dark'])[] = [
  ['a page without colours', '', '', 'dark'],
  ['a dark section', 'background:#16202a', '', 'light'],
  ['a light card in a dark section', 'background:#111', 'background:#faf7f0', 'dark'],
  ['a translucent layer', 'background:rgb(0 0 0 / 0.9)', '', 'light'],
  ['a colour in oklch', 'background:oklch(0.21 0.03 264)', '', 'light'],
  ['a mixed colour', 'background:color-mix(in srgb, white 95%, black)', '', 'dark'],
  ['a colour of a wider colour space', 'background:color(display-p3 0 0.2 0.3)', '', 'light'],
  ['a dark gradient with light text', 'background:linear-gradient(#123,#000);color:#eee', '', 'light'],
  ['a light gradient with dark text', 'background:linear-gradient(#fff,#eee);color:#222', '', 'dark'],
  ['a dark image behind white text', `${COVERED}color:#fff`, '', 'light'],
  ['a dark image with a veil', `${COVERED}color:#fff`, 'background:#0004', 'light'],
  ['a light image in a dark section', 'background:#000;color:#eee', `${COVERED}color:#333`, 'dark'],
  ['a light card over a dark image', `${COVERED}color:#fff`, 'background:#fff', 'dark'],
  ['muted text on white', 'background:#fff;color:#bbb', '', 'dark'],
  ['a dark card whose paragraphs have the colour', 'background:#123', '', 'light'],
];

/** The text is readable on what is behind it. */
export const colours: readonly Case[] = [
  {
    name: `Text is light or dark as what is behind it needs: ${GROUNDS.length} grounds`,
    page: ({ div, script }) => ({
      head: '<style>body { background: #fff; color: #222 }</style>',
      body:
        GROUNDS.map(
          ([, style, inner]) =>
            `<div style="${style}"><div style="${inner}">${div({ count: 1, images: 'off' })}</div></div>`,
        ).join('') + script(),
    }),
    async check(page) {
      const names = JSON.stringify(GROUNDS.map(([name]) => name));
      await page.expectValue(
        `Object.fromEntries(${TEXTS}.map((text, index) => [${names}[index], text]))`,
        Object.fromEntries(GROUNDS.map(([name, , , text]) => [name, text])),
      );
    },
  },
  {
    name: 'The scrollbar of cards has no white track on a dark page',
    page: ({ snippet }) => `<body style="background:#111">${snippet({ layout: 'cards', count: 9 })}`,
    async check(page) {
      await page.expectValue(TEXTS, ['light']);
      const colours = `getComputedStyle(find('section ul')).scrollbarColor`;
      expect(await page.evaluate(colours)).toMatch(/^rgba\(136, 136, 136, 0\.5\d*\) rgba\(0, 0, 0, 0\)$/);
    },
    except: { WebKit: 'it does not know `scrollbar-color`' },
  },
  {
    name: 'Text follows a page that becomes dark and light again',
    page: ({ snippet }) => ({
      head: '<style>body { background: #fff; transition: background 0.1s } body.dark { background: #111 }</style>',
      body: snippet(),
    }),
    async check(page) {
      await page.expectValue(TEXTS, ['dark']);
      await page.evaluate(`document.body.className = 'dark'`);
      await page.expectValue(TEXTS, ['light']);
      await page.evaluate(`document.body.className = ''`);
      await page.expectValue(TEXTS, ['dark']);
    },
  },
];
