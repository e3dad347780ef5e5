import { contrast, hexChannels, luminance, READABLE } from './contrast.ts';
import type { Options } from './options.ts';

/** Lightness of a ground between black and white, and how far from it softer ink keeps 4.5:1. Nearer, full black or white has to do. */
const MIDDLE = 0.624;
const SOFT_FROM = 0.234;
/** Lightness of a ground on which black and white stand out equally. */
const EVEN = 0.5636;

/**
 * The rule with the colours that can be read on the widget's own background, or on one of this lightness (the cube root of luminance, 0 to
 * 1) where it has none. A colour that could not be read there is refused.
 */
export function paletteRule(
  { accent, text, background }: Pick<Options, 'accent' | 'text' | 'background'>,
  behind: number,
): string {
  const ground = background ? Math.cbrt(hexLuminance(background)) : behind;
  const dark = ground < EVEN;
  const ink = (opacity: number) => `hsl(0 0%${dark ? 100 : 0}%/${Math.abs(ground - MIDDLE) > SOFT_FROM ? opacity : 1})`;
  const readable = (colour: string | undefined, otherwise: string) =>
    colour && contrast(hexLuminance(colour), ground ** 3) >= READABLE ? `#${colour}` : otherwise;
  const own = readable(text, ink(0.9));
  return `:host,:root{--tidings-text:${own};--tidings-muted:${ink(0.66)};--tidings-accent:${readable(accent, own)};--tidings-background:#${
    background ?? '0000'
  }}section{color-scheme:${dark ? 'dark' : 'light'}}`;
}

/** Whether white stands out more on this ground than black. */
export function isDark(background: string | undefined, behind: number): boolean {
  return (background ? Math.cbrt(hexLuminance(background)) : behind) < EVEN;
}

function hexLuminance(colour: string): number {
  return luminance(hexChannels(colour));
}
