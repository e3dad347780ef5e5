import { lightness } from './contract/contrast.ts';

/** Lightness from which text is meant for a dark ground. */
const LIGHT_TEXT = 0.74;

/**
 * Lightness (the cube root of luminance, as in OKLab) of what is painted behind the element: its own background over its ancestors'. Where that ends in a picture or
 * on the bare canvas the text colour tells: the page's author, or `color-scheme`, chose it to be read there.
 */
export function lightnessBehind(element: Element): number {
  const style = getComputedStyle(element);
  const parent = element.parentElement;
  const [own, opacity] = readColour(style.backgroundColor);
  const below =
    parent && style.backgroundImage === 'none' ? lightnessBehind(parent) : +(readColour(style.color)[0] <= LIGHT_TEXT);
  return own * opacity + below * (1 - opacity);
}

/** Lightness and opacity, both 0 to 1, of a colour as `getComputedStyle` serialises it (CSS Color 4, section 15). */
function readColour(computed: string): readonly [lightness: number, opacity: number] {
  const [a, b, c, opacity = 1] = (computed.match(/\b\d[\d.e-]*/g) as string[]).map(Number) as [
    number,
    number,
    number,
    number?,
  ];
  // In the newer spaces the first number says enough: it is lightness, or of a colour's channels one.
  return [/^rgb/.test(computed) ? lightness([a, b, c]) : a > 1 ? a / 100 : a, opacity];
}
