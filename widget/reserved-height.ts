import type { Options } from './options.ts';

// Heights in em of the div's own font, so that the snippet's `min-height` and the widget scale together. The widget writes
// them into its style sheet, the snippet adds them up: there is no second set of numbers.

/** The heading with the rule below it. */
export const HEADING_EM = 2.25;
/** A line of a title. */
export const TITLE_LINE_EM = 1.3;
/** Beside a picture lines are short. */
export const TITLE_LINES_BESIDE_PICTURE = 3;
export const TITLE_LINES = 2;
/** A line of the excerpt, with its share of the space above. */
export const EXCERPT_LINE_EM = 1.3;
/** The line of date and byline, with the space above it. */
export const META_EM = 1.3;
/** The most that a picture is high. */
export const PICTURE_EM = 5;
/** A row's padding, above and below together, and the rule between rows. */
export const ROW_PADDING_EM = 1.375;
/** The attribution: at least 24 px where the text is 11 px or more (WCAG 2.2, 2.5.8). */
export const ATTRIBUTION_EM = 2.25;

/** What the height depends on. It does not depend on the width, nor on what the headlines say. */
export type HeightOptions = Pick<Options, 'count' | 'images' | 'excerpt' | 'date' | 'byline' | 'title'>;

/** The height of the whole widget in em of the div's font: the number for the snippet's `min-height`. */
export function reservedHeightEm(options: HeightOptions): number {
  const heading = options.title === 'none' ? 0 : HEADING_EM;
  return Number((heading + listHeightEm(options) + ATTRIBUTION_EM).toFixed(3));
}

/** The height of all rows in em. */
export function listHeightEm(options: HeightOptions): number {
  const slots = Math.min(pictureSlots(options), options.count);
  return slots * rowHeightEm(options, true) + (options.count - slots) * rowHeightEm(options, false);
}

/** The height of one row in em, with room for a picture or without. */
export function rowHeightEm(options: Pick<HeightOptions, 'excerpt' | 'date' | 'byline'>, pictureSlot: boolean): number {
  const title = titleLines(pictureSlot) * TITLE_LINE_EM;
  const meta = options.date !== 'off' || options.byline ? META_EM : 0;
  const text = title + options.excerpt * EXCERPT_LINE_EM + meta;
  return Math.max(text, pictureSlot ? PICTURE_EM : 0) + ROW_PADDING_EM;
}

/** The most lines that a title has. */
export function titleLines(pictureSlot: boolean): number {
  return pictureSlot ? TITLE_LINES_BESIDE_PICTURE : TITLE_LINES;
}

/** How many rows, from the first, have room for a picture, whether or not their articles bring one. */
export function pictureSlots({ images, count }: Pick<HeightOptions, 'images' | 'count'>): number {
  return images === 'on' ? count : images === 'first' ? 1 : 0;
}
