import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { renderHeadlines, trimHeadlines } from '../../src/render/headlines.ts';
import type { Headlines } from '../../widget/contract/headlines.ts';
import { headlines } from './fixture-headlines.ts';
import { until, useStage } from './stage.ts';
import { type Answer, openTidings } from './tidings-stand-in.ts';

const LINK = 'Latest news from Example News';
const HOSTILE_TITLES = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '&lt;b&gt;bold&lt;/b&gt; & "quoted"',
  '{{constructor.constructor("alert(1)")()}} $\u007balert(1)}',
  '\u202eright to left\u202c \u2028 next line',
];

/** Inherited and own properties of every kind, as a careless theme or plugin sets them, all `!important`. */
const HOSTILE_CSS = `
  *, *::before, *::after {
    color: red !important; line-height: 3 !important; letter-spacing: 0.5em !important; word-spacing: 2em !important;
    text-transform: uppercase !important; text-align: right !important; text-indent: 4em !important; white-space: pre !important;
    font-weight: 900 !important; font-style: italic !important; font-variant: small-caps !important; visibility: visible !important;
    list-style: square inside !important; direction: rtl !important; text-shadow: 1px 1px lime !important;
    word-break: break-all !important; hyphens: auto !important; quotes: none !important; tab-size: 9 !important;
    text-decoration: line-through !important; pointer-events: auto !important; }
  div { columns: 3 !important } h2 { display: none !important } ul { margin: 9em !important } li { float: left !important } a { border: 9px solid !important }
  img { width: 100% !important; height: auto !important } p { font-size: 40px !important } section, footer { padding: 50px !important }`;

/** The computed style of each element inside, except what depends on the page's font or the width of the widget's text. */
const COMPUTED = `JSON.stringify([...document.querySelector('.tidings').shadowRoot.querySelectorAll('section, section *')].map((element) => {
  const style = getComputedStyle(element);
  return [element.localName, ...[...style].sort().map((name) => name + ': ' + style.getPropertyValue(name))];
}))`;

const stage = useStage();

const headlinesOf = (page: Page) => page.locator('.tidings section');
const linkOf = (page: Page) => page.getByText(LINK);

describe('the link stays, and nothing moves, when the script', () => {
  test.each([
    ['answers 500', { status: 500, text: 'Broken' }],
    ['answers garbage', { type: 'text/javascript', text: '<!doctype html><p>Sign in' }],
    ['is empty', { type: 'text/javascript', text: '' }],
    ['is cut off', { type: 'text/javascript', text: '(function(tidings,archive){(()=>{var a=' }],
  ])('%s', async (_, answer) => {
    stage.tidings.answer('/v1/top.js', answer);
    const page = await stage.show(`${stage.snippet()}<p>Our services are at nine.</p>`);
    await page.waitForLoadState('load');
    expect(await linkOf(page).isVisible()).toBe(true);
    expect(await headlinesOf(page).count()).toBe(0);
    expect(await stage.visit.layoutShift()).toBe(0);
  });

  test('never answers', async () => {
    stage.tidings.answer('/v1/top.js', 'never');
    const asked = stage.tidings.requests;
    const page = await stage.show(`${stage.snippet()}<p>Our services are at nine.</p>`);
    await until(() => asked.includes('/v1/top.js'));
    expect(await linkOf(page).isVisible()).toBe(true);
    expect(await stage.visit.layoutShift()).toBe(0);
  });

  test('is blocked by the page’s policy', async () => {
    const page = await stage.show(stage.snippet(), { headers: { 'Content-Security-Policy': "script-src 'self'" } });
    await page.waitForLoadState('load');
    expect(await linkOf(page).isVisible()).toBe(true);
  });

  test('cannot run, because JavaScript is off', async () => {
    const page = await stage.show(stage.snippet(), { javaScriptEnabled: false });
    await page.waitForLoadState('load');
    expect(await linkOf(page).isVisible()).toBe(true);
  });
});

