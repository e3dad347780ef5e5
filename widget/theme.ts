import { lightness } from './contract/contrast.ts';

/** Text at least this light is meant for a dark background. */
const LIGHT_TEXT = 0.74;

/**
 * Lightness 0 to 1 (the cube root of luminance, as in OKLab) of what is behind the element: its own background over those of its ancestors.
 * Where that ends in an image or at the root, the text colour decides: the page's author or `color-scheme` chose it for that background.
 */
export function lightnessBehind(element: Element): number {
  const style = getComputedStyle(element);
  const [own, opacity] = parseColour(style.backgroundColor);
  const parent = element.parentElement;
  const below =
    style.backgroundImage === 'none' && parent
      ? lightnessBehind(parent)
      : Number(parseColour(style.color)[0] <= LIGHT_TEXT);
  return own * opacity + below * (1 - opacity);
}

/** Lightness and opacity, both 0 to 1, of a colour from `getComputedStyle` (CSS Color 4, section 15). */
function parseColour(computed: string): readonly [lightness: number, opacity: number] {
  const [first = 0, second = 0, third = 0, opacity = 1] = (computed.match(/\b\d[\d.e-]*/g) ?? []).map(Number);
  // `rgb()` and `color()` have channels up to this number; `lab()`, `oklch()` and others start with lightness.
  const maximum = { r: 255, c: 1 }[computed[0] as string];
  if (maximum) return [lightness([first, second, third].map((channel) => (channel * 255) / maximum)), opacity];
  return [first > 1 ? first / 100 : first, opacity];
}
