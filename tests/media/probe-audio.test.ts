import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { probeAudio } from '../../src/media/audio/probe-audio.ts';
import { makeM4a, makeMp3, makeOgg, makeWav } from './audio-files.ts';

const MP3_FRAME_SECONDS = 1152 / 44_100;

describe('probing audio', () => {
  test.each([
    ['an MP3', makeMp3({ frames: 100 })],
    ['an MP3 with a tag before it', makeMp3({ frames: 100, id3: 1000 })],
    ['an MP3 with a frame that describes the others', makeMp3({ frames: 100, id3: 300, xing: true })],
    ['an MP3 with a tag after it', makeMp3({ frames: 100, id3v1: true })],
  ])('%s is as long as its frames', (_what, bytes) => {
    expect(probeAudio(bytes)?.extension).toBe('mp3');
    expect(probeAudio(bytes)?.seconds).toBeCloseTo(100 * MP3_FRAME_SECONDS);
  });

  test.each([
    ['wav', makeWav(3)],
    ['m4a', makeM4a(3)],
    ['m4a', makeM4a(3, 1)],
    ['ogg', makeOgg('opus', 3)],
    ['ogg', makeOgg('vorbis', 3)],
  ])('%s says its own length', (extension, bytes) => {
    expect(probeAudio(bytes)).toEqual({ extension, seconds: 3 });
  });

  test('a duration that the file does not state is absent', () => {
    expect(probeAudio(makeM4a(3).subarray(0, 20))).toEqual({ extension: 'm4a', seconds: undefined });
    expect(probeAudio(makeOgg('vorbis', 3).subarray(0, 30))).toEqual({ extension: 'ogg', seconds: undefined });
  });

  test('an image, text and no bytes are not audio', () => {
    for (const text of ['\u00ff\u00d8\u00ff\u00e0', 'Hello', ''])
      expect(probeAudio(Buffer.from(text, 'latin1'))).toBeUndefined();
  });

  test('no bytes make it throw, not even those of a damaged file', () => {
    const sounds = [makeWav(1), makeM4a(1), makeM4a(1, 1), makeOgg('opus', 1), makeMp3({ frames: 4, id3: 20 })];
    fc.assert(
      fc.property(
        fc.constantFrom(...sounds),
        fc.uint8Array({ maxLength: 8 }),
        fc.nat(80),
        fc.nat(900),
        (sound, noise, at, length) => {
          const damaged = Buffer.from(sound.subarray(0, length));
          damaged.set(noise.subarray(0, Math.max(damaged.length - at, 0)), Math.min(at, damaged.length));
          const seconds = probeAudio(damaged)?.seconds ?? 0;
          expect(seconds).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
