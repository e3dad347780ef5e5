import type { Options } from './options.ts';

/** What the looks depend on, apart from the headlines and the page. */
export type LookOptions = Pick<
  Options,
  'layout' | 'count' | 'images' | 'excerpt' | 'date' | 'byline' | 'border' | 'background' | 'radius'
>;

/** A headline of the ticker passes in so many seconds. */
const TICKER_SECONDS = 8;

/**
 * The rule that a style sheet cannot know: what is asked for, from which the sheets make heights, pace and frame. It stands between `frame.css` and
 * the layout's own sheet.
 */
export function layoutRules(options: LookOptions): string {
  const { layout, count, images, excerpt, border, radius } = options;
  // An outline takes no room.
  const box = isBoxed(options)
    ? `padding:1em;outline:1px solid #888${border === 'on' ? 8 : 0};outline-offset:-1px;`
    : '';
  return `:host,:root{--tidings-radius:${radius}px}section{${box}--excerpt:${excerpt};--lines:${
    excerpt + +(layout !== 'compact' && hasMeta(options))
  };--picture:${+(images !== 'off')};--pace:${count * TICKER_SECONDS}s}`;
}

/** Whether an item has room for a picture, whether or not its article brings one. */
export function hasPicture({ layout, images }: Pick<Options, 'layout' | 'images'>, index: number): boolean {
  return layout !== 'compact' && layout !== 'ticker' && images !== 'off' && (images !== 'first' || !index);
}

/** Whether an item has a line with date or byline. */
export function hasMeta({ date, byline }: Pick<Options, 'date' | 'byline'>): boolean {
  return date !== 'off' || byline === 'on';
}

/** Whether the widget has a ground of its own, with padding around. */
export function isBoxed({ border, background }: Pick<Options, 'border' | 'background'>): boolean {
  return border === 'on' || !!background;
}
