import type { AudioProbe } from '../media-types.ts';
import { readFourCc } from './read-four-cc.ts';

/** More than any recording has at one level. */
const MAX_BOXES = 100_000;

interface Box {
  readonly start: number;
  readonly end: number;
}

/** MPEG-4 (ISO 14496-12): the duration is in the movie header, `moov/mvhd`. */
export function probeMp4(view: DataView): AudioProbe | undefined {
  if (readFourCc(view, 4) !== 'ftyp') return undefined;
  const movie = findBox(view, { start: 0, end: view.byteLength }, 'moov');
  const header = movie && findBox(view, movie, 'mvhd');
  return { extension: 'm4a', seconds: header && durationOf(view, header.start, header.end) };
}

function findBox(view: DataView, within: Box, name: string): Box | undefined {
  let offset = within.start;
  for (let count = 0; count < MAX_BOXES && offset + 8 <= within.end; count += 1) {
    const short = view.getUint32(offset);
    const isLong = short === 1 && offset + 16 <= within.end;
    const headerBytes = isLong ? 16 : 8;
    // Size 0: the box extends to the end of the file.
    const size = isLong ? Number(view.getBigUint64(offset + 8)) : short === 0 ? within.end - offset : short;
    if (size < headerBytes) return undefined;
    const end = Math.min(offset + size, within.end);
    if (readFourCc(view, offset + 4) === name) return { start: offset + headerBytes, end };
    offset = end;
  }
  return undefined;
}

function durationOf(view: DataView, start: number, end: number): number | undefined {
  const isWide = start < end && view.getUint8(start) === 1;
  if (start + (isWide ? 32 : 20) > end) return undefined;
  const scale = view.getUint32(start + (isWide ? 20 : 12));
  const units = isWide ? Number(view.getBigUint64(start + 24)) : view.getUint32(start + 16);
  return scale > 0 && units > 0 ? units / scale : undefined;
}
