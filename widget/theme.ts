import { lightness } from './contract/contrast.ts';

/** Lightness from which text is meant for a dark ground. */
const LIGHT_TEXT = 0.74;

/**
 * Lightness (the cube root of luminance, as in OKLab) of what is painted behind the element: its own background over its ancestors'. Where that ends in a picture or
 * on the bare canvas the text colour tells: the page's author, or `color-scheme`, chose it to be read there.
 */
export function lightnessBehind(element: Element): number {
  const style = getComputedStyle(element);
  const [own, opacity] = readColour(style.backgroundColor);
  const parent = element.parentElement;
  const below =
    style.backgroundImage === 'none' && parent ? lightnessBehind(parent) : +(readColour(style.color)[0] <= LIGHT_TEXT);
  return own * opacity + below * (1 - opacity);
}

/** Lightness and opacity, both 0 to 1, of a colour as `getComputedStyle` serialises it (CSS Color 4, section 15). */
function readColour(computed: string): readonly [lightness: number, opacity: number] {
  const [a = 0, b = 0, c = 0, opacity = 1] = (computed.match(/\b\d[\d.e-]*/g) ?? []).map(Number);
  // `rgb()` and `color()` have channels, up to so much; the others begin with lightness.
  const unit = { c: 255, r: 1 }[computed[0] as string];
  return [unit ? lightness([a * unit, b * unit, c * unit]) : a > 1 ? a / 100 : a, opacity];
}
