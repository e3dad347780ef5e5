import type { AudioProbe } from '../media-types.ts';
import { probeMp3 } from './probe-mp3.ts';
import { probeMp4 } from './probe-mp4.ts';
import { probeOgg } from './probe-ogg.ts';
import { probeWav } from './probe-wav.ts';

/** `undefined` for bytes that are no audio. Never throws. */
export function probeAudio(bytes: Uint8Array): AudioProbe | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return probeMp4(view) ?? probeOgg(view) ?? probeWav(view) ?? probeMp3(view);
}
