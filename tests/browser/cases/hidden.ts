import type { Case } from '../case.ts';

type Seen = readonly [seen: boolean, clickable: boolean];

const SHOWN: Seen = [true, true];
const DISABLED: Seen = [true, false];
const HIDDEN: Seen = [false, false];

/** What is before and after the widget, and whether visitors see its headlines and can click them. */
const PLACES: readonly (readonly [name: string, before: string, after: string, expected: Seen])[] = [
  ['nothing around it', '<div>', '</div>', SHOWN],
  ['a tab that is not selected', '<div style="visibility:hidden">', '</div>', HIDDEN],
  [
    'a slide that waits',
    '<div style="overflow:hidden"><div style="visibility:hidden;transform:translateX(10px)">',
    '</div></div>',
    HIDDEN,
  ],
  [
    'a visible part of a hidden tab',
    '<div style="visibility:hidden"><div style="visibility:visible">',
    '</div></div>',
    SHOWN,
  ],
  ['a collapsed row', '<div style="visibility:collapse">', '</div>', HIDDEN],
  ['a menu that is closed', '<div style="opacity:0;pointer-events:none">', '</div>', HIDDEN],
  ['a layer that lets clicks through', '<div style="pointer-events:none">', '</div>', DISABLED],
  ['an inert part', '<div inert>', '</div>', DISABLED],
  ['a dialog that is closed', '<dialog>', '</dialog>', HIDDEN],
  ['details that are closed', '<details><summary>News</summary>', '</details>', HIDDEN],
  ['a part that is hidden', '<div hidden>', '</div>', HIDDEN],
  ['a part that is not rendered', '<div style="content-visibility:hidden">', '</div>', HIDDEN],
  ['a part that is cut off', '<div style="clip-path:inset(0 0 0 100%)">', '</div>', DISABLED],
  ['a rule that hides the div', '<div class="ghost">', '</div>', HIDDEN],
  ['a rule that removes the div', '<div class="gone">', '</div>', HIDDEN],
];

const REACHED = `all('div.tidings').map((div) => {
  const link = div.shadowRoot.querySelector('li a');
  link.scrollIntoView({ block: 'center' });
  const { x, y } = link.getBoundingClientRect();
  const seen = link.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  return [seen, document.elementFromPoint(x + 5, y + 5) === div];
})`;

/** Headlines are not seen, and not clicked, where the page hides or disables what is around them. */
export const hidden: readonly Case[] = [
  {
    name: `Headlines are hidden or disabled as the page says: ${PLACES.length} ways to hide`,
    page: ({ div, script }) => ({
      head: '<style>.ghost .tidings { visibility: hidden } .gone .tidings { display: none }</style>',
      body: PLACES.map(([, before, after]) => before + div({ count: 2, images: 'off' }) + after).join('') + script(),
    }),
    async check(page) {
      await page.expectValue(`all('section li a').length`, 2 * PLACES.length);
      const expected = Object.fromEntries(PLACES.map(([name, , , seen]) => [name, seen]));
      const names = JSON.stringify(PLACES.map(([name]) => name));
      await page.expectValue(`Object.fromEntries(${REACHED}.map((seen, index) => [${names}[index], seen]))`, expected);
    },
  },
  {
    name: 'The page’s cursor and printing of backgrounds apply to headlines, and other inherited styles do not',
    page: ({ snippet }) => ({
      head: `<style>main { cursor: wait; print-color-adjust: exact; letter-spacing: 9px;
        text-align: right; text-transform: uppercase; white-space: pre; word-spacing: 9px; text-indent: 9px; line-height: 99px;
        font-style: italic; font-variant: small-caps; font-weight: 900; list-style: square; border-collapse: collapse;
        caret-color: red; quotes: none; hyphens: auto; text-shadow: 1px 1px red; writing-mode: vertical-rl; }</style>`,
      body: `<main>${snippet()}</main>`,
    }),
    async check(page) {
      const STYLE = `((style) => [style.cursor, style.printColorAdjust, style.letterSpacing,
        style.textTransform, style.whiteSpace, style.textIndent, style.fontStyle, style.fontVariantCaps, style.fontWeight,
        style.borderCollapse, style.textShadow, style.writingMode])(getComputedStyle(find('section')))`;
      await page.expectValue(STYLE, [
        ...['wait', 'exact', 'normal', 'none', 'normal', '0px'],
        ...['normal', 'normal', '400', 'separate', 'none', 'horizontal-tb'],
      ]);
    },
  },
];
