// Sizes of cards in em. `lookRules` passes them to the style sheets as custom properties.

/** Height of a line of text in an item, with its share of the space between lines. */
export const LINE_EM = 1.3;
/** Minimum width of a card in a grid. */
export const CARD_WIDTH_EM = 13;
export const CARD_IMAGE_HEIGHT_EM = 8.5;
/** Space between the cards of a grid. */
export const CARD_GAP_EM = 1;

/** Height of a card's text: its padding, a title of three lines, date and byline, and the excerpt. */
export function cardTextHeightEm(excerptLines: number): number {
  return 1.75 + LINE_EM * (4 + excerptLines);
}
