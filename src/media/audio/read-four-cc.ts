/** The four-letter code (FourCC) at an offset; empty past the end. */
export function readFourCc(view: DataView, offset: number): string {
  if (offset < 0 || offset + 4 > view.byteLength) return '';
  return String.fromCharCode(
    view.getUint8(offset),
    view.getUint8(offset + 1),
    view.getUint8(offset + 2),
    view.getUint8(offset + 3),
  );
}
