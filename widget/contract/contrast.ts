/** The least contrast of text with its ground (WCAG 2.2, 1.4.3). */
export const READABLE = 4.5;

/** Red, green and blue, 0 to 255 each, of three or six hexadecimal digits. */
export function hexChannels(hex: string): readonly number[] {
  const digits = hex.match(hex[3] ? /../g : /./g) ?? [];
  return digits.map((digit) => Number.parseInt(digit + digit, 16) & 255);
}

/** Relative luminance (WCAG 2.2) of red, green and blue, 0 to 255 each. */
export function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => ((channel / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two luminances, 1 to 21 (WCAG 2.2). */
export function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
