/** The files of the media folder: media types by file extension. */
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

const FILE_NAME = /^[0-9a-f]{32}\.(jpg|png|mp3|m4a|ogg|wav)$/;

/** The media type of a file of the media folder; `undefined` for a name that the media store never gives. */
export function findMediaType(fileName: string): MediaType | undefined {
  const extension = FILE_NAME.exec(fileName)?.[1];
  return extension === undefined ? undefined : MEDIA_TYPES[extension as MediaExtension];
}
