import sharp from 'sharp';

/** A real image of one colour. Sizes in pixels. */
export function makeImage(
  format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif',
  {
    width = 60,
    height = 40,
    background = '#345678' as string | { r: number; g: number; b: number; alpha: number },
  } = {},
): Promise<Uint8Array> {
  const channels = typeof background === 'string' ? 3 : 4;
  return sharp({ create: { width, height, channels, background } }).toFormat(format).toBuffer();
}
