import sharp, { type Metadata, type Sharp } from 'sharp';
import type { MediaExtension } from './media-types.ts';

/** A finished picture. Sizes in pixels. */
export interface RenderedImage {
  readonly data: Uint8Array;
  readonly extension: Extract<MediaExtension, 'jpg' | 'png'>;
  readonly width: number;
  readonly height: number;
}

/** The picture for readers and its thumbnail, or why there is none, in the words of a `Problem`. */
export type RenderOutcome =
  | { readonly kind: 'rendered'; readonly picture: RenderedImage; readonly thumbnail: RenderedImage }
  | { readonly kind: 'refused'; readonly expected: string; readonly got: string };

const MAX_WIDTH = 1600;
/** Twice the 160 x 120 at which the widget shows it. */
const THUMBNAIL = { width: 320, height: 240 };
const MAX_PIXELS = 100_000_000;
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif', 'jxl']);
const EXPECTED = 'a JPEG, PNG, WebP, GIF, AVIF or TIFF picture';

/**
 * Makes what readers see of a picture: upright, in sRGB, without metadata, at most 1600 pixels wide. JPEG, which every feed
 * reader shows; PNG where something is transparent, and for a GIF, of which the first frame is taken. The same bytes make
 * the same picture.
 */
export async function renderImage(bytes: Uint8Array): Promise<RenderOutcome> {
  try {
    const source = sharp(bytes, { limitInputPixels: MAX_PIXELS });
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    const refusal = refuse(metadata);
    if (refusal !== undefined) return { kind: 'refused', ...refusal };
    const transparent = metadata.hasAlpha && !(await source.clone().stats()).isOpaque;
    const upright = source.autoOrient().toColourspace('srgb');
    const [picture, thumbnail] = await Promise.all([
      encodeImage(
        upright.clone().resize({ width: MAX_WIDTH, withoutEnlargement: true }),
        transparent || metadata.format === 'gif' ? 'png' : 'jpg',
        80,
      ),
      encodeImage(upright.clone().resize({ ...THUMBNAIL, fit: 'cover', position: 'attention' }), 'jpg', 70),
    ]);
    return { kind: 'rendered', picture, thumbnail };
  } catch (error) {
    return { kind: 'refused', expected: EXPECTED, got: (error as Error).message };
  }
}

function refuse(metadata: Metadata): { expected: string; got: string } | undefined {
  if (!FORMATS.has(metadata.format)) return { expected: EXPECTED, got: metadata.format.toUpperCase() };
  const pixels = metadata.width * metadata.height;
  if (pixels > MAX_PIXELS) {
    return {
      expected: `a picture of at most ${MAX_PIXELS / 1e6} million pixels`,
      got: `${metadata.width} x ${metadata.height}`,
    };
  }
  return undefined;
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
