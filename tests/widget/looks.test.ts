import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { parseOptions } from '../../widget/contract/options.ts';
import type { VisitOptions } from './church.ts';
import { useStage } from './stage.ts';

const INK = 'rgba(0, 0, 0, 0.9)';

const stage = useStage();

async function open(body: string, options?: VisitOptions): Promise<Page> {
  const page = await stage.show(`<main>${body}</main>`, options);
  await page.locator('.tidings section').first().waitFor();
  return page;
}

const inside = (selector: string, property: string) =>
  `getComputedStyle(document.querySelector('.tidings').shadowRoot.querySelector('${selector}')).${property}`;
const styleOf = (page: Page, selector: string, property: string) => page.evaluate<string>(inside(selector, property));

describe('colour options:', () => {
  test.each<[string, Record<string, string>, string]>([
    ['readable text', { text: '#1a3c5e' }, 'rgb(26, 60, 94)'],
    ['unreadable text is ignored', { text: '#88bbee' }, INK],
    [
      'text that is readable on the chosen background',
      { text: '#ffe9c4', background: '#1a3c5e' },
      'rgb(255, 233, 196)',
    ],
    ['no text on a dark background', { background: '#101418' }, 'rgba(255, 255, 255, 0.9)'],
    ['text too pale for its background is ignored', { text: '#777', background: '#fafafa' }, INK],
  ])('%s', async (_, options, colour) => {
    const page = await open(stage.snippet(options));
    expect(await styleOf(page, 'li a', 'color')).toBe(colour);
    const { background } = options;
    if (background !== undefined)
      expect(await styleOf(page, 'section', 'backgroundColor')).not.toBe('rgba(0, 0, 0, 0)');
  });

  test.each([
    'red',
    '#ffff',
    '#12345',
    '#1234567',
    '#ffffff80',
    'abcdefab',
    'fff;}section{position:fixed',
    'rgb(0,0,0)',
  ])('the background “%s” is ignored, on the server and in the browser', async (background) => {
    const [usual, odd] = await (async () => {
      const plain = stage.div();
      const page = await open(plain + plain.replace('<div', `<div data-background="${background}"`) + stage.script());
      await page.locator('.tidings section').nth(1).waitFor();
      return page.evaluate<string[]>(`[...document.querySelectorAll('.tidings')].map((div) => {
          const { backgroundColor, padding, position, color, height } = getComputedStyle(div.shadowRoot.firstChild);
          return [backgroundColor, padding, position, color, height].join() })`);
    })();
    expect(parseOptions((name) => (name === 'background' ? background : null)).background).toBeUndefined();
    expect(odd).toBe(usual);
  });

  test('the contrast of the accent is measured against the option `background`', async () => {
    const page = await open(stage.snippet({ accent: '#e8a13a', background: '#10151c' }));
    expect(await styleOf(page, 'h2', 'borderBottomColor')).toBe('rgb(232, 161, 58)');
  });
});

test('radius and border follow the options', async () => {
  const page = await open(stage.snippet({ layout: 'grid', radius: 12, border: 'on' }));
  expect(await styleOf(page, 'li', 'borderTopLeftRadius')).toBe('12px');
  expect(await styleOf(page, 'section', 'boxShadow')).toContain('inset');
  expect(await styleOf(page, 'section', 'paddingLeft')).toBe('16px');
});

test('without a border there is no shadow: Firefox would draw one of no width in the corners', async () => {
  const page = await open(stage.snippet({ radius: 12 }));
  expect(await styleOf(page, 'section', 'boxShadow')).toBe('none');
});

test('a page’s style sheet can set custom properties and style every part', async () => {
  const head = `<style>.tidings { --tidings-text: #123456; --tidings-radius: 9px }
    .tidings::part(h2) { font-variant: small-caps } .tidings::part(source) { color: rgb(1, 2, 3) }</style>`;
  const page = await open(stage.snippet(), { head });
  expect(await styleOf(page, 'li a', 'color')).toBe('rgb(18, 52, 86)');
  expect(await styleOf(page, 'img', 'borderTopLeftRadius')).toBe('9px');
  expect(await styleOf(page, 'h2', 'fontVariantCaps')).toBe('small-caps');
  expect(await styleOf(page, 'footer a', 'color')).toBe('rgb(1, 2, 3)');
});

describe('the grid', () => {
  test.each([
    [320, 1],
    [480, 2],
    [700, 3],
    [960, 4],
    [1600, 4],
  ])('in %i pixels has %i columns', async (width, columns) => {
    const page = await open(stage.snippet({ layout: 'grid', count: 8 }), { viewport: { width, height: 700 } });
    const template = await styleOf(page, 'ul', 'gridTemplateColumns');
    expect(template.split(' ')).toHaveLength(columns);
  });

  test('keeps its height if the feed has fewer articles', async () => {
    stage.tidings.publish('top', (usual) => ({ ...usual, items: usual.items.slice(0, 2), end: 1 }));
    const page = await stage.show(`${stage.div({ layout: 'grid', count: 8 })}<p>Our services are at nine.</p>`, {
      viewport: { width: 320, height: 4000 },
    });
    await page.waitForLoadState('load');
    expect(await stage.visit.layoutShift()).toBe(0);
    await page.addScriptTag({ url: `${stage.tidings.origin}/v1/top.js` });
    await page.locator('.tidings section').waitFor();
    expect(await stage.visit.layoutShift()).toBe(0);
  });
});

