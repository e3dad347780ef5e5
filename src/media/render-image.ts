import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Problem } from '../model/problem.ts';
import type { MediaExtension } from './media-types.ts';

/** Sizes in pixels. */
export interface RenderedImage {
  readonly data: Uint8Array;
  readonly extension: Extract<MediaExtension, 'jpg' | 'png'>;
  readonly width: number;
  readonly height: number;
}

export interface RefusedMedia extends Pick<Problem, 'expected' | 'got'> {
  readonly kind: 'refused';
}

type RenderOutcome =
  | { readonly kind: 'rendered'; readonly image: RenderedImage; readonly thumbnail: RenderedImage }
  | RefusedMedia;

const MAX_WIDTH = 1600;
/** Twice the size at which the widget shows it, 160 x 120. */
const THUMBNAIL = { width: 320, height: 240 };
const MAX_PIXELS = 100_000_000;
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif', 'jxl']);
const EXPECTED = 'a JPEG, PNG, WebP, GIF, AVIF or TIFF image';

/**
 * Renders an image for readers: upright, in sRGB, without metadata. JPEG, which every feed reader shows; PNG for transparent images, and
 * for the first frame of a GIF. The same bytes always give the same image.
 */
export async function renderImage(bytes: Uint8Array): Promise<RenderOutcome> {
  try {
    const source = sharp(bytes, { limitInputPixels: MAX_PIXELS });
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    const refusal = refuse(metadata);
    if (refusal !== undefined) return refusal;
    const transparent = metadata.hasAlpha && !(await source.clone().stats()).isOpaque;
    const upright = source.autoOrient().toColourspace('srgb');
    const extension = transparent || metadata.format === 'gif' ? 'png' : 'jpg';
    const [image, thumbnail] = await Promise.all([
      encodeImage(upright.clone().resize({ width: MAX_WIDTH, withoutEnlargement: true }), extension, 80),
      encodeImage(upright.clone().resize({ ...THUMBNAIL, fit: 'cover', position: 'attention' }), 'jpg', 70),
    ]);
    return { kind: 'rendered', image, thumbnail };
  } catch (error) {
    return { kind: 'refused', expected: EXPECTED, got: (error as Error).message };
  }
}

function refuse({ format, width, height }: Metadata): RefusedMedia | undefined {
  if (!FORMATS.has(format)) return { kind: 'refused', expected: EXPECTED, got: format.toUpperCase() };
  if (width * height <= MAX_PIXELS) return undefined;
  const expected = `an image of at most ${MAX_PIXELS / 1e6} million pixels`;
  return { kind: 'refused', expected, got: `${width} x ${height}` };
}

async function encodeImage(
  image: Sharp,
  extension: RenderedImage['extension'],
  quality: number,
): Promise<RenderedImage> {
  const encoded =
    extension === 'png'
      ? image.png({ compressionLevel: 9 })
      : image.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { data, extension, width: info.width, height: info.height };
}
