import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FONTS } from '../browser/launch-browser.ts';
import { openStage, type Stage } from './stage.ts';

const [WIDE, NARROW, SERIF] = FONTS;

const PAGES: readonly (readonly [name: string, head: string])[] = [
  ['a plain page in a wide font', `<style>body { font-family: '${WIDE}' }</style>`],
  ['a 62.5% root with a serif', `<style>html { font-size: 62.5% } body { font: 1.7rem/1.8 '${SERIF}' }</style>`],
  [
    'a hostile style sheet with a narrow font',
    `<style>body { font-family: '${NARROW}' } * { line-height: 3 !important; box-sizing: border-box !important; letter-spacing: 2px !important; white-space: pre !important }
      div { display: flex !important; columns: 2 !important } li, p, h2, a { margin: 2em !important; padding: 2em !important; font-size: 40px !important }</style>`,
  ],
];

const OPTIONS: readonly Readonly<Record<string, string | number>>[] = [
  {},
  { count: 1, title: 'none' },
  { count: 20, images: 'off' },
  { count: 12, images: 'first', date: 'off' },
  { images: 'off', date: 'off' },
  { excerpt: 1, date: 'off' },
  { excerpt: 2, images: 'off', byline: 'on' },
  { excerpt: 2, byline: 'on', heading: 4, target: 'new', border: 'on' },
];

const LONG =
  'A headline that goes on for longer than any column has room for, as headlines from far away sometimes do, and then some';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  stage.tidings.publish('long', (usual) => ({
    ...usual,
    title: LONG,
    name: LONG,
    items: usual.items.map((item) => ({ ...item, t: LONG, s: `${LONG} ${LONG}`, b: LONG })),
  }));
  stage.tidings.publish('short', (usual) => ({
    ...usual,
    items: usual.items.map(({ id, u, d }) => ({ id, u, d, t: 'קצר' })),
  }));
});

afterAll(() => stage.close());

describe.each(PAGES)('on %s the widget is as high as the snippet reserves', (_, head) => {
  test.each([320, 768, 1280])('at %i pixels, with mixed options and headlines of any length', async (width) => {
    const feeds = ['top', 'long', 'short'];
    const divs = OPTIONS.flatMap((options) => feeds.map((feed) => stage.div(options, feed)));
    const visit = await stage.church.visit(divs.join('') + stage.script('tidings'), {
      head,
      viewport: { width, height: 700 },
    });
    await visit.page.waitForFunction(
      // Not while the page is loading: it may have no widgets yet, and then `every` is true.
      `document.querySelectorAll('.tidings').length === ${divs.length} && [...document.querySelectorAll('.tidings')].every((div) => div.shadowRoot?.querySelector('section').offsetHeight > 0)`,
    );
    const heights = await visit.page.evaluate<readonly (readonly [number, number])[]>(
      `[...document.querySelectorAll('.tidings')].map((div) => [
        parseFloat(getComputedStyle(div).minHeight), div.shadowRoot.querySelector('section').getBoundingClientRect().height])`,
    );
    expect(heights).toHaveLength(OPTIONS.length * feeds.length);
    expect(heights.filter(([reserved, rendered]) => !(Math.abs(reserved - rendered) < 1))).toEqual([]);
    expect(await visit.layoutShift()).toBe(0);
    await visit.close();
  });
});

describe.each(['compact', 'cards', 'grid', 'ticker'])('the %s is as high as reserved', (layout) => {
  const mixtures: readonly Readonly<Record<string, string | number>>[] = [
    {},
    { count: 1, title: 'none' },
    { count: 7, images: 'first', date: 'off', target: 'new', border: 'on' },
    { excerpt: 2, images: 'off', byline: 'on' },
  ];
  test.each(PAGES)('at every width on %s', async (_, head) => {
    const divs = mixtures.flatMap((options) => [
      stage.div({ ...options, layout }, 'long'),
      stage.div({ ...options, layout }, 'short'),
    ]);
    const visit = await stage.church.visit(divs.join(''), { head });
    const heights = () =>
      visit.page.evaluate<number[]>(
        // A hostile style sheet can set the height of the link. It counts only if the snippet sets it too.
        `[...document.querySelectorAll('.tidings')].map((div) => div.shadowRoot || div.querySelector('[style*=block-size]')
          ? div.getBoundingClientRect().height : parseFloat(getComputedStyle(div).minHeight))`,
      );
    const widths = [280, 345, 420, 446, 500, 670, 900, 1280, 1600];
    const reserved: number[][] = [];
    for (const width of widths) {
      await visit.page.setViewportSize({ width, height: 700 });
      reserved.push(await heights());
    }
    await visit.page.addScriptTag({ url: `${stage.tidings.origin}/v1/tidings.js` });
    await visit.page.waitForFunction(
      `[...document.querySelectorAll('.tidings')].every((div) => div.shadowRoot?.querySelector('section').offsetHeight > 0)`,
    );
    for (const [index, width] of widths.entries()) {
      await visit.page.setViewportSize({ width, height: 700 });
      const drawn = await heights();
      expect([width, drawn.map((height, div) => Math.abs(height - (reserved[index]?.[div] ?? 0)) < 1)]).toEqual([
        width,
        drawn.map(() => true),
      ]);
    }
    await visit.close();
  });
});

test.each([
  ['list', ''],
  ['compact', ''],
  ['cards', ''],
  ['grid', ''],
  ['list', 'body { font-size: 200% }'],
  ['compact', 'body { font-size: 200% }'],
  ['cards', 'body { font-size: 200% }'],
  ['grid', 'body { font-size: 200% }'],
])('spread text (WCAG 2.2, 1.4.12) loses no line in an item of the %s %s', async (layout, css) => {
  const visit = await stage.church.visit(stage.snippet({ layout, excerpt: 2, byline: 'on' }, 'long'), {
    head: `<style>${css}</style>`,
    viewport: { width: 320, height: 700 },
  });
  await visit.page.locator('.tidings section').waitFor();
  const cut = await visit.page.evaluate(`{
    const root = document.querySelector('.tidings').shadowRoot;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }');
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    [...root.querySelectorAll('li')].filter((row) => row.firstElementChild.getBoundingClientRect().bottom > row.getBoundingClientRect().bottom
      || [...row.querySelectorAll('a, p, small')].some((text) => text.clientHeight % parseFloat(getComputedStyle(text).lineHeight) > 2)).length }`);
  expect(cut).toBe(0);
  await visit.close();
});
