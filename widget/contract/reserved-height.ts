import { hasImage, hasMeta, isBoxed } from './look-rules.ts';
import type { Options } from './options.ts';

// Heights in em of the div's font, so that the height in the snippet and the widget scale together.

/** Height of a line of text in an item, with its share of the space between lines. */
const LINE_EM = 1.3;
/** The heading with the rule below it. */
const HEADING_EM = 2.25;
/** At least 24 px if the text is at least 11 px (WCAG 2.2, 2.5.8). */
const ATTRIBUTION_EM = 2.25;
/** Between the heading and cards. */
const ABOVE_CARDS_EM = 0.875;
/** Below a row of cards, for the scroll bar. */
const SCROLL_BAR_EM = 1.25;
/** Columns of the widest grid. */
const MAX_COLUMNS = 4;
/** Minimum width of a card in a grid. */
const CARD_WIDTH_EM = 13;
const CARD_IMAGE_HEIGHT_EM = 8.5;
/** Space between the cards of a grid. */
const CARD_GAP_EM = 1;
/** The archive's search form above the list; its pager below the list is as high. */
const ARCHIVE_BAR_EM = 3.5;
/** Two lines. */
const TICKER_EM = 3.25;
/** Padding of a ticker with a border or background: top and bottom together. */
const TICKER_BOX_EM = 1;
/** Padding of any other widget with a border or background: both sides together. */
const BOX_EM = 2;

/** The options that the height depends on. */
export type HeightOptions = Pick<
  Options,
  'layout' | 'count' | 'images' | 'excerpt' | 'date' | 'byline' | 'title' | 'border' | 'background'
>;

/**
 * The height of the whole widget in em of the div's font, for any headlines. It does not depend on the width, except in a grid, which has this
 * height with so many columns.
 */
export function reservedHeightEm(options: HeightOptions, columns = MAX_COLUMNS): number {
  const { layout, title } = options;
  // The ticker's heading and attribution are beside each other.
  if (layout === 'ticker') return TICKER_EM + (isBoxed(options) ? TICKER_BOX_EM : 0);
  const heading = title === 'none' ? 0 : HEADING_EM;
  return round(heading + itemsHeightEm(options, columns) + ATTRIBUTION_EM + boxEm(options));
}

/**
 * The `style` of the snippet's div. It reserves the height, so that the page does not move when the widget loads. By `min-block-size`, because editors
 * that remove the script, such as WordPress for authors, know `min-height` and would keep it: the link would have a large empty space below it.
 */
export function reservedStyle(options: HeightOptions): string {
  // In a theme's text columns, the percentages in the link's style would refer to one column.
  const columns = options.layout === 'grid' ? ';columns:auto!important' : '';
  return `min-block-size:${reservedHeightEm(options)}em${columns}`;
}

/**
 * The `style` of the link in the snippet's div; empty for most layouts. A grid with fewer columns is higher than the div's minimum, so the link
 * has a margin of the missing height until the widget hides it. A percentage in a margin refers to the width of the div, so each `clamp` is a
 * step: 0 from a certain width on, the whole height below. In a ticker the link must not be higher than the widget.
 * Important, because the style sheet of a theme would change it.
 */
export function reservedLinkStyle(options: HeightOptions): string {
  if (options.layout === 'ticker')
    return linkStyle({ 'block-size': `${reservedHeightEm(options)}em`, margin: 0, overflow: 'hidden' });
  return options.layout === 'grid'
    ? linkStyle({ 'block-size': 0, 'margin-block': `0 calc(${gridHeight(options)})`, 'margin-inline': 0 })
    : '';
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
  for (let columns = MAX_COLUMNS; columns > 1; columns -= 1) {
    const minWidth = columns * (CARD_WIDTH_EM + CARD_GAP_EM) - CARD_GAP_EM + boxEm(options);
    const difference = round(reservedHeightEm(options, columns - 1) - reservedHeightEm(options, columns));
    if (difference > 0) height += ` + clamp(0em,(${minWidth}em - 100%)*999,${difference}em)`;
  }
  return height;
}

function itemsHeightEm(options: HeightOptions, columns: number): number {
  const { layout, count } = options;
  const first = itemHeightEm(options, 0);
  const next = itemHeightEm(options, 1);
  if (layout === 'cards') return ABOVE_CARDS_EM + first + SCROLL_BAR_EM;
  if (layout === 'grid') return ABOVE_CARDS_EM + first + (Math.ceil(count / columns) - 1) * (CARD_GAP_EM + next);
  return first + (count - 1) * next + (layout === 'archive' ? 2 * ARCHIVE_BAR_EM : 0);
}

function itemHeightEm(options: HeightOptions, index: number): number {
  const { layout, excerpt } = options;
  const isSlot = hasImage(options, index);
  if (layout === 'compact') return 0.875 + LINE_EM * (2 + excerpt);
  if (layout === 'cards' || layout === 'grid') return cardTextHeightEm(excerpt) + (isSlot ? CARD_IMAGE_HEIGHT_EM : 0);
  const lines = excerpt + (hasMeta(options) ? 1 : 0);
  // Beside an image lines are short, so a title may have three of them.
  return 1.375 + (isSlot ? Math.max(5, LINE_EM * (3 + lines)) : LINE_EM * (2 + lines));
}

/** Height of a card's text: its padding, a title of three lines, date and byline, and the excerpt. */
function cardTextHeightEm(excerptLines: number): number {
  return 1.75 + LINE_EM * (4 + excerptLines);
}

function boxEm(options: HeightOptions): number {
  return isBoxed(options) ? BOX_EM : 0;
}

function round(em: number): number {
  return Number(em.toFixed(3));
}
