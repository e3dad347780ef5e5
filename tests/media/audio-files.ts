/** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: a frame is 417 bytes and 1152 samples. */
const FRAME_HEADER = [0xff, 0xfb, 0x90, 0x00];
const FRAME_BYTES = 417;

/** A silent MP3 with frames of 26.12 ms each, and the tags that are asked for. */
export function makeMp3({
  frames,
  id3 = 0,
  xing = false,
  id3v1 = false,
}: {
  frames: number;
  id3?: number;
  xing?: boolean;
  id3v1?: boolean;
}): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES);
  frame.set(FRAME_HEADER);
  const description = Buffer.from(frame);
  description.write('Xing', 36, 'latin1');
  const tag = Buffer.alloc(10 + id3);
  tag.write('ID3', 'latin1');
  tag.set([4, 0, 0, 0, 0, id3 >> 7, id3 & 0x7f], 3);
  return Buffer.concat([
    ...(id3 > 0 ? [tag] : []),
    ...(xing ? [description] : []),
    ...Array.from({ length: frames }, () => frame),
    ...(id3v1 ? [Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)])] : []),
  ]);
}

/** A silent WAV, 8 kHz, one byte per sample, with a chunk of odd length before the audio. */
export function makeWav(seconds: number): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt32LE(8000, 4);
  format.writeUInt32LE(8000, 8);
  const chunks = [chunk('fmt ', format), chunk('LIST', Buffer.alloc(5)), chunk('data', Buffer.alloc(8000 * seconds))];
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  return Buffer.concat([Buffer.from('RIFF'), uint32le(body.length), body]);
}

/** The headers of an M4A: `ftyp`, then `moov/mvhd` with 1000 units per second. */
export function makeM4a(seconds: number, version: 0 | 1 = 0): Buffer {
  const header = Buffer.alloc(version === 0 ? 20 : 32);
  header.writeUInt8(version, 0);
  header.writeUInt32BE(1000, version === 0 ? 12 : 20);
  if (version === 0) header.writeUInt32BE(seconds * 1000, 16);
  else header.writeBigUInt64BE(BigInt(seconds * 1000), 24);
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0')),
    box('free', Buffer.alloc(9)),
    box('moov', box('mvhd', header)),
  ]);
}

/** The first and last page of an Ogg file. */
export function makeOgg(codec: 'opus' | 'vorbis', seconds: number): Buffer {
  const opus = codec === 'opus';
  const head = Buffer.alloc(30);
  head.write(opus ? 'OpusHead' : '\u0001vorbis', 'latin1');
  if (opus) head.writeUInt16LE(312, 10);
  else head.writeUInt32LE(44_100, 12);
  return Buffer.concat([
    page(0n, head),
    page(BigInt(opus ? seconds * 48_000 + 312 : seconds * 44_100), Buffer.alloc(50)),
  ]);
}

function page(granule: bigint, body: Buffer): Buffer {
  const header = Buffer.alloc(28);
  header.write('OggS', 'latin1');
  header.writeBigInt64LE(granule, 6);
  header.writeUInt8(1, 26);
  header.writeUInt8(body.length, 27);
  return Buffer.concat([header, body]);
}

function box(name: string, body: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + body.length);
  return Buffer.concat([size, Buffer.from(name, 'latin1'), body]);
}

function chunk(name: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(name, 'latin1'), uint32le(body.length), body, Buffer.alloc(body.length % 2)]);
}

function uint32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
