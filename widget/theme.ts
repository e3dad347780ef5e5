import { luminance } from './contract/contrast.ts';
import type { Options } from './contract/options.ts';
import { paletteRule } from './contract/palette.ts';

/** Lightness (the cube root of luminance, as in OKLab) from which text is meant for a dark ground. */
const LIGHT_TEXT = 0.74;

/** The rule with the colours that can be read on what is behind the element. */
export function themeRule(element: Element, options: Options): string {
  const { theme } = options;
  return paletteRule(options, theme === 'dark' ? 0 : theme === 'light' ? 1 : lightnessBehind(element));
}

/**
 * Lightness of what is painted behind the element: its own background over its ancestors'. Where that ends in a picture or on the bare
 * canvas the text colour tells: the page's author, or `color-scheme`, chose it to be read there.
 */
function lightnessBehind(element: Element): number {
  const { backgroundColor, backgroundImage, color } = getComputedStyle(element);
  const parent = element.parentElement ?? (element.getRootNode() as ShadowRoot).host;
  const [own, opacity] = readColour(backgroundColor);
  const below = () =>
    parent && backgroundImage === 'none' ? lightnessBehind(parent) : readColour(color)[0] > LIGHT_TEXT ? 0 : 1;
  return own * opacity + (opacity < 1 ? below() * (1 - opacity) : 0);
}

/** Lightness and opacity, both 0 to 1, of a colour as `getComputedStyle` serialises it (CSS Color 4, section 15). */
function readColour(computed: string): readonly [lightness: number, opacity: number] {
  const [a = 0, b = 0, c = 0, opacity = 1] = (computed.match(/\b\d[\d.e-]*/g) ?? []).map(Number);
  // In the newer spaces the first number says enough: it is lightness, or of a colour's channels one.
  return [/^rgb/.test(computed) ? Math.cbrt(luminance([a, b, c])) : a > 1 ? a / 100 : a, opacity];
}
