import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { OPTIONS } from '../../widget/contract/options.ts';
import { useStage } from './stage.ts';

const stage = useStage();

async function open(body: string, width = 1280): Promise<Page> {
  const page = await stage.show(body);
  await page.setViewportSize({ width, height: 900 });
  await page.locator('.tidings section').first().waitFor({ state: 'attached' });
  return page;
}

/** Every inherited property of CSS, with a value other than the initial one, and whether the widget takes it from the page. */
const INHERITED: readonly (readonly [property: string, value: string, isTaken?: 'taken'])[] = [
  ['accent-color', 'red'],
  ['border-collapse', 'collapse'],
  ['border-spacing', '9px'],
  ['caption-side', 'bottom'],
  ['caret-animation', 'manual'],
  ['caret-color', 'red'],
  ['color', 'red'],
  ['color-scheme', 'dark'],
  ['cursor', 'wait', 'taken'],
  ['direction', 'rtl'],
  ['dynamic-range-limit', 'standard'],
  ['empty-cells', 'hide'],
  ['font-family', 'serif', 'taken'],
  ['font-feature-settings', '"smcp"'],
  ['font-kerning', 'none'],
  ['font-optical-sizing', 'none'],
  ['font-palette', 'dark'],
  ['font-size', '19px', 'taken'],
  ['font-size-adjust', '0.5'],
  ['font-stretch', '50%'],
  ['font-style', 'italic'],
  ['font-synthesis-weight', 'none'],
  ['font-variant-caps', 'small-caps'],
  ['font-variant-ligatures', 'none'],
  ['font-variant-numeric', 'oldstyle-nums'],
  ['font-variation-settings', '"wght" 500'],
  ['font-weight', '900'],
  ['forced-color-adjust', 'none'],
  ['hyphenate-character', '"x"'],
  ['hyphens', 'auto'],
  ['image-orientation', 'none'],
  ['image-rendering', 'pixelated'],
  ['interactivity', 'inert', 'taken'],
  ['letter-spacing', '9px'],
  ['line-break', 'anywhere'],
  ['line-height', '99px'],
  ['list-style-position', 'inside'],
  ['list-style-type', 'square'],
  ['math-style', 'compact'],
  ['orphans', '9'],
  ['overflow-wrap', 'break-word'],
  ['paint-order', 'stroke'],
  ['pointer-events', 'none', 'taken'],
  ['print-color-adjust', 'exact', 'taken'],
  ['quotes', 'none'],
  ['ruby-position', 'under'],
  ['scrollbar-color', 'red red'],
  ['tab-size', '2'],
  ['text-align', 'right'],
  ['text-align-last', 'right'],
  ['text-autospace', 'normal'],
  ['text-combine-upright', 'all'],
  ['text-decoration-skip-ink', 'none'],
  ['text-emphasis-style', 'dot'],
  ['text-indent', '9px'],
  ['text-justify', 'none'],
  ['text-orientation', 'upright'],
  ['text-rendering', 'optimizespeed'],
  ['text-shadow', 'red 1px 1px'],
  ['text-size-adjust', '100%', 'taken'],
  ['text-spacing-trim', 'trim-start'],
  ['text-transform', 'uppercase'],
  ['text-underline-offset', '9px'],
  ['text-underline-position', 'under'],
  ['text-wrap-mode', 'nowrap'],
  ['text-wrap-style', 'balance'],
  ['user-select', 'none', 'taken'],
  ['visibility', 'hidden', 'taken'],
  ['white-space-collapse', 'preserve'],
  ['widows', '9'],
  ['word-break', 'break-all'],
  ['word-spacing', '9px'],
  ['writing-mode', 'vertical-rl'],
  ['-webkit-font-smoothing', 'antialiased'],
  ['-webkit-tap-highlight-color', 'red'],
  ['-webkit-text-fill-color', 'red'],
  ['-webkit-text-security', 'disc'],
  ['-webkit-text-stroke-width', '9px'],
  ['-webkit-user-modify', 'read-write'],
];

test('the widget takes from the page what hides and disables it, the font, and nothing else', async () => {
  const page = await open(`<main>${stage.snippet()}</main>`);
  const [taken, ignored] = await page.evaluate<readonly [string[], string[]]>(`{
    const main = document.querySelector('main');
    const section = document.querySelector('.tidings').shadowRoot.firstChild;
    const valueOf = (element, property) => getComputedStyle(element).getPropertyValue(property);
    const taken = [];
    const ignored = [];
    for (const [property, value] of ${JSON.stringify(INHERITED)}) {
      const [before, initial] = [valueOf(section, property), valueOf(main, property)];
      main.style.setProperty(property, value);
      if (valueOf(main, property) === initial) ignored.push(property);
      if (valueOf(section, property) !== before) taken.push(property);
      main.style.removeProperty(property);
    }
    [taken, ignored] }`);
  expect(taken).toEqual(INHERITED.filter(([, , isTaken]) => isTaken).map(([property]) => property));
  expect(ignored).toEqual([]);
});

/** In the page: whether the first headline can be seen, and whether a click on it reaches the widget. */
const REACHED = `{
  const div = document.querySelector('.tidings');
  const link = div.shadowRoot.querySelector('li a');
  const { x, y } = link.getBoundingClientRect();
  [link.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }), document.elementFromPoint(x + 5, y + 5) === div] }`;

// The ways that every browser knows are in tests/browser/cases/hidden.ts.
describe('the page hides or disables the widget with', () => {
  test.each<[string, string, readonly [seen: boolean, clickable: boolean]]>([
    ['inert by a style', 'style="interactivity:inert"', [true, false]],
    ['a part that is hidden until it is found', 'hidden="until-found"', [false, false]],
  ])('%s', async (_, attribute, expected) => {
    const page = await open(`<div ${attribute}>${stage.div({ images: 'off' })}</div>${stage.script()}`);
    expect(await page.evaluate(REACHED)).toEqual(expected);
  });

  test('an attribute of the div', async () => {
    const page = await open(stage.snippet().replace('<div', '<div hidden'));
    expect(await page.evaluate(REACHED)).toEqual([false, false]);
  });

  test.each([
    ['its area is left out', '.rest, .rest * { visibility: hidden }', [false, false]],
    ['only its area is printed', 'body * { visibility: hidden } .tidings { visibility: visible }', [true, true]],
  ])('print, where %s', async (_, rules, expected) => {
    const page = await open(`<style>@media print { ${rules} }</style><div class="rest">${stage.snippet()}</div>`);
    await page.emulateMedia({ media: 'print' });
    const reached = await page.evaluate(REACHED);
    await page.emulateMedia({ media: null });
    expect(reached).toEqual(expected);
  });
});

test('a page script gets the keys of headlines, which are links like the page’s own', async () => {
  const note = '<script>got = new Set(); addEventListener("keydown", ({ key }) => got.add(key))</script>';
  const page = await open(note + stage.snippet());
  await page.locator('.tidings li a').first().focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate('[...got]')).toEqual(['ArrowDown']);
});

test('columns around the div do not cut a widget in two', async () => {
  const text = `<p>${'We meet on Sundays at nine. '.repeat(9)}</p>`;
  const widgets = OPTIONS.layout.values.map(
    (layout) => `<div style="columns:2">${text}${stage.div({ layout })}${text}${text}</div>`,
  );
  const page = await open(widgets.join('') + stage.script());
  expect(
    await page.evaluate("[...document.querySelectorAll('.tidings')].map((div) => div.getClientRects().length)"),
  ).toEqual(OPTIONS.layout.values.map(() => 1));
});
