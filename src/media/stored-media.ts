import type { MediaReference, Thumbnail } from '../model/article.ts';

/** A picture in the media folder. Sizes in pixels and bytes. */
export interface StoredImage {
  readonly url: MediaReference;
  readonly width: number;
  readonly height: number;
  readonly type: string;
  readonly bytes: number;
  readonly thumbnail: Thumbnail;
}

/** A sound in the media folder. Length in bytes; duration in whole seconds, absent where the file does not tell it soundly. */
export interface StoredAudio {
  readonly url: MediaReference;
  readonly type: string;
  readonly bytes: number;
  readonly duration?: number;
}
