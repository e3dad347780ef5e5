/** What the media folder holds: the ending of a file's name, and the media type under which it is sent. */
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

/** The media type of a file of the media folder by its name, or `undefined` where no file of it can have this name. */
export function findMediaType(fileName: string): MediaType | undefined {
  const extension = FILE_NAME.exec(fileName)?.[1];
  return extension === undefined ? undefined : MEDIA_TYPES[extension as MediaExtension];
}
