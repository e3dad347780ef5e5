import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Headline } from '../../widget/contract/headlines.ts';
import { findViolations } from '../browser/find-violations.ts';
import type { VisitOptions } from './church.ts';
import { headlines, NEWEST } from './fixture-headlines.ts';
import { until, useStage } from './stage.ts';

const ARABIC = 'افتتاح مكتبة عامة في قرية دار حمين بعد سنوات من الانتظار';

const BLACK = 'rgba(0, 0, 0, 0.9)';
const WHITE = 'rgba(255, 255, 255, 0.9)';

const stage = useStage();

/** Opens a page and waits until its headlines are shown. */
async function open(body: string, options?: VisitOptions): Promise<Page> {
  const page = await stage.show(`<main><h1>Church</h1>${body}</main>`, options);
  await page.locator('.tidings section').first().waitFor();
  return page;
}

const inside = (selector: string, property: string) =>
  `getComputedStyle(document.querySelector('.tidings').shadowRoot.querySelector('${selector}')).${property}`;
const styleOf = (page: Page, selector: string, property: string) => page.evaluate<string>(inside(selector, property));

describe('text is readable on', () => {
  test.each([
    ['a page without colours', '', BLACK],
    ['a page without colours, though the visitor prefers dark', 'html {}', BLACK],
    ['a dark body', 'body { background: #16202a }', WHITE],
    ['a dark section of a light page', 'body { background: #fff } main { background: rgb(20 20 30) }', WHITE],
    ['a light card on a dark page', 'body { background: #111 } main { background: #faf7f0 }', BLACK],
    [
      'a translucent dark layer over a light page',
      'body { background: #fff } main { background: rgb(0 0 0 / 0.9) }',
      WHITE,
    ],
    ['a colour in the new notation', 'body { background: oklch(0.21 0.03 264) }', WHITE],
    ['a mixed colour', 'body { background: color-mix(in srgb, white 95%, black) }', BLACK],
    ['a mixed colour with one dark channel', 'body { background: color-mix(in srgb, green, white) }', 'rgb(0, 0, 0)'],
    ['a colour of a wider colour space', 'body { background: color(display-p3 0 0.85 0.95) }', 'rgb(0, 0, 0)'],
    ['a colour without numbers', 'body { background: oklab(none none none) }', WHITE],
    ['a dark image, judged by the page’s text', 'body { background: linear-gradient(#123, #000); color: #eee }', WHITE],
    [
      'a light image, judged by the page’s text',
      'body { background: linear-gradient(#fff, #eee); color: #222 }',
      BLACK,
    ],
    ['a page that follows the visitor’s dark colour scheme', ':root { color-scheme: light dark }', WHITE],
    ['a colour of medium lightness, in pure white', 'body { background: #2a5db0 }', 'rgb(255, 255, 255)'],
    ['a colour of medium lightness, in pure black', 'body { background: #c9a227 }', 'rgb(0, 0, 0)'],
  ])('%s', async (_, css, colour) => {
    const page = await open(stage.snippet({ byline: 'on' }), { head: `<style>${css}</style>`, colorScheme: 'dark' });
    expect(await styleOf(page, 'li a', 'color')).toBe(colour);
    expect(await findViolations(page, { within: '.tidings' })).toEqual([]);
  });
});

