import { OPTIONS } from '../../../widget/contract/options.ts';
import type { Case } from '../case.ts';
import { COUNTS, FITS } from './expressions.ts';

/** What is around a widget whose width would follow from its content, and the width that it must have in a window of 1280 pixels. */
const PLACES: readonly (readonly [name: string, before: string, after: string, minWidth: number])[] = [
  ['a column', '<div style="display:flex;flex-direction:column;align-items:flex-start">', '</div>', 880],
  [
    'a centred column',
    '<div style="display:flex;flex-direction:column;align-items:center"><h1>Church</h1>',
    '</div>',
    880,
  ],
  ['a row', '<div style="display:flex;gap:1em"><h2>Welcome</h2>', '</div>', 800],
  ['a table cell', '<table><tr><td>Welcome</td><td>', '</td></tr></table>', 800],
  ['a float', '<div style="float:left">', '</div><br clear="all">', 880],
  ['an inline block', '<div style="display:inline-block">', '</div>', 880],
  ['a grid with centred items', '<div style="display:grid;place-items:center">', '</div>', 880],
  [
    'a grid with automatic columns',
    '<div style="display:grid;grid-template-columns:auto auto;justify-content:start"><b>Welcome</b>',
    '</div>',
    800,
  ],
  [
    'an absolute position',
    '<div style="position:relative;height:1500px"><div style="position:absolute">',
    '</div></div>',
    880,
  ],
  ['a width that fits the content', '<div style="width:fit-content;margin:auto">', '</div>', 880],
  ['a div that floats', '<div class="float">', '</div><br clear="all">', 880],
  ['a div that is an inline block', '<div class="inline-block">', '</div>', 880],
  ['a div that is a table', '<div class="table">', '</div>', 880],
  ['a div that is a row', '<div class="flex">', '</div>', 880],
  ['a div that is a centred column', '<div class="column">', '</div>', 880],
  ['a div that is inline', '<div class="inline">', '</div>', 880],
  ['a div without a box', '<div class="contents">', '</div>', 880],
];
const HEAD = `<style>
  body { margin: 0 } .float .tidings { float: right } .inline-block .tidings { display: inline-block } .table .tidings { display: table }
  .flex .tidings { display: flex } .column .tidings { display: flex; flex-direction: column; align-items: center; gap: 9px }
  .inline .tidings { display: inline } .contents .tidings { display: contents }
</style>`;

/** Widgets narrower than they must be, and lines that are not below their widget. */
const TOO_NARROW = (minWidths: readonly number[]) => `all('div.tidings').map((div, index) => {
  const names = ${JSON.stringify(PLACES.map(([name]) => name))};
  const { width, bottom } = div.shadowRoot.firstChild.getBoundingClientRect();
  const { top } = all('hr')[index].getBoundingClientRect();
  return width < ${JSON.stringify(minWidths)}[index] ? names[index] + ': ' + width : top < bottom - 1 ? names[index] + ': covers ' + (bottom - top) + ' of what follows' : '';
}).filter((fault) => fault !== '')`;

/** Widgets are as wide as the page lets them be, although their width would follow from their content. */
export const widths: readonly Case[] = [
  ...OPTIONS.layout.values.map(
    (layout): Case => ({
      name: `The layout ${layout} has space where the width follows from the content: ${PLACES.length} places`,
      page: ({ div, script }) => ({
        head: HEAD,
        body:
          PLACES.map(([, before, after]) => `${before}${div({ layout, images: 'off' })}${after}<hr>`).join('') +
          script(),
      }),
      async check(page) {
        await page.expectValue(`${COUNTS}.every((count) => count > 0)`, true);
        await page.expectValue(TOO_NARROW(PLACES.map(([, , , minWidth]) => minWidth)), []);
        await page.resize(360, 900);
        // WebKit 2.50 keeps the height of a grid's row when the window becomes narrower.
        await page.open(await page.evaluate('location.href'));
        await page.expectValue(`${COUNTS}.every((count) => count > 0)`, true);
        await page.expectValue(FITS, true);
        await page.expectValue(TOO_NARROW(PLACES.map(() => 120)), []);
      },
    }),
  ),
  {
    name: 'A page with columns does not cut rows in two, nor a headline in the next column',
    page: ({ snippet }) => ({ head: '<style>div { columns: 3 }</style>', body: snippet() }),
    async check(page) {
      await page.expectValue(COUNTS, [5]);
      await page.expectValue(`new Set(all('section li').map((row) => row.getBoundingClientRect().left)).size`, 1);
    },
  },
];
