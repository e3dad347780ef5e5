import type { AudioProbe } from '../media-types.ts';
import { readFourCc } from './read-four-cc.ts';

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** More than any recording has. */
const MAX_CHUNKS = 100_000;

/** RIFF WAVE: the duration is the size of the data chunk divided by the bytes per second in the format chunk. */
export function probeWav(view: DataView): AudioProbe | undefined {
  if (readFourCc(view, 0) !== 'RIFF' || readFourCc(view, 8) !== 'WAVE') return undefined;
  let bytesPerSecond = 0;
  let offset = RIFF_HEADER_BYTES;
  for (let count = 0; count < MAX_CHUNKS && offset + CHUNK_HEADER_BYTES <= view.byteLength; count += 1) {
    const name = readFourCc(view, offset);
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