describe('where the text colour contradicts the background of an ancestor, something covers that background:', () => {
  const on = (background: string, text: string) => `body { background: ${background}; color: ${text} }`;
  test.each([
    ['a dark picture on a white page', `${on('#fff', '#222')} .cover { color: #fff }`, WHITE],
    ['a dark picture on a light grey page', `${on('#ccc', '#222')} .cover { color: #fff }`, WHITE],
    ['a dark video behind a page without colours', 'body { color: #fff }', WHITE],
    ['a light picture on a black page', `${on('#000', '#eee')} .cover { color: #333 }`, BLACK],
    [
      'a light panel on a page with a dark image',
      `${on('linear-gradient(#123, #345)', '#fff')} .cover { color: #222 }`,
      BLACK,
    ],
    [
      'a veil over a dark picture',
      `${on('#fff', '#222')} .cover { color: #fff } .cover div { background: #0004 }`,
      WHITE,
    ],
    ['a slide with coloured text', `${on('#fff', '#222')} .cover { color: #ff0 }`, WHITE],
  ])('%s', async (_, css, colour) => {
    const page = await open(`<div class="cover"><div>${stage.snippet()}</div></div>`, {
      head: `<style>${css} .cover::before { content: ""; position: absolute; inset: 0; z-index: -1 }</style>`,
    });
    expect(await styleOf(page, 'li a', 'color')).toBe(colour);
  });

  test.each([
    ['a dark page that colours only its paragraphs', 'body { background: #111 } p { color: #eee }', WHITE],
    [
      'a dark page with dark text, inherited',
      `${on('#121212', '#333')} .cover { color: #222 } p { color: #eee }`,
      WHITE,
    ],
    ['a light page with pale text', on('#eee', '#ccc'), BLACK],
    ['white text on a white page', on('#fff', '#fff'), BLACK],
    ['a muted part of a white page', `${on('#fff', '#222')} .cover { color: #bbb }`, BLACK],
    ['a muted part of a dark page', `${on('#111', '#eee')} .cover { color: #444 }`, WHITE],
    ['a dark card on a light page', `${on('#fff', '#222')} .cover { background: #123; color: #fff }`, WHITE],
    ['a dark card whose paragraphs have the text colour', `${on('#fff', '#222')} .cover { background: #123 }`, WHITE],
    [
      'a light card on a picture',
      `${on('#fff', '#222')} .cover { color: #fff } .cover div { background: #fff }`,
      BLACK,
    ],
    ['white text on gold', `${on('#fff', '#222')} .cover { background: #c9a227; color: #fff }`, 'rgb(0, 0, 0)'],
  ])('but not %s', async (_, css, colour) => {
    const page = await open(`<div class="cover"><div>${stage.snippet()}</div></div>`, {
      head: `<style>${css}</style>`,
    });
    expect(await styleOf(page, 'li a', 'color')).toBe(colour);
  });
});

describe('the colours follow the page', () => {
  const head = '<style>body { background: #fff; transition: background 0.1s } body.dark { background: #111 }</style>';

  test('when its theme changes, even with a fade', async () => {
    const page = await open(stage.snippet(), { head });
    expect(await styleOf(page, 'li a', 'color')).toBe(BLACK);
    await page.evaluate("document.body.className = 'dark'");
    await page.waitForFunction(`${inside('li a', 'color')} === '${WHITE}'`);
  });

  test('when the visitor’s preference changes', async () => {
    const page = await open(stage.snippet(), {
      head: '<style>:root { color-scheme: light dark }</style>',
      colorScheme: 'light',
    });
    expect(await styleOf(page, 'li a', 'color')).toBe(BLACK);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(`${inside('li a', 'color')} === '${WHITE}'`);
  });

  test('but not with the option `theme`', async () => {
    const page = await open(stage.snippet({ theme: 'light' }), { head: '<style>body { background: #777 }</style>' });
    expect(await styleOf(page, 'li a', 'color')).toBe(BLACK);
  });
});

test.each([
  ['used if it is readable', '#a4271d', '', 'rgb(164, 39, 29)'],
  ['ignored below 4.5:1', '#e8a13a', '', BLACK],
  ['measured against the page’s own background', '#e8a13a', 'body { background: #10151c }', 'rgb(232, 161, 58)'],
  ['used at 4.54:1', '#767676', '', 'rgb(118, 118, 118)'],
])('an accent is %s', async (_, accent, css, colour) => {
  const page = await open(stage.snippet({ accent }), { head: `<style>${css}</style>` });
  expect(await styleOf(page, 'h2', 'borderBottomColor')).toBe(colour);
});

test('the widget takes font and size from the page, and nothing else', async () => {
  const page = await open(stage.snippet(), { head: '<style>main { font: italic 900 19px/3 Georgia, serif }</style>' });
  expect(await styleOf(page, 'section', 'fontFamily')).toBe('Georgia, serif');
  expect(await styleOf(page, 'section', 'fontSize')).toBe('19px');
  expect(await styleOf(page, 'section', 'fontStyle')).toBe('normal');
});

