/** Browsers look for `meta charset` in this many bytes (HTML, 13.2.3.2). */
const PRESCAN_BYTES = 1024;
const META_CHARSET = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i;
const TYPE_CHARSET = /;\s*charset\s*=\s*["']?\s*([\w:.-]+)/i;
const DEFAULT_ENCODING = 'windows-1252';

/** Decodes a page: by its byte order mark, else its media type, else its `meta` element, else as windows-1252. */
export function decodeHtml(bytes: Buffer, contentType: string): string {
  const label =
    byteOrderMark(bytes) ??
    TYPE_CHARSET.exec(contentType)?.[1] ??
    metaCharset(bytes.toString('latin1', 0, PRESCAN_BYTES)) ??
    DEFAULT_ENCODING;
  return createDecoder(label).decode(bytes);
}

function byteOrderMark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return undefined;
}

/** A `meta` that could be read as ASCII cannot be in UTF-16, so the standard takes that label as UTF-8. */
function metaCharset(start: string): string | undefined {
  const label = META_CHARSET.exec(start)?.[1];
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function createDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder(DEFAULT_ENCODING);
  }
}
