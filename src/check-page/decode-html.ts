/** Where a page may say its encoding (HTML, 13.2.3.2). */
const PRESCAN_BYTES = 1024;
const IN_META = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i;
const IN_TYPE = /;\s*charset\s*=\s*["']?\s*([\w:.-]+)/i;

/** Bytes of a page as text: by byte order mark, else by its media type, else by its own `meta`, else as most old pages are meant. */
export function decodeHtml(bytes: Buffer, contentType: string): string {
  const label =
    labelOfMark(bytes) ??
    IN_TYPE.exec(contentType)?.[1] ??
    labelOfMeta(bytes.toString('latin1', 0, PRESCAN_BYTES)) ??
    'windows-1252';
  return decoderOf(label).decode(bytes);
}

function labelOfMark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return undefined;
}

/** A `meta` that could be read as ASCII is not in UTF-16, whatever it says. */
function labelOfMeta(start: string): string | undefined {
  const label = IN_META.exec(start)?.[1];
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
