import type { MediaStore } from '../media/media-store.ts';
import type { ArticleDraft } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import type { Timestamp } from '../model/timestamp.ts';

/** What reading a file needs of the world. */
export interface ReadContext {
  /** The moment the source was first read: what relative dates count from. */
  readonly epoch: Timestamp;
  readonly now: Timestamp;
  readonly media: MediaStore;
}

/** What came of reading an article's file. */
export interface Reading {
  /** Absent where the file is refused. */
  readonly draft?: ArticleDraft;
  /** With a draft: what was left out of it, a picture perhaps. Without one: why. */
  readonly problems: readonly Problem[];
  /** Absolute paths of the pictures and sounds that the file names, there or not: when one of them changes, the article does. */
  readonly attachments: readonly string[];
}
