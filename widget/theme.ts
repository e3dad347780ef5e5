import { contrast, hexChannels, luminance, READABLE } from './contract/contrast.ts';
import type { Options } from './contract/options.ts';

// Between these luminances of the background, softer ink would fall under 4.5:1, and full black or white has to do.
const DARK_UP_TO = 0.06;
const LIGHT_FROM = 0.63;
/** Where black and white stand out equally. */
const MIDDLE = 0.179;
/** Lightness (the cube root of luminance, as in OKLab) from which text is meant for a dark ground. */
const LIGHT_TEXT = 0.74;

/** The rule with the colours that can be read on what is behind the element. An accent that could not be read is refused. */
export function themeRule(element: Element, { theme, accent }: Options): string {
  const background = theme === 'auto' ? lightnessBehind(element) ** 3 : theme === 'dark' ? 0 : 1;
  const dark = background < MIDDLE;
  const soft = dark ? background < DARK_UP_TO : background > LIGHT_FROM;
  const ink = (opacity: number) => `rgba(${dark ? '255,255,255' : '0,0,0'},${soft ? opacity : 1})`;
  const readable = accent && contrast(luminance(hexChannels(accent)), background) >= READABLE;
  return `section{--text:${ink(0.9)};--muted:${ink(0.66)};--accent:${readable ? `#${accent}` : ink(0.9)}}`;
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
  const parts = computed.split(/[(,/) ]+/).map(Number.parseFloat);
  const [a = 0, b = 0, c = 0, opacity = 1] = parts.filter((part) => !Number.isNaN(part));
  // In the newer spaces the first number says enough: it is lightness, or of a colour's channels one.
  return [/^rgb/.test(computed) ? Math.cbrt(luminance([a, b, c])) : a > 1 ? a / 100 : a, opacity];
}
