import { readFile, stat } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { describeFileError } from '../model/describe-file-error.ts';
import { describeBytes } from './describe-bytes.ts';
import { type RefusedMedia, refuseImage } from './render-image.ts';

/** PNG files, made from the newsroom's logo. */
export interface RenderedLogo {
  readonly kind: 'rendered';
  /** Sizes in pixels. */
  readonly image: { readonly body: Buffer; readonly width: number; readonly height: number };
  /** Square, on white. Absent for a logo that is much wider than high or much higher than wide: as an icon nobody could read it. */
  readonly icons?: { readonly small: Buffer; readonly large: Buffer };
}

/** Three times the height at which pages show it. */
const MAX_HEIGHT = 120;
const MAX_WIDTH = 1200;
const MAX_BYTES = 5_000_000;
/** How many times longer the one side of a logo may be than the other, for an icon. */
const MAX_ICON_RATIO = 2;
const ICON_SIZES = { small: 32, large: 180 } as const;
/** The resolution at which a unit of SVG is a pixel. */
const SVG_DENSITY = 72;
const WHITE = '#ffffff';

/** Renders the logo in a file. An SVG file becomes a PNG too: opened in a browser, an SVG file could run scripts on the newsroom's origin. */
export async function renderLogo(file: string): Promise<RenderedLogo | RefusedMedia> {
  let bytes: Uint8Array | undefined;
  try {
    const stats = await stat(file);
    // Opening a FIFO would wait for a writer for ever.
    if (!stats.isFile()) return { kind: 'refused', expected: 'an image file', got: 'something else' };
    if (stats.size > MAX_BYTES)
      return { kind: 'refused', expected: 'an image of at most 5 MB', got: `${stats.size} bytes` };
    bytes = await readFile(file);
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    const { format, width, height } = metadata;
    const refusal = refuseImage(metadata, ['svg']);
    if (refusal !== undefined) return refusal;
    // A small drawing stays sharp when it is enlarged.
    const scale = Math.max(1, Math.min(MAX_WIDTH / width, ICON_SIZES.large / height));
    const upright = sharp(bytes, format === 'svg' ? { density: SVG_DENSITY * scale } : {}).autoOrient();
    const { data, info } = await upright
      .clone()
      .resize({ width: MAX_WIDTH, height: MAX_HEIGHT, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png()
      .toBuffer({ resolveWithObject: true });
    const image = { body: data, width: info.width, height: info.height };
    const ratio = Math.max(info.width, info.height) / Math.min(info.width, info.height);
    if (ratio > MAX_ICON_RATIO) return { kind: 'rendered', image };
    const [small, large] = [await makeIcon(upright, ICON_SIZES.small), await makeIcon(upright, ICON_SIZES.large)];
    return { kind: 'rendered', image, icons: { small, large } };
  } catch (error) {
    return {
      kind: 'refused',
      expected: 'an image file that can be read',
      got: bytes === undefined ? describeFileError(error) : describeBytes(bytes),
    };
  }
}

async function makeIcon(image: Sharp, size: number): Promise<Buffer> {
  return await image
    .clone()
    .resize({ width: size, height: size, fit: 'contain', background: WHITE })
    .flatten({ background: WHITE })
    .toColourspace('srgb')
    .png()
    .toBuffer();
}
