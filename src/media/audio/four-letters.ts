/** The four-letter name at an offset; empty behind the end. */
export function fourLettersAt(view: DataView, offset: number): string {
  if (offset < 0 || offset + 4 > view.byteLength) return '';
  return String.fromCharCode(
    view.getUint8(offset),
    view.getUint8(offset + 1),
    view.getUint8(offset + 2),
    view.getUint8(offset + 3),
  );
}
