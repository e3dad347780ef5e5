import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { OPTIONS } from '../../widget/contract/options.ts';
import { findViolations } from '../browser/find-violations.ts';
import type { Visit } from './church.ts';
import { HOSTILE_CSS, publishHebrew, STATES, type State, USUAL_ITEMS } from './matrix-states.ts';
import { openStage, type Stage, until } from './stage.ts';

const LAYOUTS = OPTIONS.layout.values;
const WIDTHS = [320, 768, 1280] as const;
const GROUNDS = { light: '#fff', dark: '#14181d' } as const;

interface Place {
  readonly width: (typeof WIDTHS)[number];
  readonly ground: keyof typeof GROUNDS;
  readonly dir: 'ltr' | 'rtl';
}

const PLACES: readonly Place[] = WIDTHS.flatMap((width) =>
  (['light', 'dark'] as const).flatMap((ground) => (['ltr', 'rtl'] as const).map((dir) => ({ width, ground, dir }))),
);

/** In the page: how many headlines each widget shows, -1 where its link still stands. */
const SHOWN = `[...document.querySelectorAll('div.tidings')].map((div) =>
  div.shadowRoot?.querySelector('section') ? div.shadowRoot.querySelectorAll('ul li:not(:empty)').length : -1)`;

/** In the page: whether the words of each widget's own link are painted. */
const LINKS = `[...document.querySelectorAll('div.tidings > a')].map((link) => {
  const words = document.createRange();
  words.selectNodeContents(link);
  return link.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && words.getBoundingClientRect().height > 0;
})`;

/** In the page: of every element of every widget, every computed property. */
const COMPUTED = `[...document.querySelectorAll('div.tidings')].map((div) => [...div.shadowRoot.querySelectorAll('section, section *')].map((element) => {
  const style = getComputedStyle(element);
  return element.localName + ' ' + [...style].sort().map((name) => name + ': ' + style.getPropertyValue(name)).join('; ');
}))`;

let stage: Stage;
/** The window of all pages, but for those without JavaScript, which have one of their own. */
let visit: Visit;

beforeAll(async () => {
  stage = await openStage();
  visit = await stage.church.visit('');
});

afterAll(() => stage.close());

afterEach(() => stage.tidings.reset());

/** Goes to the page of a state with a widget of every layout, and waits until it is as it will be. */
async function enter(state: State, { width, ground, dir }: Place, head = ''): Promise<Visit> {
  if (dir === 'rtl') publishHebrew(stage);
  state.prepare?.(stage);
  const divs = LAYOUTS.map((layout) => stage.div({ layout })).join('');
  const body = state.body?.(divs, stage.script()) ?? divs + stage.script();
  const then = state.script === undefined ? '' : `<script>${state.script}</script>`;
  // So high that every widget is in sight: shifts beyond it do not count.
  await visit.page.setViewportSize({ width, height: 4000 });
  await visit.go(`<main dir="${dir}"><h1>Church</h1>${body}</main><p>Our services are at nine.</p>${then}`, {
    head: `<style>body { margin: 0; background: ${GROUNDS[ground]}; color: ${ground === 'dark' ? '#eee' : '#222'} }</style>${state.head ?? ''}${head}`,
    ...(state.headers === undefined ? {} : { headers: state.headers(stage.tidings.origin) }),
  });
  const { page } = visit;
  if (state.name !== 'no answer') await page.waitForLoadState('load');
  else await until(() => stage.tidings.requests.includes('/v1/top.js'));
  const expected = Array(LAYOUTS.length * (state.copies ?? 1)).fill(state.shows ? (state.items ?? USUAL_ITEMS) : -1);
  const settled = `${state.done ?? true} && String(${SHOWN}) === '${expected}'`;
  if (state.shows) await page.waitForFunction(settled);
  else expect(await page.evaluate(SHOWN)).toEqual(expected);
  return visit;
}

describe.each(STATES)('$name:', (state) => {
  if (state.javaScriptEnabled === false) useWindowWithoutScripts();

  test.each(PLACES)('every layout stands at $width px, on a $ground page, $dir', async (place) => {
    const { page, complaints, requests, layoutShift } = await enter(state, place);
    expect(await page.evaluate(LINKS)).toEqual(Array(LAYOUTS.length * (state.copies ?? 1)).fill(!state.shows));

    // Measuring needs scripts, and without them nothing comes that could move the page.
    if (state.javaScriptEnabled !== false) expect(await layoutShift()).toBe(0);
    // No line of the page is wider than the page.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(state.overflows !== true);

    const asked = requests.filter((url) => !url.startsWith('data:'));
    const origins = new Set(asked.map((url) => new URL(url).origin));
    expect([...origins].filter((origin) => ![stage.church.origin, stage.tidings.origin].includes(origin))).toEqual([]);
    const scripts = asked.filter((url) => url.endsWith('/v1/top.js'));
    expect(scripts.length).toBeLessThanOrEqual(state.name === 'the script twice' ? 2 : 1);
    expect(asked.filter((url) => url.includes('/v1/top.json') && !url.includes('lang='))).toHaveLength(0);
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
  test('a hostile style sheet changes no computed style of any layout', async () => {
    const still = '<style>* { animation-play-state: paused }</style>';
    const normal: State = { name: 'normal', shows: true };
    const place: Place = { width, ground: 'light', dir: 'ltr' };
    const without = await (await enter(normal, place, still)).page.evaluate<string[][]>(COMPUTED);
    const hostile = await enter({ ...normal, head: `<style>${HOSTILE_CSS}</style>` }, place, still);
    expect(await hostile.page.evaluate("getComputedStyle(document.querySelector('div.tidings')).color")).toBe(
      'rgb(255, 0, 0)',
    );
    const within = await hostile.page.evaluate<string[][]>(COMPUTED);
    for (const [index, layout] of LAYOUTS.entries()) {
      expect([layout, within[index]?.map(standing)]).toEqual([layout, without[index]?.map(standing)]);
    }
  });

  test.each(['light', 'dark'] as const)('no rule of WCAG 2.2 A or AA is broken on a %s page', async (ground) => {
    for (const dir of ['ltr', 'rtl'] as const) {
      const { page } = await enter({ name: 'normal', shows: true }, { width, ground, dir });
      expect([dir, ...(await findViolations(page, { practices: false }))]).toEqual([dir]);
    }
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

/** A computed style without what moves from frame to frame in the ticker. */
function standing(style: string): string {
  return style.replace(/(?:^|; )(?:transform|translate|animation-play-state): [^;]*/g, '');
}

test('the keyboard reaches every link and button once, in order, and shows where it is', async () => {
  const { page } = await enter({ name: 'normal', shows: true }, { width: 768, ground: 'light', dir: 'ltr' });
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
