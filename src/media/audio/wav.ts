import type { AudioProbe } from './audio-probe.ts';
import { fourLettersAt } from './four-letters.ts';

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** RIFF WAVE: the length is the data chunk's size by the bytes a second of the format chunk. */
export function probeWav(view: DataView): AudioProbe | undefined {
  if (fourLettersAt(view, 0) !== 'RIFF' || fourLettersAt(view, 8) !== 'WAVE') return undefined;
  let bytesPerSecond = 0;
  let offset = RIFF_HEADER_BYTES;
  while (offset + CHUNK_HEADER_BYTES <= view.byteLength) {
    const name = fourLettersAt(view, offset);
    const start = offset + CHUNK_HEADER_BYTES;
    const size = Math.min(view.getUint32(offset + 4, true), view.byteLength - start);
    if (name === 'fmt ' && size >= 16) bytesPerSecond = view.getUint32(start + 8, true);
    if (name === 'data') {
      return { extension: 'wav', seconds: bytesPerSecond > 0 ? size / bytesPerSecond : undefined };
    }
    // Chunks are padded to an even length.
    offset = start + size + (size % 2);
  }
  return { extension: 'wav', seconds: undefined };
}
