import type { AudioProbe } from '../media-types.ts';
import { readFourCc } from './read-four-cc.ts';

/** Kilobits per second of layer III, by the index in the frame header: MPEG-1, and MPEG-2 and 2.5. */
const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Hertz of MPEG-1. MPEG-2 has half of it, MPEG-2.5 a quarter. */
const RATES = [44_100, 48_000, 32_000];
/** Some encoders put padding between the tag and the first frame. */
const MAX_PADDING_BYTES = 4096;
/** Bytes without a tag are an MP3 if they begin with this many frames in a row. */
const MIN_FRAMES = 3;
const ID3V1_BYTES = 128;

interface Frame {
  readonly bytes: number;
  readonly seconds: number;
}

/** MPEG layer III: the duration is the sum of all frames, which is right for variable bit rates and wrong headers. */
export function probeMp3(view: DataView): AudioProbe | undefined {
  const tagEnd = endOfId3(view);
  const start = findFirstFrame(view, tagEnd);
  if (start === undefined) return tagEnd > 0 ? { extension: 'mp3', seconds: undefined } : undefined;

  const beforeTag = view.byteLength - ID3V1_BYTES;
  const end = readFourCc(view, beforeTag).startsWith('TAG') ? beforeTag : view.byteLength;
  let offset = start;
  let seconds = 0;
  for (let frame = frameAt(view, offset); frame !== undefined; frame = frameAt(view, offset)) {
    // A frame that describes the others (Xing, LAME, VBRI) holds no audio.
    if (offset !== start || !isDescription(view, offset)) seconds += frame.seconds;
    offset += frame.bytes;
    if (offset >= end) break;
  }
  return { extension: 'mp3', seconds };
}

/** ID3v2.4, section 3.1: a header of ten bytes, the size in four bytes of seven bits each. */
function endOfId3(view: DataView): number {
  if (!readFourCc(view, 0).startsWith('ID3') || view.byteLength < 10) return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (view.getUint8(at) & 0x7f), 0);
  return 10 + size;
}

function findFirstFrame(view: DataView, from: number): number | undefined {
  const last = Math.min(from + MAX_PADDING_BYTES, view.byteLength - 4);
  for (let offset = from; offset <= last; offset += 1) {
    if (view.getUint8(offset) === 0xff && isRunOfFrames(view, offset)) return offset;
  }
  return undefined;
}

function isRunOfFrames(view: DataView, start: number): boolean {
  let offset = start;
  for (let count = 0; count < MIN_FRAMES; count += 1) {
    const frame = frameAt(view, offset);
    if (frame === undefined) return false;
    offset += frame.bytes;
  }
  return true;
}

function frameAt(view: DataView, offset: number): Frame | undefined {
  if (offset + 4 > view.byteLength) return undefined;
  const header = view.getUint32(offset);
  const version = (header >>> 19) & 3;
  // Eleven bits of sync; version 1 and rate 3 are reserved; layer III is binary 01.
  if (header >>> 21 !== 0x7ff || version === 1 || ((header >>> 17) & 3) !== 1) return undefined;
  const bitrate = (version === 3 ? BITRATES_1 : BITRATES_2)[(header >>> 12) & 15];
  const baseRate = RATES[(header >>> 10) & 3];
  if (bitrate === undefined || bitrate === 0 || baseRate === undefined) return undefined;
  const rate = version === 3 ? baseRate : version === 2 ? baseRate / 2 : baseRate / 4;
  const samples = version === 3 ? 1152 : 576;
  const padding = (header >>> 9) & 1;
  return { bytes: Math.floor((samples / 8) * ((bitrate * 1000) / rate)) + padding, seconds: samples / rate };
}

function isDescription(view: DataView, offset: number): boolean {
  // After the header come 9, 17 or 32 bytes of side information; VBRI always comes after 32.
  return [13, 21, 36].some((at) => ['Xing', 'Info', 'VBRI'].includes(readFourCc(view, offset + at)));
}
