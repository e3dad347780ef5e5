import { hexChannels, isReadable, lightness } from './contrast.ts';
import type { Options } from './options.ts';

/** The options that the rules depend on. */
type LookOptions = Pick<Options, 'count' | 'excerpt' | 'border' | 'radius' | 'accent' | 'text' | 'background'>;

/** How long a headline of the ticker takes to pass. */
const TICKER_SECONDS = 8;
/**
 * On a background whose lightness is this far from the middle, softened black or white still has a contrast of 4.5:1. Nearer to the middle, text is
 * plain black or white.
 */
const MIDDLE_LIGHTNESS = 0.62;
const SOFT_TEXT_DISTANCE = 0.24;
/** Black and white have the same contrast with a background of this lightness. */
const EVEN_LIGHTNESS = 0.56;

/**
 * The rules that depend on the options: custom properties for the style sheets, padding, border, and colours that are readable on the widget's
 * background, or on one of the lightness `behind` (0 to 1) if it has none. A colour with too little contrast is ignored. They come
 * between `frame.css` and the style sheet of the layout.
 */
export function lookRules(options: LookOptions, behind: number): string {
  const ownLightness = lightnessOf(options.background);
  const ground = ownLightness || behind;
  const dark = isDark(ground);
  const isSoft = Math.abs(ground - MIDDLE_LIGHTNESS) > SOFT_TEXT_DISTANCE;
  const ink = (opacity: number) => `hsl(0 0%${dark ? 100 : 0}%/${isSoft ? opacity : 1})`;
  const readable = (colour: string | undefined, otherwise: string) =>
    isReadable(lightnessOf(colour) ** 3, ground ** 3) ? `#${colour}` : otherwise;
  const text = readable(options.text, ink(0.9));
  const hasBorder = options.border === 'on';
  return `:host{--tidings-radius:${options.radius}px;--tidings-text:${text};--tidings-muted:${ink(0.66)};--tidings-accent:${readable(options.accent, text)};--tidings-background:#${
    ownLightness ? options.background : '0000'
  }}section{color-scheme:${dark ? 'dark' : 'light'};padding:${Number(hasBorder || !!ownLightness)}em;box-shadow:${hasBorder ? 'inset 0 0 0 1px #8888' : 'none'};--pace:${options.count * TICKER_SECONDS}s;--excerpt:${options.excerpt}}`;
}

/** Whether white has more contrast than black with a background of this lightness. */
export function isDark(background: number): boolean {
  return background < EVEN_LIGHTNESS;
}

/** Whether an item has space for an image, even if its article has none. */
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

/** Whether the widget has a border or a background, and so padding. */
export function isBoxed(options: Pick<Options, 'border' | 'background'>): boolean {
  return options.border === 'on' || !!options.background;
}

/** `NaN` for anything but three or six hexadecimal digits. */
function lightnessOf(hex = ''): number {
  return lightness(hexChannels(hex));
}