describe('an item in another language', () => {
  test('has its language and direction', async () => {
    stage.tidings.publish('top', (usual) => ({
      ...usual,
      items: usual.items.map((item, index) => (index === 1 ? { ...item, t: ARABIC, l: 'ar', dir: 'rtl' } : item)),
    }));
    const page = await open(stage.snippet(), { now: (NEWEST + 3600) * 1000 });
    const row = page.locator('.tidings li').nth(1);
    expect(await row.getAttribute('lang')).toBe('ar');
    const [title, image] = [await row.locator('a').boundingBox(), await row.locator('img').boundingBox()];
    expect(title?.x).toBeGreaterThan(image?.x ?? Number.NaN);
    expect(await row.locator('time').getAttribute('lang')).toBe('en');
    // The others have the feed's language. An empty attribute would mean that their language is unknown.
    expect(await page.locator('.tidings li[lang]').count()).toBe(1);
    expect(await findViolations(page, { within: '.tidings' })).toEqual([]);
  });

  test.each([
    ['of the feed', { dir: 'rtl' }, {}, 'BBC בעברית: המקהלה חזרה', 'rtl'],
    ['of the item', { dir: 'ltr' }, { l: 'he', dir: 'rtl' }, 'BBC בעברית: המקהלה חזרה', 'rtl'],
    ['of an English item in a Hebrew feed', { dir: 'rtl' }, { l: 'en', dir: 'ltr' }, 'שלום: a word for all', 'ltr'],
    ['that is unknown, as in older documents', {}, { l: 'he' }, 'המקהלה חזרה', 'rtl'],
  ] as const)('has the direction of the language %s, whatever its first word', async (_, feed, item, t, expected) => {
    stage.tidings.publish('top', (usual) => ({
      ...usual,
      ...feed,
      items: [{ ...usual.items[0], ...item, t } as Headline],
    }));
    const page = await open(stage.snippet({ count: 1 }));
    expect(await styleOf(page, 'li a', 'direction')).toBe(expected);
  });

  test('a chosen title has the direction of its own words', async () => {
    stage.tidings.publish('top', (usual) => ({ ...usual, dir: 'rtl' }));
    const page = await open(stage.snippet({ title: 'From Israel' }));
    expect([await styleOf(page, 'h2', 'direction'), await styleOf(page, 'section', 'direction')]).toEqual([
      'ltr',
      'rtl',
    ]);
  });

  test('and a right-to-left feed works on a left-to-right page', async () => {
    stage.tidings.publish('top', (usual) => ({
      ...usual,
      title: 'أخبار',
      lang: 'ar',
      dir: 'rtl',
      items: usual.items.map((item) => ({ ...item, t: ARABIC })),
    }));
    const page = await open(stage.snippet());
    expect(await styleOf(page, 'section', 'direction')).toBe('rtl');
    expect(await page.locator('.tidings section').getAttribute('lang')).toBe('ar');
  });
});

test('screen readers find a named region, a heading of the chosen level, and a list', async () => {
  const page = await open(stage.snippet({ heading: 3, title: 'From the field', count: 2 }));
  const section = page.getByRole('region', { name: 'From the field' });
  expect(await section.getByRole('heading', { level: 3 }).textContent()).toBe('From the field');
  expect(await section.getByRole('list').getByRole('listitem').count()).toBe(2);
  expect(
    await findViolations(page, { within: '.tidings' }).then((found) =>
      found.filter((rule) => !rule.startsWith('heading-order')),
    ),
  ).toEqual([]);
});

test('a region without a heading has a name', async () => {
  const page = await open(stage.snippet({ title: 'none' }));
  expect(await page.getByRole('region', { name: 'Top stories' }).getByRole('heading').count()).toBe(0);
});

test('the keyboard reaches each title and the source, with a visible focus', async () => {
  const page = await open(stage.snippet({ count: 3 }));
  const reached: string[] = [];
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('Tab');
    const [text, outline] = await page.evaluate<[string, string]>(
      `{ const link = document.activeElement.shadowRoot.activeElement; [link.textContent, getComputedStyle(link).outlineStyle] }`,
    );
    expect(outline).not.toBe('none');
    reached.push(text);
  }
  const titles = headlines(stage.tidings.origin, { count: 3 }).items.map((item) => item.t);
  expect(reached).toEqual([...titles, 'Example News']);
});

