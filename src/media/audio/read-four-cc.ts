/** The four-letter code (FourCC) at an offset; empty past the end. */
export function readFourCc(view: DataView, offset: number): string {
  if (offset < 0 || offset + 4 > view.byteLength) return '';
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, 4));
}
