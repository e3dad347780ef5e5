import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { OPTIONS } from '../../widget/contract/options.ts';
import { findViolations } from '../browser/find-violations.ts';
import type { Visit } from './church.ts';
import { HOSTILE_CSS, publishHebrew, STATES, type State, USUAL_ITEMS } from './matrix-states.ts';
import { openStage, type Stage, until } from './stage.ts';

const LAYOUTS = OPTIONS.layout.values;
const WIDTHS = [320, 768, 1280] as const;
const DIRECTIONS = ['ltr', 'rtl'] as const;
const HALVES = [
  { background: '#fff', color: '#222' },
  { background: '#14181d', color: '#eee' },
];
const WIDGETS = LAYOUTS.length * HALVES.length;

/** A page, half of it light and half dark, with a widget of each layout in each half. */
interface PageKind {
  readonly width: (typeof WIDTHS)[number];
  readonly dir: (typeof DIRECTIONS)[number];
}

const PAGES: readonly PageKind[] = WIDTHS.flatMap((width) => DIRECTIONS.map((dir) => ({ width, dir })));

/** In the page: how many headlines each widget shows, -1 if it still shows its link. */
const SHOWN = `[...document.querySelectorAll('div.tidings')].map((div) =>
  div.shadowRoot?.querySelector('section') ? div.shadowRoot.querySelectorAll('ul li:not(:empty)').length : -1)`;

/** In the page: whether the text of each widget's link is visible. */
const LINKS = `[...document.querySelectorAll('div.tidings > a')].map((link) => {
  const words = document.createRange();
  words.selectNodeContents(link);
  return link.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && words.getBoundingClientRect().height > 0;
})`;

/** In the page: all computed properties of each element of each widget. */
const COMPUTED = `[...document.querySelectorAll('div.tidings')].map((div) => [...div.shadowRoot.querySelectorAll('section, section *')].map((element) => {
  const style = getComputedStyle(element);
  return element.localName + ' ' + [...style].sort().map((name) => name + ': ' + style.getPropertyValue(name)).join('; ');
}))`;

let stage: Stage;
/** The window of all pages, except those without JavaScript, which have another one. */
let visit: Visit;

beforeAll(async () => {
  stage = await openStage();
  visit = await stage.church.visit('');
});

afterAll(() => stage.close());

afterEach(() => stage.tidings.reset());

/** Goes to the page of a state, and waits until its widgets are drawn. */
async function enter(state: State, { width, dir }: PageKind, head = ''): Promise<Visit> {
  if (dir === 'rtl') publishHebrew(stage);
  state.prepare?.(stage);
  const divs = LAYOUTS.map((layout) => stage.div({ layout })).join('');
  const halves = HALVES.map(
    ({ background, color }) =>
      `<main dir="${dir}" style="background: ${background}; color: ${color}"><h1>Church</h1>${divs}</main>`,
  ).join('');
  const body = state.body?.(halves, stage.script()) ?? halves + stage.script();
  const then = state.script === undefined ? '' : `<script>${state.script}</script>`;
  // So high that every widget is visible. Shifts outside the window do not count.
  await visit.page.setViewportSize({ width, height: 8000 });
  await visit.go(`${body}<p>Our services are at nine.</p>${then}`, {
    head: `<style>body { margin: 0 }</style>${state.head ?? ''}${head}`,
    ...(state.headers === undefined ? {} : { headers: state.headers(stage.tidings.origin) }),
  });
  const { page } = visit;
  if (state.name !== 'no answer') await page.waitForLoadState('load');
  else await until(() => stage.tidings.requests.includes('/v1/top.js'));
  const expected = Array(WIDGETS * (state.copies ?? 1)).fill(state.shows ? (state.items ?? USUAL_ITEMS) : -1);
  const settled = `${state.done ?? true} && String(${SHOWN}) === '${expected}' && !${LINKS}.includes(true)`;
  if (state.shows) await until(() => page.evaluate<boolean>(settled));
  else expect(await page.evaluate(SHOWN)).toEqual(expected);
  return visit;
}

/** Every state at every width; each state, and each width, in both directions. All combinations would take twice as long. */
const CASES = STATES.map((state, nth) => ({
  ...state,
  pages: PAGES.filter(({ width, dir }) => dir === DIRECTIONS[(nth + WIDTHS.indexOf(width)) % DIRECTIONS.length]),
}));

