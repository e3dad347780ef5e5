import { hasImage, hasMeta, isBoxed } from './look-rules.ts';
import type { Options } from './options.ts';

// Heights in em of the div's own font, so that the snippet's `min-height` and the widget scale together. The style sheets make them the least
// heights of what is drawn, and keep what stands in an item within them.

/** The heading with the rule below it. */
const HEADING_EM = 2.25;
/** The attribution: at least 24 px where the text is 11 px or more (WCAG 2.2, 2.5.8). */
const ATTRIBUTION_EM = 2.25;
/** A line of an item, with its share of the space between: of the title, of the excerpt, or date and byline. */
const LINE_EM = 1.3;
/** Between the heading and cards. */
const ABOVE_CARDS_EM = 0.875;
/** Between the cards of a grid. */
const GAP_EM = 1;
/** A card is at least so wide in a grid. */
const CARD_EM = 13;
/** Columns of the widest grid. */
const MOST_COLUMNS = 4;
/** Below a row of cards, for the scroll bar. */
const SCROLL_BAR_EM = 1.25;
/** Above the archive's list, for search and categories, and as much below it, for its pages. */
const ARCHIVE_BAR_EM = 3.5;
/** Two lines. */
const TICKER_EM = 3.25;
/** The ticker's two lines have less room above and below them than a whole widget. */
const TICKER_BOX_EM = 1;
/** The padding around a widget with a border or a background of its own: both sides together. */
const BOX_EM = 2;

/** What the height depends on. */
export type HeightOptions = Pick<
  Options,
  'layout' | 'count' | 'images' | 'excerpt' | 'date' | 'byline' | 'title' | 'border' | 'background'
>;

/**
 * The height of the whole widget in em of the div's font, whatever the headlines say. It does not depend on the width, but for the grid, which
 * is as high as this where it has so many columns.
 */
export function reservedHeightEm(options: HeightOptions, columns = MOST_COLUMNS): number {
  const { layout, title } = options;
  // The ticker's heading and attribution stand beside the moving line.
  if (layout === 'ticker') return TICKER_EM + (isBoxed(options) ? TICKER_BOX_EM : 0);
  const heading = title === 'none' ? 0 : HEADING_EM;
  return round(heading + itemsHeightEm(options, columns) + ATTRIBUTION_EM + boxEm(options));
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
  const style = {
    display: 'inline-block',
    'vertical-align': 'top',
    ...box,
    padding: 0,
    border: 0,
    'font-size': '1em',
  };
  return Object.entries(style)
    .map(([name, value]) => `${name}:${value}!important`)
    .join(';');
}

function gridHeight(options: HeightOptions): string {
  let height = `${reservedHeightEm(options)}em`;
  for (let columns = MOST_COLUMNS; columns > 1; columns -= 1) {
    const from = columns * (CARD_EM + GAP_EM) - GAP_EM + boxEm(options);
    const more = round(reservedHeightEm(options, columns - 1) - reservedHeightEm(options, columns));
    if (more > 0) height += ` + clamp(0em,(${from}em - 100%)*999,${more}em)`;
  }
  return height;
}

function itemsHeightEm(options: HeightOptions, columns: number): number {
  const { layout, count } = options;
  const first = itemHeightEm(options, 0);
  const next = itemHeightEm(options, 1);
  if (layout === 'cards') return ABOVE_CARDS_EM + first + SCROLL_BAR_EM;
  if (layout === 'grid') return ABOVE_CARDS_EM + first + (Math.ceil(count / columns) - 1) * (GAP_EM + next);
  return first + (count - 1) * next + (layout === 'archive' ? 2 * ARCHIVE_BAR_EM : 0);
}

function itemHeightEm(options: HeightOptions, index: number): number {
  const { layout, excerpt } = options;
  const picture = hasImage(options, index);
  if (layout === 'compact') return 0.875 + LINE_EM * (2 + excerpt);
  // Cards have room for date and byline, whether or not they are shown.
  if (layout === 'cards' || layout === 'grid') return 1.75 + LINE_EM * (4 + excerpt) + (picture ? 8.5 : 0);
  const lines = excerpt + (hasMeta(options) ? 1 : 0);
  // Beside a picture lines are short, and there are more.
  return 1.375 + (picture ? Math.max(5, LINE_EM * (3 + lines)) : LINE_EM * (2 + lines));
}

function boxEm(options: HeightOptions): number {
  return isBoxed(options) ? BOX_EM : 0;
}

function round(em: number): number {
  return Number(em.toFixed(3));
}
