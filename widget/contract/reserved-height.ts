import {
  BOX_EM,
  barsHeightEm,
  bodyHeightEm,
  columnsFromEm,
  type HeightOptions,
  isBoxed,
  MOST_COLUMNS,
} from './layout-rules.ts';

/** The heading with the rule below it. */
const HEADING_EM = 2.25;
/** The attribution: at least 24 px where the text is 11 px or more (WCAG 2.2, 2.5.8). */
const ATTRIBUTION_EM = 2.25;

/**
 * The height of the whole widget in em of the div's font, whatever the headlines say. It does not depend on the width, but for the grid, which
 * is as high as this where it has so many columns.
 */
export function reservedHeightEm(options: HeightOptions, columns = MOST_COLUMNS): number {
  const { layout, title } = options;
  // The ticker's heading and attribution stand beside the moving line.
  const frame = layout === 'ticker' ? 0 : (title === 'none' ? 0 : HEADING_EM) + ATTRIBUTION_EM + boxEm(options);
  return round(frame + barsHeightEm(options) + bodyHeightEm(options, columns));
}

/** The `style` of the snippet's div, so that the page does not move when the widget comes. */
export function reservedStyle(options: HeightOptions): string {
  // In a theme's columns the link's percentages would be of one column.
  const columns = options.layout === 'grid' ? ';columns:auto!important' : '';
  return `min-height:${reservedHeightEm(options)}em${columns}`;
}

/**
 * The `style` of the link in the snippet's div, empty where it needs none. The grid's height goes by the width: the link keeps what the div's
 * height lacks where there are fewer columns, until the widget stands in its place. A percentage in a margin is of the width of the div
 * itself, so each `clamp` is a step: nothing from a width on, the whole below. In the ticker's place the link may not take more lines
 * than there is room for. Important, or a theme's links would be of another height.
 */
export function reservedLinkStyle(options: HeightOptions): string {
  if (options.layout === 'ticker')
    return linkStyle({ height: `${reservedHeightEm(options)}em`, margin: 0, overflow: 'hidden' });
  return options.layout === 'grid' ? linkStyle({ height: 0, margin: `0 0 calc(${gridHeight(options)})` }) : '';
}

function linkStyle(box: Readonly<Record<string, string | number>>): string {
  const style = { display: 'inline-block', 'vertical-align': 'top', ...box, padding: 0, border: 0, 'font-size': '1em' };
  return Object.entries(style)
    .map(([name, value]) => `${name}:${value}!important`)
    .join(';');
}

function gridHeight(options: HeightOptions): string {
  let height = `${reservedHeightEm(options)}em`;
  for (let columns = MOST_COLUMNS; columns > 1; columns -= 1) {
    const from = round(columnsFromEm(columns) + boxEm(options));
    const more = round(reservedHeightEm(options, columns - 1) - reservedHeightEm(options, columns));
    if (more > 0) height += ` + clamp(0em,(${from}em - 100%)*999,${more}em)`;
  }
  return height;
}

function boxEm(options: HeightOptions): number {
  return isBoxed(options) ? BOX_EM : 0;
}

function round(em: number): number {
  return Number(em.toFixed(3));
}