describe('the link stays if there is nothing to show:', () => {
  test.each<[string, Record<string, unknown>]>([
    ['no headlines', { items: [] }],
    ['only javascript: addresses', { items: [{ id: '1', t: 'Story', u: 'javascript:alert(1)', d: 1.8e9 }] }],
    ['an object that is not a list', { items: { length: 3 } }],
    ['no list', { items: undefined }],
  ])('%s', async (_, change) => {
    stage.tidings.publish('top', (usual) => ({ ...usual, ...change }));
    const page = await stage.show(stage.snippet() + stage.div({}, 'top'));
    await page.waitForLoadState('load');
    expect(await linkOf(page).first().isVisible()).toBe(true);
    expect(await headlinesOf(page).count()).toBe(0);
  });

  test('only headlines older than `max-age-days`', async () => {
    const page = await stage.show(stage.snippet({ 'max-age-days': 7 }), { now: Date.UTC(2027, 0, 1) });
    await page.waitForLoadState('load');
    expect(await linkOf(page).isVisible()).toBe(true);
    expect(await headlinesOf(page).count()).toBe(0);
  });

  test('another script has given the div a shadow root', async () => {
    const closed = `<script>document.querySelector('.tidings').attachShadow({ mode: 'open' }).innerHTML = '<slot></slot>'</script>`;
    const page = await stage.show(stage.div() + closed + stage.script() + stage.div({ count: 1 }));
    await headlinesOf(page).waitFor();
    expect(await linkOf(page).first().isVisible()).toBe(true);
    expect(stage.visit.complaints).toEqual([]);
  });
});

describe('a copy of the script that is older than twelve hours', () => {
  const HOUR = 3_600_000;
  const NOW = Date.UTC(2026, 10, 24);
  const madeBefore = (hours: number) => (usual: Headlines) => ({ ...usual, at: (NOW - hours * HOUR) / 1000 });
  /** The server has retracted the first article of the copy. */
  const news = () => {
    const [, ...items] = headlines(stage.tidings.origin, { count: 6 }).items;
    return { text: renderHeadlines(trimHeadlines({ ...headlines(stage.tidings.origin), items }, {})) };
  };
  const jsonRequests = () => stage.tidings.requests.filter((path) => path.includes('.json'));

  test.each([
    ['13 hours', madeBefore(13)],
    ['a year', madeBefore(24 * 365)],
    ['no time, from an older server', ({ at: _at, ...usual }: Headlines) => usual],
  ])('asks the server once for all its divs: %s', async (_, change) => {
    stage.tidings.publish('top', change);
    stage.tidings.answer('/v1/top.json?count=20', { type: 'application/json', ...news() });
    const page = await stage.show(stage.snippet() + stage.snippet({ count: 3 }), { now: NOW });
    await page.locator('.tidings').nth(1).locator('section').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.tidings li a').allTextContents()).not.toContain(headlines('').items[0]?.t);
    expect(await page.locator('.tidings li a').count()).toBe(8);
    expect(jsonRequests()).toEqual(['/v1/top.json?count=20']);
    expect(await stage.visit.layoutShift()).toBe(0);
  });

  test.each<[string, Answer | 'never']>([
    ['is down', { status: 503, text: '' }],
    ['never answers', 'never'],
    ['has no headlines', { type: 'application/json', text: JSON.stringify({ ...headlines(''), items: [] }) }],
  ])('keeps the link if the server %s', async (_, answer) => {
    stage.tidings.publish('top', madeBefore(13));
    stage.tidings.answer('/v1/top.json?count=20', answer);
    const page = await stage.show(stage.snippet(), { now: NOW });
    await until(() => jsonRequests().length === 1);
    await page.waitForLoadState('load');
    expect(await linkOf(page).isVisible()).toBe(true);
    expect(await headlinesOf(page).count()).toBe(0);
  });

  test('beside a fresh script of its feed asks nothing', async () => {
    stage.tidings.publish('top', madeBefore(11));
    const stale = renderHeadlines({ ...headlines(stage.tidings.origin), at: (NOW - 13 * HOUR) / 1000 });
    const copy = `<script>window[Symbol.for('tidings.v1')].add(${stale})</script>`;
    const page = await stage.show(stage.div() + stage.script().replace('async ', '') + copy, { now: NOW });
    await headlinesOf(page).waitFor();
    await page.waitForLoadState('load');
    expect(jsonRequests()).toEqual([]);
  });

  test('shows an answer even if the visitor’s clock is wrong', async () => {
    stage.tidings.publish('top', madeBefore(0));
    const page = await stage.show(stage.snippet(), { now: NOW + 24 * 365 * HOUR });
    await headlinesOf(page).waitFor();
    expect(jsonRequests()).toEqual(['/v1/top.json?count=20']);
  });
});

