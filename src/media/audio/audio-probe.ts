import type { MediaExtension } from '../media-types.ts';

/** The format of an audio file, by its bytes, and its duration; absent where the file does not state it reliably. */
export interface AudioProbe {
  readonly extension: Extract<MediaExtension, 'mp3' | 'm4a' | 'ogg' | 'wav'>;
  readonly seconds: number | undefined;
}
