import { isReadable, lightness } from './contract/contrast.ts';

/** Text at least this light is meant for a dark background. */
const LIGHT_TEXT = 0.74;
/** The natural logarithm of a contrast of 1.7. With less, text is hardly visible. */
const VISIBLE_LOG = 0.53;

/**
 * Lightness 0 to 1 (the cube root of luminance, as in OKLab) of what is behind the element: its own background over those of its ancestors.
 * Where that ends in an image or at the root, the text colour decides: the page's author or `color-scheme` chose it for that background.
 *
 * An `img`, a `video` or `::before` may cover the colour of an ancestor. Then the element's text, of lightness `text`, is hardly visible on that
 * colour, and light where that ancestor's text is dark, or the reverse. Then this colour decides.
 */
export function lightnessBehind(element: Element, text = textLightness(element)): number {
  const style = getComputedStyle(element);
  const [own, opacity] = parseColour(style.backgroundColor);
  const parent = element.parentElement;
  const forOwnText = behindText(textLightness(element));
  const below = style.backgroundImage === 'none' && parent ? lightnessBehind(parent, text) : forOwnText;
  const found = own * opacity + below * (1 - opacity);
  const isCovered = behindText(text) !== forOwnText && !isReadable(text ** 3, found ** 3, VISIBLE_LOG);
  return isCovered ? behindText(text) : found;
}

function textLightness(element: Element): number {
  return parseColour(getComputedStyle(element).color)[0];
}

/** The lightness of the background that text of this lightness is meant for. */
function behindText(text: number): number {
  return Number(text <= LIGHT_TEXT);
}

/** Lightness and opacity, both 0 to 1, of a colour from `getComputedStyle` (CSS Color 4, section 15). */
function parseColour(computed: string): readonly [lightness: number, opacity: number] {
  const [first = 0, second = 0, third = 0, opacity = 1] = (computed.match(/\b\d[\d.e-]*/g) ?? []).map(Number);
  // `rgb()` and `color()` have channels up to this number; `lab()`, `oklch()` and others start with lightness.
  const maximum = { r: 255, c: 1 }[computed[0] as string];
  if (maximum) return [lightness([first, second, third].map((channel) => (channel * 255) / maximum)), opacity];
  return [first > 1 ? first / 100 : first, opacity];
}