describe.each(CASES)('$name:', ({ pages, ...state }) => {
  if (state.javaScriptEnabled === false) useWindowWithoutScripts();

  test.each(pages)('every layout is drawn on light and dark at $width px, $dir', async (kind) => {
    const { page, complaints, requests, layoutShift } = await enter(state, kind);
    expect(await page.evaluate(LINKS)).toEqual(Array(WIDGETS * (state.copies ?? 1)).fill(!state.shows));

    // Measuring needs JavaScript. Without it, nothing loads that could move the page.
    if (state.javaScriptEnabled !== false) expect(await layoutShift()).toBe(0);
    // No line of the page is wider than the page.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(state.overflows !== true);

    const sent = requests.filter((url) => !url.startsWith('data:'));
    const origins = new Set(sent.map((url) => new URL(url).origin));
    expect([...origins].filter((origin) => ![stage.church.origin, stage.tidings.origin].includes(origin))).toEqual([]);
    const scripts = sent.filter((url) => url.endsWith('/v1/top.js'));
    expect(scripts.length).toBeLessThanOrEqual(state.name === 'the script twice' ? 2 : 1);
    expect(sent.filter((url) => url.includes('/v1/top.json') && !url.includes('lang='))).toHaveLength(0);
    expect(await page.context().cookies()).toEqual([]);
    if (state.javaScriptEnabled !== false) {
      expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    }
    if (state.complains !== true) expect(complaints).toEqual([]);
    const addresses = await page.evaluate<string[]>(
      `[...document.querySelectorAll('div.tidings')].flatMap((div) => [...(div.shadowRoot?.querySelectorAll('[href], [src]') ?? [])].map((one) => one.href || one.src))`,
    );
    expect(addresses.filter((address) => !/^https?:/.test(address))).toEqual([]);
  });
});

describe.each(WIDTHS)('at %i px', (width) => {
  const dir = width === 768 ? 'rtl' : 'ltr';

  test('a hostile style sheet changes no computed style of any layout', async () => {
    const still = '<style>* { animation-play-state: paused }</style>';
    const normal: State = { name: 'normal', shows: true };
    const kind: PageKind = { width, dir: 'ltr' };
    const without = await (await enter(normal, kind, still)).page.evaluate<string[][]>(COMPUTED);
    const hostile = await enter({ ...normal, head: `<style>${HOSTILE_CSS}</style>` }, kind, still);
    expect(await hostile.page.evaluate("getComputedStyle(document.querySelector('div.tidings')).color")).toBe(
      'rgb(255, 0, 0)',
    );
    const within = await hostile.page.evaluate<string[][]>(COMPUTED);
    for (const [index, elements] of without.entries()) {
      const layout = LAYOUTS[index % LAYOUTS.length];
      expect([layout, within[index]?.map(removeMotion)]).toEqual([layout, elements.map(removeMotion)]);
    }
  });

  test(`there is no violation of WCAG 2.2 A or AA on light or dark pages, ${dir}`, async () => {
    const { page } = await enter({ name: 'normal', shows: true }, { width, dir });
    expect(await findViolations(page, { practices: false })).toEqual([]);
  });
});

function useWindowWithoutScripts(): void {
  let usual: Visit;
  beforeAll(async () => {
    usual = visit;
    visit = await stage.church.visit('', { javaScriptEnabled: false });
  });
  afterAll(async () => {
    await visit.close();
    visit = usual;
  });
}

/** A computed style without the properties that the ticker animates. */
function removeMotion(style: string): string {
  return style.replace(/(?:^|; )(?:transform|translate|animation-play-state): [^;]*/g, '');
}

test('the keyboard reaches every link and button once, in order, with a visible focus', async () => {
  const { page } = await enter({ name: 'normal', shows: true }, { width: 768, dir: 'ltr' });
  const focusable = await page.evaluate<number>(
    `[...document.querySelectorAll('div.tidings')].reduce((sum, div) => sum + [...div.shadowRoot.querySelectorAll('a[href], button, input, select')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0).length, 0)`,
  );
  const walked: string[] = [];
  for (let step = 0; step < focusable; step += 1) {
    await page.keyboard.press('Tab');
    const [name, visible] = await page.evaluate<[string, boolean]>(`(() => {
      const div = document.activeElement;
      const inner = div.shadowRoot?.activeElement;
      const all = [...(div.shadowRoot?.querySelectorAll('a[href], button, input, select') ?? [])];
      const style = inner && getComputedStyle(inner);
      const box = inner?.getBoundingClientRect();
      const shows = !!inner && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && box.right > 0 && box.left < innerWidth;
      return [[...document.querySelectorAll('div.tidings')].indexOf(div) + ':' + all.indexOf(inner), shows];
    })()`);
    expect([name, visible]).toEqual([name, true]);
    walked.push(name);
  }
  expect(walked.filter((name) => name.includes('-1'))).toEqual([]);
  expect(new Set(walked).size).toBe(focusable);
  const places = walked.map((name) => name.split(':').map(Number) as [number, number]);
  expect(places.toSorted(([a, b], [c, d]) => a - c || b - d)).toEqual(places);
});
