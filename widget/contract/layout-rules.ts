import type { Options } from './options.ts';

// Heights in em of the div's own font, so that the snippet's `min-height` and the widget scale together. The snippet adds them up; the
// rules make them the least heights of what is drawn, and the style sheets keep what stands in an item within them.

/** A line of an item, with its share of the space between: of the title, of the excerpt, or date and byline. */
const LINE_EM = 1.3;
/** Between the cards of a grid. */
const GAP_EM = 1;
/** A card is at least so wide in a grid. */
const CARD_EM = 13;
/** Between the heading and cards. */
const ABOVE_CARDS_EM = 0.875;
/** Below a row of cards, for the scroll bar. */
const SCROLL_BAR_EM = 1.25;
const TICKER_EM = 3.25;
/** A headline passes in so many seconds. */
const TICKER_SECONDS = 8;

/** Above the archive's list, for search and categories, and as much below it, for its pages. */
const ARCHIVE_BAR_EM = 3.5;

/** Columns of the widest grid. */
export const MOST_COLUMNS = 4;
/** The padding around a widget with a border or a background of its own: both sides together. */
export const BOX_EM = 2;

/** What the height depends on. */
export type HeightOptions = Pick<
  Options,
  'layout' | 'count' | 'images' | 'excerpt' | 'date' | 'byline' | 'title' | 'border' | 'background'
>;

/** The rules that a layout's style sheet cannot know: heights, which hold whatever stands in the items, and the ticker's pace. */
export function layoutRules(options: HeightOptions): string {
  const height = (selector: string, em: number) => `${selector}{min-height:${em}em}`;
  const { layout, count, excerpt } = options;
  const isTicker = layout === 'ticker';
  let rules = isBoxed(options) ? `section{padding:${isTicker ? '0 ' : ''}calc(1em - 1px);border:1px solid #0000}` : '';
  if (isTicker) return `${rules}${height('section', TICKER_EM)}ul{--pace:${count * TICKER_SECONDS}s}`;
  rules +=
    height('ul', bodyHeightEm(options, MOST_COLUMNS)) +
    height('li', itemHeightEm(options, false)) +
    height('.slot', itemHeightEm(options, true)) +
    `p{-webkit-line-clamp:${excerpt}}`;
  // Until the archive's own script puts something there.
  if (layout === 'archive') rules += `ul{margin:${ARCHIVE_BAR_EM}em 0}`;
  if (layout === 'grid') {
    for (let columns = MOST_COLUMNS; columns > 1; columns -= 1) {
      // Narrower than so many columns.
      rules += `@container (max-width:${columnsFromEm(columns) - 0.01}em){${height('ul', bodyHeightEm(options, columns - 1))}}`;
    }
  }
  return rules;
}

/** The height of all items in em, in so many columns where the layout has any. */
export function bodyHeightEm(options: HeightOptions, columns: number): number {
  const { layout, count, images } = options;
  if (layout === 'ticker') return TICKER_EM;
  const first = itemHeightEm(options, images !== 'off');
  const next = itemHeightEm(options, images === 'on');
  if (layout === 'cards') return ABOVE_CARDS_EM + first + SCROLL_BAR_EM;
  if (layout === 'grid') return ABOVE_CARDS_EM + first + (Math.ceil(count / columns) - 1) * (GAP_EM + next);
  return first + (count - 1) * next;
}

/** What stands around the items in em. */
export function barsHeightEm({ layout }: Pick<HeightOptions, 'layout'>): number {
  return layout === 'archive' ? 2 * ARCHIVE_BAR_EM : 0;
}

/** Whether an item has room for a picture, whether or not its article brings one. */
export function hasPicture({ layout, images }: HeightOptions, index: number): boolean {
  return layout !== 'compact' && layout !== 'ticker' && (images === 'on' || (images === 'first' && !index));
}

/** Whether the widget has a ground of its own, with padding around. */
export function isBoxed({ border, background }: HeightOptions): boolean {
  return border === 'on' || !!background;
}

/** The width in em from which a grid has so many columns. */
export function columnsFromEm(columns: number): number {
  return columns * (CARD_EM + GAP_EM) - GAP_EM;
}

/** The height of one item in em, with room for a picture or without. */
function itemHeightEm({ layout, excerpt, date, byline }: HeightOptions, picture: boolean): number {
  const lines = excerpt + (date === 'off' && byline === 'off' ? 0 : 1);
  if (layout === 'compact') return (2 + excerpt) * LINE_EM + 0.875;
  if (layout === 'cards' || layout === 'grid') return (3 + lines) * LINE_EM + 1.75 + (picture ? 8.5 : 0);
  // Beside a picture lines are short, and there are more.
  return Math.max((2 + +picture + lines) * LINE_EM, picture ? 5 : 0) + 1.375;
}
