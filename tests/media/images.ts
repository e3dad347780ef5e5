import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import type { RefusedMedia } from '../../src/media/render-image.ts';
import { type RenderedLogo, renderLogo } from '../../src/media/render-logo.ts';

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

/** What becomes of a logo in a file with these bytes. */
export async function tryLogo(bytes: Uint8Array | string): Promise<RenderedLogo | RefusedMedia> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-logo-'));
  try {
    await writeFile(path.join(folder, 'logo'), bytes);
    return await renderLogo(path.join(folder, 'logo'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function makeLogo(svg: string): Promise<RenderedLogo> {
  const logo = await tryLogo(svg);
  if (logo.kind === 'refused') throw new Error(logo.got);
  return logo;
}
