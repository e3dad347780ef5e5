import type { AudioProbe } from './audio-probe.ts';
import { probeMp3 } from './mp3.ts';
import { probeMp4 } from './mp4.ts';
import { probeOgg } from './ogg.ts';
import { probeWav } from './wav.ts';

/** Looks into a sound file; `undefined` where it is none that we know. Any bytes may come: nothing is thrown. */
export function probeAudio(bytes: Uint8Array): AudioProbe | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return probeMp4(view) ?? probeOgg(view) ?? probeWav(view) ?? probeMp3(view);
}
