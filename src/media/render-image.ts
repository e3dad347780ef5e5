import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Problem } from '../model/problem.ts';
import { describeBytes } from './describe-bytes.ts';
import { hasExcessiveExif } from './has-excessive-exif.ts';
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
/** Of the decoded image: some formats are decoded as a whole. */
const MAX_DECODED_MB = 400;
/** How many times longer one side may be than the other. Without a limit the thumbnail of 1 x 16000 pixels is enlarged to 5 GB. */
const MAX_RATIO = 20;
/** For each step; a photo takes less than a second. */
const TIMEOUT_SECONDS = 30;
/** By libvips' names of number types; others have up to eight bytes. */
const BYTES_BY_DEPTH: Readonly<Record<string, number>> = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
};
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif', 'jxl']);
/** The decoder of AVIF keeps several copies: 2 kB of 9000 x 9000 pixels took 1.5 GB. */
const AVIF_COPIES = 5;
const EXCESSIVE_EXIF = {
  expected: 'an image without metadata that contain each other',
  got: 'such metadata; save it anew',
};
const EXPECTED = 'a JPEG, PNG, WebP, GIF, AVIF or TIFF image';

// Each image is rendered once, so what libvips remembers is of no use.
sharp.cache(false);

/**
 * Renders an image for readers: upright, in sRGB, without metadata. JPEG, which every feed reader shows; PNG for transparent images, and
 * for the first frame of a GIF. The same bytes always give the same image.
 */
export async function renderImage(bytes: Uint8Array): Promise<RenderOutcome> {
  try {
    // Before anything else: the image library reads them at once.
    if (hasExcessiveExif(bytes)) return { kind: 'refused', ...EXCESSIVE_EXIF };
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    const refusal = refuseImage(metadata);
    if (refusal !== undefined) return refusal;
    const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .autoOrient()
      .toColourspace('srgb');
    const scaled = upright.clone().resize({ width: MAX_WIDTH, withoutEnlargement: true });
    const isPng = metadata.format === 'gif' || (metadata.hasAlpha && !(await isOpaque(scaled)));
    // One after the other, since each decodes the whole image.
    const image = await encodeImage(scaled.clone(), isPng ? 'png' : 'jpg', 80);
    const thumbnail = upright.clone().resize({ ...THUMBNAIL, fit: 'cover', position: 'attention' });
    return { kind: 'rendered', image, thumbnail: await encodeImage(thumbnail, 'jpg', 70) };
  } catch (error) {
    // The library's messages are not for editors.
    const got = /timeout/i.test((error as Error).message)
      ? `one that takes over ${TIMEOUT_SECONDS} seconds`
      : describeBytes(bytes);
    return { kind: 'refused', expected: EXPECTED, got };
  }
}

/** Whether an image with an alpha channel shows nothing through. Measured after scaling: all pixels of a large one take seconds. */
async function isOpaque(image: Sharp): Promise<boolean> {
  const alpha = await image.clone().extractChannel('alpha').raw().toBuffer();
  return alpha.every((value) => value === 255);
}

/** The reason to refuse an image before its pixels are read. `otherFormats` are allowed too, by sharp's names. */
export function refuseImage(
  { format, width, height, channels, depth }: Metadata,
  otherFormats: readonly string[] = [],
): RefusedMedia | undefined {
  const refused = (expected: string, got: string): RefusedMedia => ({ kind: 'refused', expected, got });
  if (!FORMATS.has(format) && !otherFormats.includes(format)) return refused(EXPECTED, format.toUpperCase());
  const size = `${width} x ${height}`;
  if (width * height > MAX_PIXELS) return refused(`an image of at most ${MAX_PIXELS / 1e6} million pixels`, size);
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) {
    return refused(`an image whose longer side is at most ${MAX_RATIO} times the shorter one`, size);
  }
  const copies = format === 'heif' ? AVIF_COPIES : 1;
  const megabytes = (width * height * channels * (BYTES_BY_DEPTH[depth] ?? 8) * copies) / 1e6;
  if (megabytes <= MAX_DECODED_MB) return undefined;
  return refused(`an image of at most ${MAX_DECODED_MB} MB when it is decoded`, `${size}, ${Math.ceil(megabytes)} MB`);
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
