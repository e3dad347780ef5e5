import type { MediaExtension } from '../media-types.ts';

/** What a sound file is, by its bytes. Length in seconds, absent where the file does not tell it soundly. */
export interface AudioProbe {
  readonly extension: Extract<MediaExtension, 'mp3' | 'm4a' | 'ogg' | 'wav'>;
  readonly seconds: number | undefined;
}
