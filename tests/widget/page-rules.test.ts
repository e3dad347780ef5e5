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

describe('the page hides or disables the widget with', () => {
  const within = (start: string, end = '</div>') => [start, end] as const;
  test.each<[string, readonly [string, string], readonly [seen: boolean, clickable: boolean]]>([
    ['nothing', within('<div>'), [true, true]],
    ['a tab that is not selected', within('<div style="visibility:hidden">'), [false, false]],
    [
      'a slide that waits',
      within('<div style="overflow:hidden"><div style="visibility:hidden;transform:translateX(10px)">', '</div></div>'),
      [false, false],
    ],
    [
      'a visible part of a hidden tab',
      within('<div style="visibility:hidden"><div style="visibility:visible">', '</div></div>'),
      [true, true],
    ],
    ['a collapsed row', within('<div style="visibility:collapse">'), [false, false]],
    ['a menu that is closed', within('<div style="opacity:0;pointer-events:none">'), [false, false]],
    ['a layer that lets clicks through', within('<div style="pointer-events:none">'), [true, false]],
    ['an inert part', within('<div inert>'), [true, false]],
    ['inert by a style', within('<div style="interactivity:inert">'), [true, false]],
    ['a dialog that is closed', within('<dialog>', '</dialog>'), [false, false]],
    ['details that are closed', within('<details><summary>News</summary>', '</details>'), [false, false]],
    ['a part that is hidden', within('<div hidden>'), [false, false]],
    ['a part that is hidden until it is found', within('<div hidden="until-found">'), [false, false]],
    ['a part that is not rendered', within('<div style="content-visibility:hidden">'), [false, false]],
    ['a part that is cut off', within('<div style="clip-path:inset(0 0 0 100%)">'), [true, false]],
    ['a rule for the div', within('<style>.tidings { visibility: hidden }</style>', ''), [false, false]],
    ['a rule that takes out the div', within('<style>.tidings { display: none }</style>', ''), [false, false]],
  ])('%s', async (_, [start, end], expected) => {
    const page = await open(`${start}${stage.div({ images: 'off' })}${end}${stage.script()}`);
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

/** A page script that takes keys and clicks, unless their target is a control of the page. */
const GREEDY = `<script>
  window.got = [];
  for (const type of ['keydown', 'keypress', 'keyup', 'click']) for (const on of [document, window]) on.addEventListener(type, (event) => {
    got.push(event.key ?? type);
    if (!/^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(event.target.tagName) && !/Tab|Escape/.test(event.key)) event.preventDefault();
  }, { passive: false });
</script>`;

describe('a page script that takes keys and clicks', () => {
  test('does not get those of the ticker’s button', async () => {
    const page = await open(GREEDY + stage.snippet({ layout: 'ticker' }));
    const button = page.getByRole('checkbox', { name: 'Pause' });
    await button.focus();
    await page.keyboard.press('Space');
    expect(await button.isChecked()).toBe(true);
    await button.click();
    expect(await button.isChecked()).toBe(false);
    expect(await page.evaluate('got')).toEqual([]);
  });

  test('gets those of headlines, which are links like the page’s own', async () => {
    const page = await open(GREEDY + stage.snippet());
    await page.locator('.tidings li a').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('[...new Set(got)]')).toEqual(['ArrowDown']);
  });
});

/** A page with a widget of each layout, as wide as the page lets it be: styles, and what is before and after each widget. */
const SHRUNK: readonly (readonly [name: string, style: string, before: string, after: string, minWidth: number])[] = [
  [
    'a column with its items at the start',
    '',
    '<div style="display:flex;flex-direction:column;align-items:flex-start">',
    '</div>',
    880,
  ],
  [
    'a column with centred items',
    '',
    '<div style="display:flex;flex-direction:column;align-items:center"><h1>Church</h1>',
    '</div>',
    880,
  ],
  ['a row', '', '<div style="display:flex;gap:1em"><h2>Welcome</h2>', '</div>', 800],
  ['a table cell', '', '<table><tr><td>Welcome</td><td>', '</td></tr></table>', 800],
  ['a float', '', '<div style="float:left">', '</div><br clear="all">', 880],
  ['an inline block', '', '<div style="display:inline-block">', '</div>', 880],
  ['a grid with centred items', '', '<div style="display:grid;place-items:center">', '</div>', 880],
  [
    'a grid with automatic columns',
    '',
    '<div style="display:grid;grid-template-columns:auto auto;justify-content:start"><b>Welcome</b>',
    '</div>',
    800,
  ],
  [
    'an absolute position',
    '',
    '<div style="position:relative;height:1500px"><div style="position:absolute">',
    '</div></div>',
    880,
  ],
  ['a width that fits the content', '', '<div style="width:fit-content;margin:auto">', '</div>', 880],
  ['a div that floats', '.tidings { float: right }', '', '<br clear="all">', 880],
  ['a div that is an inline block', '.tidings { display: inline-block }', '', '', 880],
  ['a div that is a table', '.tidings { display: table }', '', '', 880],
  ['a div that is a row', 'div { display: flex !important }', '', '', 880],
  [
    'a div that is a column',
    '.tidings { display: flex; flex-direction: column; align-items: center; gap: 9px }',
    '',
    '',
    880,
  ],
  ['a div that is inline', '.tidings { display: inline }', '<div>', '</div>', 880],
  ['a div without a box', '.tidings { display: contents }', '<div>', '</div>', 880],
];

describe('where the width follows from the content, every layout has space:', () => {
  test.each(SHRUNK)('%s', async (_, style, before, after, minWidth) => {
    const widgets = OPTIONS.layout.values.map((layout) => `${before}${stage.div({ layout })}${after}<hr>`);
    const css = `<style>body { margin: 0 } ${style}</style>`;
    const page = await open(css + widgets.join('') + stage.script());
    const widths = () =>
      page.evaluate<readonly number[]>(
        `[...document.querySelectorAll('.tidings')].map((div) => div.shadowRoot.firstChild.offsetWidth)`,
      );
    expect((await widths()).filter((width) => width < minWidth)).toEqual([]);
    // What follows is below.
    expect(
      await page.evaluate(`[...document.querySelectorAll('hr')].filter((line, index) =>
      line.offsetTop < document.querySelectorAll('.tidings')[index].shadowRoot.firstChild.getBoundingClientRect().bottom + scrollY)`),
    ).toEqual([]);
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect((await widths()).filter((width) => width < 200)).toEqual([]);
  });
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
