import type { MediaReference, Thumbnail } from '../model/article.ts';

/** An image in the media folder. Sizes in pixels and bytes. */
export interface StoredImage {
  readonly url: MediaReference;
  readonly width: number;
  readonly height: number;
  readonly type: string;
  readonly bytes: number;
  readonly thumbnail: Thumbnail;
}

/** Audio in the media folder. Duration in whole seconds, absent where the file does not state it reliably. */
export interface StoredAudio {
  readonly url: MediaReference;
  readonly type: string;
  readonly bytes: number;
  readonly duration?: number;
}
