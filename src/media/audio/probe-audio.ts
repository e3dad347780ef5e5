import type { AudioProbe } from './audio-probe.ts';
import { probeMp3 } from './probe-mp3.ts';
import { probeMp4 } from './probe-mp4.ts';
import { probeOgg } from './probe-ogg.ts';
import { probeWav } from './probe-wav.ts';

/** The format and duration of an audio file; `undefined` for any other bytes. Never throws. */
export function probeAudio(bytes: Uint8Array): AudioProbe | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return probeMp4(view) ?? probeOgg(view) ?? probeWav(view) ?? probeMp3(view);
}