test('cards are one row that scrolls sideways', async () => {
  const page = await open(stage.snippet({ layout: 'cards', count: 5 }), { viewport: { width: 400, height: 700 } });
  const [width, inner] = await page.evaluate<[number, number]>(
    `{ const list = document.querySelector('.tidings').shadowRoot.querySelector('ul'); [list.clientWidth, list.scrollWidth] }`,
  );
  expect(inner).toBeGreaterThan(2 * width);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test.each(['cards', 'ticker'])('%s do not widen a table', async (layout) => {
  const page = await stage.show(
    `<table width="100%"><tr><td>Welcome</td></tr><tr><td>${stage.snippet({ layout })}</td></tr></table>`,
    { viewport: { width: 400, height: 700 } },
  );
  await page.locator('.tidings section').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  expect(await stage.visit.layoutShift()).toBe(0);
});

test('a card without an image has a larger title in its space', async () => {
  stage.tidings.publish('top', (usual) => ({
    ...usual,
    items: usual.items.map(({ i, ...item }, index) => (index ? { ...item, ...(i && { i }) } : item)),
  }));
  const page = await open(stage.snippet({ layout: 'cards' }));
  const sizes = await page.evaluate<readonly number[]>(
    `[...document.querySelector('.tidings').shadowRoot.querySelectorAll('li a')].map((title) => parseFloat(getComputedStyle(title).fontSize))`,
  );
  expect(sizes).toEqual([20.8, 16, 16, 16, 16]);
});

test('rows fill the reserved height, but not one that is much too high', async () => {
  const page = await open(
    stage.div({ count: 2 }).replace(/min-block-size:[^"]*/, 'min-block-size:100em') + stage.script(),
  );
  const [section, ...rows] = await page.evaluate<readonly number[]>(
    `[...document.querySelector('.tidings').shadowRoot.querySelectorAll('section, li')].map((one) => one.offsetHeight / 16)`,
  );
  expect(section).toBe(100);
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(row).toBeCloseTo(9.2, 1);
});

describe('the ticker', () => {
  const stateOf = async (page: Page) => (await styleOf(page, 'ul', 'animationPlayState')).split(', ')[0];
  const animations = (page: Page) =>
    page.evaluate<number>(`document.querySelector('.tidings').shadowRoot.querySelector('ul').getAnimations().length`);

  test('moves, and stops while its checkbox is checked', async () => {
    const page = await open(stage.snippet({ layout: 'ticker' }));
    expect(await stateOf(page)).toBe('running');
    const pause = page.getByRole('checkbox', { name: 'Pause' });
    await pause.check();
    expect(await stateOf(page)).toBe('paused');
    await pause.uncheck();
    expect(await stateOf(page)).toBe('running');
    expect(await stage.visit.layoutShift()).toBe(0);
  });

  test.each([11, 13, 16, 24])(
    'has a button of at least 24 pixels in text of %i pixels, and stays as high as reserved',
    async (size) => {
      const page = await open(`<div style="font-size: ${size}px">${stage.snippet({ layout: 'ticker' })}</div>`);
      const button = await page.getByRole('checkbox').boundingBox();
      expect(button?.width).toBeGreaterThanOrEqual(24);
      expect(button?.height).toBeGreaterThanOrEqual(24);
      expect(
        await page.locator('.tidings section').evaluate((section) => section.getBoundingClientRect().height),
      ).toBeCloseTo(3.25 * size, 1);
    },
  );

  test('stops under the pointer', async () => {
    const page = await open(stage.snippet({ layout: 'ticker' }));
    await page.locator('.tidings section > div').hover();
    expect(await stateOf(page)).toBe('paused');
  });

  test('shows the title that has the focus', async () => {
    const page = await open(stage.snippet({ layout: 'ticker' }), { viewport: { width: 500, height: 700 } });
    await page.getByRole('checkbox').focus();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Tab');
    expect(await animations(page)).toBe(0);
    const shown = `{ const root = document.querySelector('.tidings').shadowRoot;
      const link = root.activeElement.getBoundingClientRect(); const line = root.querySelector('section > div').getBoundingClientRect();
      Math.min(link.right, line.right) - Math.max(link.left, line.left) > 100 }`;
    expect(await page.evaluate(shown)).toBe(true);
  });

  test('does not move for visitors who prefer less motion', async () => {
    const page = await open(stage.snippet({ layout: 'ticker' }), { reducedMotion: 'reduce' });
    expect(await animations(page)).toBe(0);
    expect(await styleOf(page, 'section > div', 'overflowX')).toBe('auto');
  });

  test('moves the other way in right-to-left languages', async () => {
    stage.tidings.publish('top', (usual) => ({
      ...usual,
      title: 'חדשות',
      lang: 'he',
      dir: 'rtl',
    }));
    const page = await open(stage.snippet({ layout: 'ticker' }));
    expect(await page.getByRole('checkbox', { name: 'השהיה' }).count()).toBe(1);
    expect(await page.evaluate(`${inside('ul', 'getPropertyValue("--to").trim()')}`)).toBe('100%');
  });
});
