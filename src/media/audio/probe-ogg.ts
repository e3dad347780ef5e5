import type { AudioProbe } from '../media-types.ts';
import { readFourCc } from './read-four-cc.ts';

/** RFC 3533, section 6: the header of a page before its segment table. */
const PAGE_HEADER_BYTES = 27;
/** Where the last page with a position is looked for. A page has at most 65,307 bytes (RFC 3533, section 6). */
const MAX_END_BYTES = 1_000_000;
/** RFC 7845, section 4: positions in Opus are counted at 48 kHz, whatever the recording's rate. */
const OPUS_RATE = 48_000;

/** Ogg with Vorbis or Opus: the duration is the last page's granule position divided by the rate in the first page. */
export function probeOgg(view: DataView): AudioProbe | undefined {
  if (readFourCc(view, 0) !== 'OggS' || view.byteLength < PAGE_HEADER_BYTES) return undefined;
  const codec = PAGE_HEADER_BYTES + view.getUint8(26);
  const rate = rateAt(view, codec);
  const samples = findLastGranule(view);
  return {
    extension: 'ogg',
    seconds: rate === undefined || samples === undefined ? undefined : Math.max(samples - rate.skip, 0) / rate.hertz,
  };
}

function rateAt(view: DataView, offset: number): { hertz: number; skip: number } | undefined {
  if (offset + 16 > view.byteLength) return undefined;
  if (readFourCc(view, offset) === 'Opus') return { hertz: OPUS_RATE, skip: view.getUint16(offset + 10, true) };
  // A Vorbis identification header: one byte of type, `vorbis`, version, channels, rate.
  if (readFourCc(view, offset + 1) !== 'vorb') return undefined;
  const hertz = view.getUint32(offset + 12, true);
  return hertz > 0 ? { hertz, skip: 0 } : undefined;
}

function findLastGranule(view: DataView): number | undefined {
  const last = view.byteLength - PAGE_HEADER_BYTES;
  for (let offset = last; offset >= Math.max(0, last - MAX_END_BYTES); offset -= 1) {
    if (view.getUint8(offset) !== 0x4f || readFourCc(view, offset) !== 'OggS') continue;
    const granule = view.getBigInt64(offset + 6, true);
    if (granule >= 0n) return Number(granule);
  }
  return undefined;
}
