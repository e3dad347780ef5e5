import { z } from 'zod';
import type { Audio, Image } from '../../model/article.ts';
import type { Checked, Problem } from '../../model/problem.ts';
import type { Timestamp } from '../../model/timestamp.ts';
import type { DateContext } from '../moment.ts';
import { SOURCE_FIELDS } from '../source-fields.ts';
import type { ArticleFile, SourceArticle, SourceKind } from '../source-kind.ts';

export const FOLDER_FIELDS = {
  ...SOURCE_FIELDS,
  folder: z.string('a folder, relative to this file').trim().min(1, 'a folder, relative to this file'),
};

const folderSchema = z.strictObject(FOLDER_FIELDS);
export type FolderSource = Readonly<z.infer<typeof folderSchema>>;

export interface ArticleBytes extends ArticleFile {
  readonly bytes: Uint8Array;
  readonly modifiedAt: Timestamp;
}

/** A file that an article names, relative to its own. */
export interface NamedFile {
  readonly file: string;
  /** The line that names it. */
  readonly findLine: () => number;
}

/** An article read from a file; the media files that it names are not yet attached. */
export interface ReadArticle {
  readonly article: SourceArticle;
  readonly image?: NamedFile & Pick<Image, 'alt' | 'credit' | 'caption'>;
  readonly audio?: NamedFile & Pick<Audio, 'duration'>;
  /** What was left out of the article, and why. */
  readonly problems: readonly Problem[];
}

export interface ReadContext extends DateContext {
  readonly now: Timestamp;
}

/** Reads each file of a folder as one article. */
export interface FolderKind<Schema extends z.ZodObject = z.ZodObject> extends SourceKind<Schema> {
  readonly kind: string;
  /** With the dot, in lower case. */
  readonly extensions: readonly string[];
  /** Loads `read-article.ts` when the first article is read, so that the server starts sooner. A problem refuses the file. */
  loadReader(): Promise<{
    readArticle(
      source: z.infer<Schema>,
      file: ArticleBytes,
      context: ReadContext,
    ): Checked<ReadArticle> | Promise<Checked<ReadArticle>>;
  }>;
}

export function createFolderKind<Schema extends typeof folderSchema>(
  kind: Omit<FolderKind<Schema>, 'start'>,
): FolderKind<Schema> {
  return {
    ...kind,
    async start(source, sink) {
      const { watchFolder } = await import('./watch-folder.ts');
      return watchFolder({ folder: source.folder, extensions: kind.extensions, sink });
    },
  };
}
