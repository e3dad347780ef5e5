/** Letters of a TIFF header, in both byte orders. EXIF data begin with one, in all formats. */
const HEADERS = [Buffer.from('II*\0', 'latin1'), Buffer.from('MM\0*', 'latin1')];
/** With embedded previews, a photo has a few. */
const MAX_HEADERS = 100;
/** A photo has five: main image, thumbnail, EXIF, GPS and interoperability. */
const MAX_DIRECTORIES = 16;
const MAX_ENTRIES = 1000;
const ENTRY_BYTES = 12;
/** Tags whose value is the offset of another directory. */
const DIRECTORY_TAGS: ReadonlySet<number> = new Set([0x8769, 0x8825, 0xa005]);

/**
 * Whether an image has EXIF directories that contain each other, or more of them than any camera writes. The image library reads these
 * again and again: 60 kB took 37 seconds, which no timeout ends. The header of a TIFF file itself, at 0, does not count.
 */
export function hasExcessiveExif(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let headers = 0;
  for (const header of HEADERS) {
    for (let at = file.indexOf(header, 1); at !== -1; at = file.indexOf(header, at + 1)) {
      headers += 1;
      if (headers > MAX_HEADERS || isExcessive(file.subarray(at))) return true;
    }
  }
  return false;
}

/** TIFF 6.0, section 2. `data` begins with the header, from which offsets count. */
function isExcessive(data: Buffer): boolean {
  const isLittle = data[0] === 0x49;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read16 = (at: number) => (at + 2 > data.length ? 0 : view.getUint16(at, isLittle));
  const read32 = (at: number) => (at + 4 > data.length ? 0 : view.getUint32(at, isLittle));
  const seen = new Set<number>();
  const waiting = [read32(4)];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    if (directory === 0 || directory + 2 > data.length) continue;
    const entries = read16(directory);
    if (seen.has(directory) || seen.size === MAX_DIRECTORIES || entries > MAX_ENTRIES) return true;
    seen.add(directory);
    const end = directory + 2 + entries * ENTRY_BYTES;
    for (let entry = directory + 2; entry < end; entry += ENTRY_BYTES) {
      if (DIRECTORY_TAGS.has(read16(entry))) waiting.push(read32(entry + 8));
    }
    waiting.push(read32(end));
  }
  return false;
}