test('a strict policy with Trusted Types reports nothing, and the styles apply', async () => {
  const { origin } = stage.tidings;
  const policy = `default-src 'none'; script-src ${origin}; img-src ${origin} data:; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const page = await stage.show(stage.div().replace(/ style="[^"]*"/, '') + stage.script(), {
    headers: { 'Content-Security-Policy': policy },
  });
  await headlinesOf(page).waitFor();
  await page.waitForLoadState('load');
  const display = "getComputedStyle(document.querySelector('.tidings').shadowRoot.querySelector('li')).display";
  expect(await page.evaluate(display)).toBe('flex');
  expect(stage.visit.complaints).toEqual([]);
});

test('a hostile style sheet changes nothing inside', async () => {
  const body = `<main style="width:600px">${stage.snippet({ theme: 'light', byline: 'on', excerpt: 2, target: 'new' })}</main>`;
  let page = await stage.show(body);
  // The summaries are fetched.
  await headlinesOf(page).locator('p').first().waitFor();
  await page.waitForLoadState('load');
  const untouched = await page.evaluate<string>(COMPUTED);

  page = await stage.show(body, { head: `<style>${HOSTILE_CSS}</style>` });
  await headlinesOf(page).locator('p').first().waitFor();
  await page.waitForLoadState('load');
  expect(await page.evaluate<string>("getComputedStyle(document.querySelector('.tidings')).color")).toBe(
    'rgb(255, 0, 0)',
  );
  expect(JSON.parse(await page.evaluate<string>(COMPUTED))).toEqual(JSON.parse(untouched));
});

describe('the elements and their names are the same in a page', () => {
  const DRAWN = `[...document.querySelector('.tidings').shadowRoot.querySelectorAll('section, section *')].map((element) =>
    [element.localName, ...[...element.attributes].map(({ name, value }) => name + '=' + value).sort()].join(' '))`;
  test.each([
    ['in Firefox before 119', 'for (const name of ["ariaLabel", "ariaBusy", "role"]) delete Element.prototype[name]'],
    [
      'with Prototype 1.6',
      `Date.prototype.toJSON = function () { return '"2008-11-24T00:00:00Z"' };
       for (const type of [Array, String, Number]) type.prototype.toJSON = function () { return '"' + this + '"' };
       Array.from = (list) => list ? [].slice.call(list) : [];
       const BREAK = {};
       Array.prototype._each = function (visit) { for (let index = 0; index < this.length; index += 1) visit(this[index], index) };
       Array.prototype.each = function (visit) { try { this._each(visit) } catch (fault) { if (fault !== BREAK) throw fault } return this };
       Array.prototype.find = function (visit) { let found; this.each((value, index) => { if (visit(value, index)) { found = value; throw BREAK } }); return found };
       Array.prototype.entries = function () { return [].slice.call(this) };
       String.prototype.endsWith = function (end) { const at = this.length - end.length; return at >= 0 && this.lastIndexOf(end) === at };
       HTMLElement.prototype.remove = function () { this.parentNode.removeChild(this); return this }`,
    ],
    [
      'with MooTools 1.2',
      `window.Element = function (tag) { return document.createElement(tag) };
       window.Event = function () {};
       window.JSON = { encode() {}, decode() {} };
       Array.from = (item) => [item];
       Function.prototype.bind = function (bound, given) { const make = this; return () => make.apply(bound, given || []) };
       Array.prototype.each = Array.prototype.clean = function () {};`,
    ],
    [
      'whose script adds to every object',
      'Object.prototype.each = Object.prototype.end = Object.prototype.layout = function () {}; Array.prototype.last = function () {}',
    ],
    [
      'whose script changes globals',
      'window.self = window.parent = window.name = window.status = "page"; window.origin = 0',
    ],
  ])('%s', async (_, script) => {
    const body = stage.snippet({ layout: 'ticker', target: 'new', byline: 'on' });
    let page = await stage.show(body);
    await headlinesOf(page).waitFor();
    const usual = await page.evaluate<readonly string[]>(DRAWN);
    expect(usual.join('\n')).toMatch(
      /^section .*aria-label=Top stories.*^input aria-label=Pause.*opens in a new tab.*^time datetime=2026-11-23T06:00:00.000Z/ms,
    );
    page = await stage.show(body, { head: `<script>{ ${script} }</script>` });
    await headlinesOf(page).waitFor();
    expect(await page.evaluate(DRAWN)).toEqual(usual);
    expect(stage.visit.complaints).toEqual([]);
  });
});

describe('in a frame, headlines open in a new tab, which is announced:', () => {
  const frame = (content: string, sandbox: string) =>
    `<iframe sandbox="allow-scripts allow-popups ${sandbox}" width="600" height="700" srcdoc="${content.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;

  test.each([
    ['of a site builder', ''],
    ['of the page’s own site', 'allow-same-origin'],
    ['in a frame', 'allow-top-navigation'],
  ])('%s', async (where, sandbox) => {
    const inner = stage.snippet({ target: 'same' });
    const page = await stage.show(frame(where === 'in a frame' ? frame(inner, '') : inner, sandbox));
    const content =
      where === 'in a frame' ? page.frameLocator('iframe').frameLocator('iframe') : page.frameLocator('iframe');
    const link = content.locator('.tidings li a').first();
    await link.waitFor();
    expect(await link.getAttribute('aria-label')).toMatch(/\(opens in a new tab\)$/);
    expect(await content.locator('.tidings footer a').getAttribute('target')).toBe('_blank');
    const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
    await opened.waitForURL((url) => url.href === headlines(stage.tidings.origin).items[0]?.u);
    await opened.close();
  });
});