test('the whole row is a link to the article', async () => {
  const page = await open(stage.snippet({ count: 1 }));
  await page.locator('.tidings img').click({ force: true });
  await until(() => page.url() === headlines(stage.tidings.origin).items[0]?.u);
});

test('a new tab is announced, and every link has its utm_source', async () => {
  const page = await open(stage.snippet({ target: 'new', utm: 'grace church', count: 1 }));
  const title = headlines(stage.tidings.origin).items[0]?.t;
  const link = page.getByRole('link', { name: `${title} (opens in a new tab)`, exact: true });
  expect(await link.getAttribute('target')).toBe('_blank');
  const addresses = await page.locator('.tidings a[target]').evaluateAll((links) => links.map((each) => String(each)));
  expect(addresses.map((address) => new URL(address).searchParams.get('utm_source'))).toEqual([
    'grace church',
    'grace church',
  ]);
});

test('the attribution is one small line with a nofollow link', async () => {
  const page = await open(stage.snippet());
  const source = page.locator('.tidings footer a');
  expect(await source.textContent()).toBe('Example News');
  expect(await source.getAttribute('rel')).toBe('nofollow');
  expect(await source.getAttribute('href')).toBe(`${stage.tidings.origin}/feeds/top`);
  expect((await source.boundingBox())?.height).toBeGreaterThanOrEqual(24);
});

describe('dates', () => {
  test.each<[string, Record<string, string>, number, string[]]>([
    ['minutes, hours', {}, 40 * 60, ['40 minutes ago', '3 hours ago', '6 hours ago']],
    ['days', {}, 86_400 * 2, ['2 days ago', '2 days ago', '2 days ago']],
    ['the date after a week', {}, 86_400 * 8, ['Nov 23, 2026', 'Nov 23, 2026', 'Nov 23, 2026']],
    [
      'never in the future, even if the visitor’s clock is slow',
      {},
      -7200,
      ['0 minutes ago', '1 hour ago', '4 hours ago'],
    ],
    ['the date in UTC', { date: 'medium' }, 0, ['Nov 23, 2026', 'Nov 23, 2026', 'Nov 23, 2026']],
    ['another language', { lang: 'es' }, 3600, ['hace 1 hora', 'hace 4 horas', 'hace 7 horas']],
    ['a language that does not exist', { lang: 'xx-yyyy-zz' }, 3600, ['1 hour ago', '4 hours ago', '7 hours ago']],
    ['none', { date: 'off' }, 0, []],
  ])('%s', async (_, options, age, shown) => {
    const page = await open(stage.snippet({ ...options, count: 3 }), {
      now: (NEWEST + age) * 1000,
      timezoneId: 'Pacific/Kiritimati',
      locale: 'en-US',
    });
    // The headlines of another language come with a second request.
    if (options.lang) await page.waitForLoadState('networkidle');
    expect(await page.locator('.tidings time').allTextContents()).toEqual(shown);
  });

  test('and old headlines are hidden with `max-age-days`', async () => {
    const page = await open(stage.snippet({ 'max-age-days': 1 }), { now: (NEWEST + 86_400 - 4 * 3600) * 1000 });
    expect(await page.locator('.tidings li a').count()).toBe(2);
  });
});

test('byline, excerpt and images follow the options', async () => {
  const page = await open(stage.snippet({ byline: 'on', excerpt: 1, images: 'first', date: 'off' }));
  const [first] = headlines(stage.tidings.origin).items;
  expect(await page.locator('.tidings small').first().textContent()).toBe(first?.b);
  expect(await page.locator('.tidings p').first().textContent()).toBe(first?.s);
  expect(await page.locator('.tidings img').count()).toBe(1);
  const image = page.locator('.tidings img');
  expect(await image.getAttribute('loading')).toBe('lazy');
  expect(await image.getAttribute('width')).toBe('320');
});

test('a layout called `constructor` is a list', async () => {
  for (const layout of ['constructor', '__proto__']) {
    const page = await open(stage.snippet({ layout }));
    expect(await styleOf(page, 'li', 'alignItems')).toBe('center');
  }
});
