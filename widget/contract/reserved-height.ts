import type { Options } from './options.ts';

// Heights in em of the div's own font, so that the snippet's `min-height` and the widget scale together. The snippet adds them up; the
// widget makes them its rows' least heights, and its style sheets keep what stands in a row within them.

/** The heading with the rule below it. */
const HEADING_EM = 2.25;
/** A line of a row, with its share of the space between: of the title, of the excerpt, or date and byline. */
const LINE_EM = 1.3;
const TITLE_LINES = 2;
/** Beside a picture lines are short. */
const TITLE_LINES_BESIDE_PICTURE = 3;
/** The most that a picture is high. */
const PICTURE_EM = 5;
/** A row's padding, above and below together, and the rule between rows. */
const ROW_PADDING_EM = 1.375;
/** The attribution: at least 24 px where the text is 11 px or more (WCAG 2.2, 2.5.8). */
const ATTRIBUTION_EM = 2.25;

/** What the height depends on. It does not depend on the width, nor on what the headlines say. */
export type HeightOptions = Pick<Options, 'count' | 'images' | 'excerpt' | 'date' | 'byline' | 'title'>;

/** The height of the whole widget in em of the div's font: the number for the snippet's `min-height`. */
export function reservedHeightEm(options: HeightOptions): number {
  const heading = options.title === 'none' ? 0 : HEADING_EM;
  return Number((heading + listHeightEm(options) + ATTRIBUTION_EM).toFixed(3));
}

/** The `style` of the snippet's div, so that the page does not move when the widget comes. */
export function reservedStyle(options: HeightOptions): string {
  return `min-height:${reservedHeightEm(options)}em`;
}

/** The height of all rows in em. */
export function listHeightEm(options: HeightOptions): number {
  const slots = pictureSlots(options);
  return slots * rowHeightEm(options, true) + (options.count - slots) * rowHeightEm(options, false);
}

/** The height of one row in em, with room for a picture or without. */
export function rowHeightEm({ excerpt, date, byline }: HeightOptions, pictureSlot: boolean): number {
  const title = pictureSlot ? TITLE_LINES_BESIDE_PICTURE : TITLE_LINES;
  const meta = date === 'off' && byline === 'off' ? 0 : 1;
  return Math.max((title + excerpt + meta) * LINE_EM, pictureSlot ? PICTURE_EM : 0) + ROW_PADDING_EM;
}

/** How many rows, from the first, have room for a picture, whether or not their articles bring one. */
export function pictureSlots({ images, count }: Pick<HeightOptions, 'images' | 'count'>): number {
  return images === 'on' ? count : images === 'first' ? 1 : 0;
}
