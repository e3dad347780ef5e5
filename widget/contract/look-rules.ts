import { hexChannels, isReadable, lightness } from './contrast.ts';
import type { Options } from './options.ts';

/** What the looks depend on, apart from the headlines and the page. */
type LookOptions = Pick<Options, 'count' | 'excerpt' | 'border' | 'radius' | 'accent' | 'text' | 'background'>;

/** A headline of the ticker passes in so many seconds. */
const TICKER_SECONDS = 8;
/** Lightness (the cube root of luminance, as in OKLab) of a ground between black and white, and how far from it softer ink keeps 4.5:1. Nearer, full black or white has to do. */
const MIDDLE = 0.62;
const SOFT_FROM = 0.24;
/** Lightness of a ground on which black and white stand out equally. */
const EVEN = 0.56;

/**
 * The rules that a style sheet cannot know: what is asked for, from which the sheets make heights, pace and frame, and the colours that can be read on the
 * widget's own background, or on one of the lightness `behind`, 0 to 1, where it has none. A colour that could not be read there is refused. They stand between
 * `frame.css` and the layout's own sheet.
 */
export function lookRules(options: LookOptions, behind: number): string {
  const painted = lightnessOf(options.background);
  const ground = painted || behind;
  const dark = isDark(ground);
  const ink = (opacity: number) => `hsl(0 0%${dark ? 100 : 0}%/${Math.abs(ground - MIDDLE) > SOFT_FROM ? opacity : 1})`;
  const readable = (colour: string | undefined, otherwise: string) =>
    isReadable(lightnessOf(colour) ** 3, ground ** 3) ? `#${colour}` : otherwise;
  const own = readable(options.text, ink(0.9));
  return `:host{--tidings-radius:${options.radius}px;--tidings-text:${own};--tidings-muted:${ink(0.66)};--tidings-accent:${readable(options.accent, own)};--tidings-background:#${
    painted ? options.background : '0000'
  }}section{color-scheme:${dark ? 'dark' : 'light'};--pace:${options.count * TICKER_SECONDS}s;--excerpt:${options.excerpt};padding:${+(options.border === 'on' || !!painted)}em;box-shadow:inset 0 0 0 ${+(options.border === 'on')}px #8888}`;
}

/** Whether white stands out more than black on a ground of this lightness. */
export function isDark(ground: number): boolean {
  return ground < EVEN;
}

/** Whether an item has room for a picture, whether or not its article brings one. */
export function hasImage(options: Pick<Options, 'layout' | 'images'>, index: number): boolean {
  return (
    options.layout !== 'compact' &&
    options.layout !== 'ticker' &&
    options.images !== 'off' &&
    (options.images !== 'first' || !index)
  );
}

/** Whether an item has a line with date or byline. */
export function hasMeta(options: Pick<Options, 'date' | 'byline'>): boolean {
  return options.date !== 'off' || options.byline === 'on';
}

/** Whether the widget has a ground of its own, with padding around. */
export function isBoxed(options: Pick<Options, 'border' | 'background'>): boolean {
  return options.border === 'on' || !!options.background;
}

/** Of what is no colour of three or six hexadecimal digits it is no number. */
function lightnessOf(hex?: string): number {
  return lightness(hexChannels(hex ?? ''));
}
