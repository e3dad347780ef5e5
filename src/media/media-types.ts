/** By the file extension in the media folder. */
export const MEDIA_TYPES = {
  jpg: 'image/jpeg',
  png: 'image/png',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
} as const;

export type MediaExtension = keyof typeof MEDIA_TYPES;
export type MediaType = (typeof MEDIA_TYPES)[MediaExtension];

/** The format of an audio file, and its duration where the file states it reliably. */
export interface AudioProbe {
  readonly extension: Extract<MediaExtension, 'mp3' | 'm4a' | 'ogg' | 'wav'>;
  readonly seconds: number | undefined;
}

const FILE_NAME = /^[0-9a-f]{32}\.(jpg|png|mp3|m4a|ogg|wav)$/;

/** `undefined` for a name that the media store never gives. */
export function findMediaType(fileName: string): MediaType | undefined {
  const extension = FILE_NAME.exec(fileName)?.[1];
  return extension === undefined ? undefined : MEDIA_TYPES[extension as MediaExtension];
}