test('titles, names and summaries are text, whatever they contain', async () => {
  stage.tidings.publish('top', (usual) => ({
    ...usual,
    title: HOSTILE_TITLES.join(' '),
    name: HOSTILE_TITLES[0] ?? '',
    items: usual.items.map((item, index) => ({
      ...item,
      t: HOSTILE_TITLES[index] ?? '',
      s: HOSTILE_TITLES[0] ?? '',
      b: HOSTILE_TITLES[1] ?? '',
    })),
  }));
  let dialogs = 0;
  const page = await stage.show(stage.div({ excerpt: 1, byline: 'on' }));
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await page.addScriptTag({ url: `${stage.tidings.origin}/v1/top.js` });
  await headlinesOf(page).waitFor();
  expect(await page.locator('.tidings li a').allTextContents()).toEqual(HOSTILE_TITLES);
  expect(await page.locator('.tidings').locator('b, script, img[src="x"]').count()).toBe(0);
  expect(dialogs).toBe(0);
});

test('links and images with other schemes than http and https are ignored', async () => {
  const bad = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>',
    '//evil.example/x',
    '/relative',
  ];
  stage.tidings.publish('top', (usual) => ({
    ...usual,
    home: 'javascript:alert(1)/feeds/top',
    items: [
      ...bad.map((u) => ({ ...usual.items[0], u })),
      { ...usual.items[1], i: ['javascript:alert(1)', 3, 2] },
    ] as never,
  }));
  const page = await stage.show(stage.snippet());
  await headlinesOf(page).waitFor();
  expect(await page.locator('.tidings li a').count()).toBe(1);
  expect(await page.locator('.tidings img').count()).toBe(0);
  expect(await page.locator('.tidings footer a').getAttribute('href')).toBeNull();
});

