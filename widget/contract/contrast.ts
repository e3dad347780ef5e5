/** Minimum contrast of text (WCAG 2.2, 1.4.3). */
export const READABLE = 4.5;
/** Its natural logarithm, with which a contrast and its reciprocal compare the same. */
const READABLE_LOG = 1.504;

type Channels = [red: number, green: number, blue: number];

/** Red, green and blue, 0 to 255, of three or six hexadecimal digits. For other text, an empty list or `NaN`. */
export function hexChannels(hex: string): readonly number[] {
  const digits = hex.match(hex[3] ? /^(..)(..)(..)$/ : /./g)?.slice(-3) ?? [];
  // `F` becomes 0xFF; of `FF`, 0xFFFF, the remainder is 0xFF too.
  return digits.map((digit) => Number(`0x${digit}${digit}`) % 256);
}

/** Lightness 0 to 1, the cube root of luminance as in OKLab, of red, green and blue, 0 to 255. */
export function lightness(channels: readonly number[]): number {
  const [red, green, blue] = channels.map((channel) => ((channel / 255 + 0.055) / 1.055) ** 2.4) as Channels;
  return Math.cbrt(0.2126 * red + 0.7152 * green + 0.0722 * blue);
}

/** Relative luminance (WCAG 2.2) of red, green and blue, 0 to 255. */
export function luminance(channels: readonly number[]): number {
  return lightness(channels) ** 3;
}

/** Whether text of one luminance is readable on the other, or has a contrast with this natural logarithm. */
export function isReadable(one: number, other: number, log = READABLE_LOG): boolean {
  return Math.abs(Math.log((one + 0.05) / (other + 0.05))) >= log;
}

/** Contrast of two luminances, 1 to 21 (WCAG 2.2). */
export function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
