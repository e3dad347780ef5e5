import type { Problem } from '../model/problem.ts';
import type { SaveOutcome } from '../store/article-store.ts';

/** The result of an import. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** One outcome for each article that is saved. */
  readonly saved: readonly SavedArticle[];
  /** Why articles were refused. What was published of them before stays as it is. */
  readonly refused: readonly Problem[];
  /** Images and audio that were left out of saved articles. */
  readonly leftOut: readonly Problem[];
  /** The absolute paths of the images and audio that each file names, by the file's path. */
  readonly attachments: ReadonlyMap<string, readonly string[]>;
}

export interface SavedArticle extends SaveOutcome {
  readonly file: string;
}