test('an image that fails to load moves nothing and has no text', async () => {
  stage.tidings.publish('top', (usual) => ({
    ...usual,
    items: usual.items.map((item) => ({ ...item, i: [`${stage.tidings.origin}/gone.jpg`, 320, 240] as const })),
  }));
  const page = await stage.show(stage.snippet());
  await headlinesOf(page).waitFor();
  const images = "[...document.querySelector('.tidings').shadowRoot.querySelectorAll('img')]";
  await page.waitForFunction(`${images}.every((one) => one.complete)`);
  expect(await page.evaluate(`${images}.map((one) => one.alt)`)).toEqual(Array(5).fill(''));
  expect(await stage.visit.layoutShift()).toBe(0);
});

test('a server named by a link gives headlines but no code', async () => {
  const other = await openTidings();
  try {
    const div = stage.div({ layout: 'archive' }).replace(stage.tidings.origin, other.origin);
    const page = await stage.show(div + stage.script('tidings'));
    await headlinesOf(page).waitFor();
    await until(() => stage.tidings.requests.some((path) => path.startsWith('/v1/tidings-archive.')));
    await page.waitForLoadState('networkidle');
    expect(other.requests.filter((path) => path.includes('.js') && !path.includes('.json'))).toEqual([]);
    expect(other.requests).toContain('/v1/top.json?count=20');
  } finally {
    await other.close();
  }
});

test.each(['accent', 'text', 'background'])('a link cannot add styles to the page by its %s', async (option) => {
  const query = `${option}=000000;}section{position:fixed;background:url(//third.example/x)}x{`;
  const page = await stage.show(
    `<div class="tidings"><a href="${stage.tidings.origin}/feeds/top?${query}">News</a></div>${stage.script()}`,
  );
  await headlinesOf(page).waitFor();
  expect(
    await page.evaluate(
      `getComputedStyle(document.querySelector('.tidings').shadowRoot.querySelector('section')).position`,
    ),
  ).toBe('static');
  expect(stage.visit.requests.filter((url) => url.includes('third.example'))).toEqual([]);
});

describe('an invalid answer keeps the link of its own div only:', () => {
  test.each([
    '{"title":"No such feed"}',
    '{"home":"%"}',
    '{"home":5,"items":[1]}',
    '{"home":"ORIGIN/feeds/top","items":[{}]}',
    '[]',
    'null',
    '7',
  ])('%s', async (text) => {
    stage.tidings.answer('/v1/gone.json?count=20', {
      status: 404,
      type: 'application/problem+json',
      text: text.replace('ORIGIN', stage.tidings.origin),
    });
    const page = await stage.show(stage.div({}, 'gone') + stage.script('tidings'));
    await page.waitForLoadState('networkidle');
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(stage.div())})`);
    await page.locator('.tidings').nth(1).locator('li a').first().waitFor();
    expect(await page.locator('.tidings').first().locator('section').count()).toBe(0);
  });
});

test('no cookies, no storage, no third parties', async () => {
  const page = await stage.show(stage.snippet());
  await headlinesOf(page).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  expect(await page.evaluate('indexedDB.databases().then((list) => list.length)')).toBe(0);
  const hosts = new Set(
    stage.visit.requests.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).origin),
  );
  expect([...hosts].sort()).toEqual([stage.church.origin, stage.tidings.origin].sort());
});
